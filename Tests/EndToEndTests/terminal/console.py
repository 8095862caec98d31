"""The real program on a pseudo-terminal. Usage: console.py PROGRAM RULES"""

import os
import sys
import tempfile

from driver import ALT_ENTER, ENTER, TAB, UP, Terminal, ctrl, pasted, report

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


S = {
    "action": "new", "country": "DE", "licences": "10", "term": "12 months", "quote-date": "2026-03-01",
    "currency": "EUR", "buyer": "customer",
}


def runs_pasted_lines_one_by_one():
    lines = [f"{name} = {value}" for name, value in S.items()] + ["quote"]
    with console(columns=100, rows=40) as terminal:
        terminal.wait_for("listino>")
        terminal.send(pasted("\n".join(lines) + "\n"))
        terminal.wait_for("1074.43 EUR")
        terminal.wait_for_prompt("listino>")
        # What was typed before is joined with the first line, and the last waits for its end.
        terminal.send(ctrl("l") + "licences = 1" + pasted("2\nsubscription-name = Foo\nlicences = 50\nlicences") + " × 2")
        terminal.wait_for_prompt("listino> licences × 2")
        terminal.send(ENTER + "subscription-name" + ENTER)
        terminal.wait_for_line("100 licences")
        terminal.wait_for_line("Foo")
        terminal.wait_for_prompt("listino>")
        terminal.send(UP + UP + UP)
        terminal.wait_for_prompt("listino> licences = 50")


def runs_lines_that_are_not_marked_as_pasted():
    with console(columns=100, rows=40) as terminal:
        terminal.wait_for("listino>")
        terminal.send("".join(f"{name} = {value}{ENTER}" for name, value in S.items()) + "quote" + ENTER)
        terminal.wait_for("1074.43 EUR")


def answers_questions_with_pasted_lines():
    with console(columns=100, rows=60) as terminal:
        terminal.wait_for("listino>")
        lines = [f"{name} = {S[name]}" for name in ["quote-date", "currency", "buyer"]]
        lines += ["quote"] + [S[name] for name in ["action", "country", "licences", "term"]]
        terminal.send(pasted("\n".join(lines) + "\n"))
        terminal.wait_for("1074.43 EUR")


def keeps_a_pasted_block_in_one():
    with console(columns=100, rows=40) as terminal:
        terminal.wait_for("listino>")
        terminal.send(pasted("value mine\n  is 5\nmine × 2\nvalue mine\n  is 7\n\nmine\nvalue mine\n  is 9\n"))
        terminal.wait_for_line("10")
        terminal.wait_for_line("7")
        # The last one is still open.
        terminal.wait_for("  is 9")
        terminal.send(ENTER + ENTER + "mine + 1" + ENTER)
        terminal.wait_for_line("10")


def runs_several_typed_lines_one_by_one():
    with console(columns=100, rows=40) as terminal:
        terminal.wait_for("listino>")
        terminal.send("subscription-name = Foo" + ALT_ENTER + "40 + 2" + ENTER + "subscription-name" + ENTER)
        terminal.wait_for_line("42")
        terminal.wait_for_line("Foo")


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
    runs_pasted_lines_one_by_one,
    runs_lines_that_are_not_marked_as_pasted,
    answers_questions_with_pasted_lines,
    keeps_a_pasted_block_in_one,
    runs_several_typed_lines_one_by_one,
    works_without_libedit,
    keeps_a_history_for_the_next_time,
]

report(CASES)
