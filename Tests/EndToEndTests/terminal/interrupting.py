"""Ctrl-C ends what is running, and leaves all as it was. Usage: interrupting.py PROGRAM RULES"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading

from driver import *

PROGRAM, RULES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])

BOOK = """book large "Large"
  language 1
  currency EUR
  shows price

unit licence "licence" "licences"

input licences "Licences"
  whole number 1 to 100000 licences

input size "Size"
  whole number 1 to 100000

input depth "Depth"
  whole number 1 to 100000
  default 1

value rate "Rate"
  is 2 EUR per licence

price price "Price"
  start rate × licences "List"

"""
ROWS, EXCEPTIONS = 100_000, 100


def tests():
    rows = "".join(f"  {number} | 1 | {2 * number}.00\n" for number in range(1, ROWS + 1))
    return BOOK + 'test "many orders"\n  licences | size | price\n' + rows


def proofs():
    """Each pair of exceptions has to be told apart."""
    return BOOK + "".join(
        f"exception rule-{number} to rate\n  is {number} EUR per licence\n"
        f"  when size + depth is {number * 300} to {number * 300 + 299}\n\n"
        for number in range(1, EXCEPTIONS + 1))


def console(folder, **environment):
    return Terminal([PROGRAM, "--rules", folder], environment={"LISTINO_HISTORY": ""} | environment)


def is_stopped(terminal, command):
    """Presses Ctrl-C as soon as the command runs; afterwards the console answers as before."""
    terminal.wait_for_prompt("listino")
    terminal.send("licences = 21" + ENTER)
    terminal.wait_for_raw("\x1b[?2004h")
    terminal.wait_for_prompt("listino")
    terminal.send(command + ENTER)
    # The line is no longer being edited.
    terminal.wait_for_raw("\x1b[?2004l")
    terminal.send(ctrl("c"))
    terminal.wait_for("interrupted")
    terminal.wait_for_prompt("listino")
    terminal.send("licences × 2" + ENTER)
    terminal.wait_for_line("42 licences")


def stops_tests(folder):
    write(folder, tests())
    with console(folder) as terminal:
        for command in ["test", ":test many", "reload", "check"]:
            is_stopped(terminal, command)
            assert not any("passed" in line for line in terminal.screen()), terminal.screen()


def stops_proofs(folder):
    write(folder, proofs())
    with console(folder, XDG_CACHE_HOME=os.path.join(folder, "cache")) as terminal:
        for command in ["check", "boundaries"]:
            is_stopped(terminal, command)
        # A what-if whose proof was stopped does not hold.
        is_stopped(terminal, "value rate" + ENTER + "is 5 EUR per licence" + ENTER)
        assert not any("+1" in line for line in terminal.screen()), terminal.screen()


def stops_a_consultation(folder):
    """VIES takes the question and never answers."""
    server = socket.create_server(("127.0.0.1", 0))
    asked = threading.Event()
    kept = []

    def listen():
        kept.append(server.accept()[0])
        kept[0].recv(65536)
        asked.set()

    threading.Thread(target=listen, daemon=True).start()
    arguments = [PROGRAM, "--rules", RULES, "--accounts", os.path.join(folder, "accounts.sqlite")]
    lines = [
        "reseller nordwind email=desk@nordwind.example discount=20% currency=EUR language=en",
        'create reseller=nordwind name="Kontor AG" address="Weg 1" country=DE email=a@kontor.example vat=DE136695976 '
        'licences=3 term="12 months"', "pay card x",
    ]
    subprocess.run(arguments, input="\n".join(lines).encode(), check=True, stdout=subprocess.DEVNULL, timeout=LIMIT)
    environment = {"LISTINO_HISTORY": "", "LISTINO_VIES": f"http://127.0.0.1:{server.getsockname()[1]}"}
    with Terminal(arguments, columns=100, environment=environment) as terminal:
        terminal.wait_for_prompt("listino")
        terminal.send("act on Kontor" + ENTER + "vat consult" + ENTER)
        assert asked.wait(LIMIT), "VIES was not asked"
        terminal.send(ctrl("c"))
        terminal.wait_for("interrupted")
        terminal.wait_for_prompt("listino Kontor AG>")
        terminal.send("account" + ENTER)
        terminal.wait_for("not confirmed")


def ends_a_script(folder):
    write(folder, tests())
    arguments = [PROGRAM, "--rules", folder]
    for options, script in [([], b"1 + 2\ntest\nquit\n"), (["--command", "1 + 2\ntest\nquit"], b"")]:
        script_process = subprocess.Popen(
            arguments + options, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, bufsize=0)
        script_process.stdin.write(script)
        assert script_process.stdout.read(2) == b"3\n"
        script_process.send_signal(signal.SIGINT)
        assert script_process.wait(LIMIT) == 130


def write(folder, text):
    with open(os.path.join(folder, "large.rules"), "w") as file:
        file.write(text)


with tempfile.TemporaryDirectory() as folder:
    report([stops_tests, stops_proofs, stops_a_consultation, ends_a_script], folder)
