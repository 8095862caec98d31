"""The real program on a pseudo-terminal. Usage: console.py PROGRAM RULES"""

import os
import sys
import tempfile

from driver import ENTER, TAB, UP, Terminal, ctrl, pasted, report

PROGRAM, RULES = sys.argv[1], sys.argv[2]


def console(environment=None, **options):
    return Terminal([PROGRAM, "--rules", RULES], environment={"LISTINO_HISTORY": ""} | (environment or {}), **options)


def asks_one_question_at_a_time():
    with console(columns=120, rows=50) as terminal:
        terminal.wait_for("listino>")
        for name, value in [("term", "1 month"), ("country", "SE"), ("currency", "EUR")]:
            terminal.send(f"{name} = {value}" + ENTER)
        terminal.send("buyer = customer" + ENTER)
        terminal.send("quote-date = 2026-03-01" + ENTER)
        terminal.send("quote" + ENTER)
        terminal.wait_for("action?")
        terminal.send("new" + ENTER)
        terminal.wait_for("licences?")
        terminal.send("10" + ENTER)
        terminal.wait_for("117.56 EUR")


def completes_with_tab():
    with console(columns=100, rows=30) as terminal:
        terminal.wait_for("listino>")
        terminal.send("licen" + TAB)
        terminal.wait_for("licences")
        terminal.interrupt()
        terminal.send("buyer = res" + TAB + ENTER)
        terminal.send("buyer" + ENTER)
        terminal.wait_for_line("reseller")


def edits_and_recalls_a_block_as_one():
    with console(columns=100, rows=40) as terminal:
        terminal.wait_for("listino>")
        terminal.send("value reseller-discount" + ENTER + "is 50%" + ENTER + ENTER)
        terminal.wait_for("listino +1>")
        terminal.send("drop" + ENTER)
        terminal.wait_for("dropped")
        terminal.send(UP + UP)
        terminal.wait_for("is 50%")


def control_c_takes_the_line_back():
    with console() as terminal:
        terminal.wait_for("listino>")
        terminal.send("licences = 9999999")
        terminal.interrupt()
        terminal.send("1 + 2" + ENTER)
        terminal.wait_for_line("3")


def control_d_ends():
    with console() as terminal:
        terminal.wait_for("listino>")
        terminal.send(ctrl("d"))
        assert terminal.exit_code() == 0


def starts_without_a_locale():
    with console(environment={"LANG": None, "LC_ALL": "C"}) as terminal:
        terminal.wait_for("listino>")
        terminal.send("2 × 3" + ENTER)
        terminal.wait_for_line("6")


def takes_a_paste_whole():
    with console(columns=100, rows=40) as terminal:
        terminal.wait_for("listino>")
        rows = "\n".join(f"  {number} | {number % 50}%" for number in range(1, 200))
        terminal.send(pasted(f"table pasted\n  by licences\n  one row applies\n{rows}\n  otherwise 0%\n"))
        # One Enter ends the last row, one the block.
        terminal.send(ENTER + ENTER)
        terminal.wait_for("listino +1>")


def works_without_libedit():
    with Terminal(
        [PROGRAM, "--rules", RULES, "--editor", "plain"], environment={"LISTINO_HISTORY": "", "TERM": "dumb"}
    ) as terminal:
        terminal.wait_for("listino>")
        terminal.send("1 + 2" + ENTER)
        terminal.wait_for_line("3")


def keeps_a_history_for_the_next_time():
    with tempfile.TemporaryDirectory() as folder:
        environment = {"LISTINO_HISTORY": os.path.join(folder, "state", "history.jsonl")}
        with console(environment=environment) as terminal:
            terminal.wait_for("listino>")
            terminal.send("40 + 2" + ENTER)
            terminal.wait_for_line("42")
            # Between two lines Ctrl-D is the kernel's, for nobody.
            terminal.wait_for_prompt("listino>")
            terminal.send(ctrl("d"))
            assert terminal.exit_code() == 0
        with console(environment=environment) as terminal:
            terminal.wait_for("listino>")
            terminal.send(UP)
            terminal.wait_for("40 + 2")


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

report(CASES)
