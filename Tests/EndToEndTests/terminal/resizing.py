"""Windows that change their size while somebody types. Usage: resizing.py PROGRAM RULES [SEED]

A session is one prompt: keys and new sizes in any order, then Ctrl-C. The program lives if it computes a sum after it.
"""

import os
import random
import sys
import tempfile

from driver import *

PROGRAM = sys.argv[1]
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
SESSIONS, SESSIONS_OF_A_PROGRAM = 300, 15

BOOK = """book small "Small"
  language 1
  currency EUR
  shows price

input licences "Licences"
  whole number 1 to 100000

value price "Price"
  is 2 EUR × licences
"""

KEYS = [
    UP, DOWN, LEFT, RIGHT, HOME, END, DELETE, BACKSPACE, TAB, ALT_ENTER, BACKSPACE * 60, LEFT * 90, UP * 6,
    ctrl("k"), ctrl("y"), ctrl("w"), ctrl("u"), ctrl("r"), ctrl("l"), ctrl("t"), "\x1b[1;5D", "\x1b[1;5C", "\x1b[5~",
]
LETTERS = ["x", "net ", "ä€ß", "日本", "e\u0301", "👩‍💻", "\u200b", "1 × 2 ", "( )", "\t"]
BLOCK = "\n".join(["table wide", "  by licences"] + [f"  {number} | {number}%" for number in range(9)])


def small_console(folder):
    return Terminal([PROGRAM, "--rules", folder], environment={"LISTINO_HISTORY": ""})


def is_alive(terminal, number):
    """Gives the typed line up, and has a sum computed at a usual size."""
    terminal.resize(80, 24)
    terminal.interrupt()
    computes(terminal, number)


def computes(terminal, number):
    terminal.send(f"{number} + 0" + ENTER)
    terminal.wait_for_line(str(number))
    terminal.wait_for_prompt("listino>")


def lives_in_a_window_lower_than_its_text(folder):
    block = ALT_ENTER.join(f"row {number}" for number in range(11))
    for typed, size in [("x" * 700, (80, 5)), (block, (80, 6)), ("x" * 450, (80, 5)), ("日" * 300, (7, 3))]:
        with small_console(folder) as terminal:
            terminal.wait_for("listino>")
            terminal.send(typed + "Q")
            terminal.wait_for("Q")
            terminal.resize(*size)
            terminal.wait_for("Q")
            terminal.send("W")
            terminal.wait_for("W")
            terminal.resize(80, 24)
            terminal.send(HOME)
            terminal.wait_for("listino>")
            is_alive(terminal, 4711)


def lives_through_random_sessions(folder):
    for start in range(0, SESSIONS, SESSIONS_OF_A_PROGRAM):
        made = random.Random(SEED * 1_000_000 + start)
        steps = []
        with small_console(folder) as terminal:
            try:
                terminal.wait_for("listino>")
                # For the arrows through the history.
                for entry in [BLOCK + "\n  otherwise 9%", "x" * 700]:
                    terminal.send(pasted(entry) + ENTER * 2)
                computes(terminal, start)
                for number in range(start, start + SESSIONS_OF_A_PROGRAM):
                    steps = list(session(made))
                    for step in steps:
                        if isinstance(step, str):
                            terminal.send(step)
                        else:
                            columns, rows, is_awaited = step
                            is_new = terminal.resize(columns, rows)
                            if is_awaited and is_new:
                                terminal.wait_for_raw("\x1b[J")
                    is_alive(terminal, 1000 + number)
            except Exception:
                shown = [step if not isinstance(step, str) or len(step) < 60 else step[:50] + "…" for step in steps]
                print(f"seed {SEED}, program {start}: {shown}")
                raise


def session(made):
    """Keys as text, sizes with whether to wait until they are known."""
    for _ in range(made.randint(1, 12)):
        kind = made.random()
        if kind < 0.35:
            yield *size(made), made.random() < 0.5
        elif kind < 0.6:
            # A search ends first: libedit looks through the whole history for each letter.
            yield HOME + made.choice(LETTERS) * made.choice([1, 3, 20, 120, 700])
        elif kind < 0.7:
            yield END + made.choice([ALT_ENTER.join(BLOCK.split("\n")), pasted("x" * 900), pasted("日" * 400)])
        else:
            yield made.choice(KEYS + ["1"])


def size(made):
    """Columns and rows; small ones more often."""
    return made.choice([1, 2, 3, made.randint(1, 12), made.randint(4, 80), made.randint(20, 200)]), made.choice(
        [1, 2, 3, made.randint(1, 12), made.randint(4, 80)])


with tempfile.TemporaryDirectory() as rules:
    with open(os.path.join(rules, "small.rules"), "w") as file:
        file.write(BOOK)
    report([lives_in_a_window_lower_than_its_text, lives_through_random_sessions], rules)
