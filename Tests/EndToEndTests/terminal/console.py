"""The real program on a pseudo-terminal. Usage: console.py PROGRAM RULES"""

import os
import sys
import tempfile
import time
import traceback

from driver import ENTER, TAB, UP, Terminal, ctrl, pasted

PROGRAM, RULES = sys.argv[1], sys.argv[2]


def console(environment=None, **options):
    return Terminal([PROGRAM, "--rules", RULES], environment={"LISTINO_HISTORY": ""} | (environment or {}), **options)


def shows(terminal, text):
    terminal.wait_for(text)


def answers(terminal, line, limit=10.0):
    """Waits until a row of the screen is exactly this line."""
    end = time.monotonic() + limit
    while line not in terminal.settle(quiet=0.05):
        assert time.monotonic() < end, f"{line!r} did not appear:\n" + "\n".join(terminal.screen())


def interrupt(terminal):
    """Ctrl-C as a person presses it: the signal and the keys typed next come by different ways."""
    terminal.settle()
    terminal.send(ctrl("c"))
    terminal.settle()


def asks_one_question_at_a_time():
    with console(columns=120, rows=50) as terminal:
        shows(terminal, "listino>")
        for name, value in [("term", "1 month"), ("country", "SE"), ("currency", "EUR")]:
            terminal.send(f"{name} = {value}" + ENTER)
        terminal.send("buyer = customer" + ENTER)
        terminal.send("quote-date = 2026-03-01" + ENTER)
        terminal.send("quote" + ENTER)
        shows(terminal, "action?")
        terminal.send("new" + ENTER)
        shows(terminal, "licences?")
        terminal.send("10" + ENTER)
        shows(terminal, "117.56 EUR")


def completes_with_tab():
    with console(columns=100, rows=30) as terminal:
        shows(terminal, "listino>")
        terminal.send("licen" + TAB)
        shows(terminal, "licences")
        interrupt(terminal)
        terminal.send("buyer = res" + TAB + ENTER)
        terminal.send("buyer" + ENTER)
        answers(terminal, "reseller")


def edits_and_recalls_a_block_as_one():
    with console(columns=100, rows=40) as terminal:
        shows(terminal, "listino>")
        terminal.send("value reseller-discount" + ENTER + "is 50%" + ENTER + ENTER)
        shows(terminal, "listino +1>")
        terminal.send("drop" + ENTER)
        shows(terminal, "dropped")
        terminal.send(UP + UP)
        shows(terminal, "is 50%")


def control_c_takes_the_line_back():
    with console() as terminal:
        shows(terminal, "listino>")
        terminal.send("licences = 9999999")
        interrupt(terminal)
        terminal.send("1 + 2" + ENTER)
        answers(terminal, "3")


def control_d_ends():
    with console() as terminal:
        shows(terminal, "listino>")
        terminal.send(ctrl("d"))
        assert terminal.exit_code() == 0


def starts_without_a_locale():
    with console(environment={"LANG": None, "LC_ALL": "C"}) as terminal:
        shows(terminal, "listino>")
        terminal.send("2 × 3" + ENTER)
        answers(terminal, "6")


def takes_a_paste_whole():
    with console(columns=100, rows=40) as terminal:
        shows(terminal, "listino>")
        rows = "\n".join(f"  {number} | {number % 50}%" for number in range(1, 200))
        terminal.send(pasted(f"table pasted\n  by licences\n  one row applies\n{rows}\n  otherwise 0%\n"))
        # One Enter ends the last row, one the block.
        terminal.send(ENTER + ENTER)
        shows(terminal, "listino +1>")


def works_without_libedit():
    with Terminal(
        [PROGRAM, "--rules", RULES, "--editor", "plain"], environment={"LISTINO_HISTORY": "", "TERM": "dumb"}
    ) as terminal:
        shows(terminal, "listino>")
        terminal.send("1 + 2" + ENTER)
        answers(terminal, "3")


def keeps_a_history_for_the_next_time():
    with tempfile.TemporaryDirectory() as folder:
        environment = {"LISTINO_HISTORY": os.path.join(folder, "state", "history.jsonl")}
        with console(environment=environment) as terminal:
            shows(terminal, "listino>")
            terminal.send("40 + 2" + ENTER)
            answers(terminal, "42")
            terminal.send(ctrl("d"))
        with console(environment=environment) as terminal:
            shows(terminal, "listino>")
            terminal.send(UP)
            shows(terminal, "40 + 2")


CASES = [
    asks_one_question_at_a_time,
    completes_with_tab,
    edits_and_recalls_a_block_as_one,
    control_c_takes_the_line_back,
    control_d_ends,
    starts_without_a_locale,
    takes_a_paste_whole,
    works_without_libedit,
    keeps_a_history_for_the_next_time,
]

failed = 0
for case in CASES:
    try:
        case()
        print("passed", case.__name__)
    except Exception:
        failed += 1
        print("failed", case.__name__)
        traceback.print_exc(file=sys.stdout)
print(f"{len(CASES) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
