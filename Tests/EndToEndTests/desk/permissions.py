"""Every command as the wrong reseller, with guessed numbers and names: nothing of the other is shown, nothing changes, and
what exists is answered as what does not.

Usage: permissions.py PROGRAM RULES"""

import os
import re

from book import RESELLER, Book, Tests

# What must never be seen: every fact of the other reseller's has one of these in it.
SECRETS = ["geheim", "Geheim", "DE136695976", "17.5%", "secret.example", "nordwind"]
SETUP = [
    "reseller nordwind email=desk@secret.example discount=17.5% currency=EUR language=it",
    "reseller alpenrose email=desk@alpenrose.example discount=20% currency=EUR language=it",
    'create reseller=nordwind name="Geheim AG" address="Geheimweg 1" country=DE email=a@secret.example vat=DE136695976 '
    'licences=3 term="12 months"', "pay card geheim-1",
    "add anna@secret.example", "quote top up 2", "keep", "top up 4", "pay transfer", "top up 1", "pay card geheim-3",
    "credit 2026-00003 --why geheim", "yes", "make admin anna@secret.example", "yes",
    'create reseller=alpenrose name="Offen AG" address="Weg 1" country=IT email=o@offen.example licences=2 term="1 month"',
    "pay card 2",
]
# Each with something of the other's, and with something that does not exist.
PAIRS = [
    ("act on #1", "act on #999"), ("act on Geheim AG", "act on Gibtsnicht"), ("act on Geh", "act on Gib"),
    ("customers Geheim", "customers Gibtsnicht"), ("customers #1", "customers #999"), ("accept 1", "accept 999"),
    ("accept 2", "accept 998"), ("invoice 2026-00001", "invoice 2026-00999"), ("replay 1", "replay 999"),
    ("invoice C2026-00001", "invoice C2026-00999"), ("credit C2026-00001 --why x", "credit C2026-00999 --why x"),
    ("received 2026-00001", "received 2026-00998"), ("vat confirm #1 --evidence x", "vat confirm #999 --evidence x"),
    ("vat consult #1", "vat consult #999"), ("act on geheim ag", "act on gibtsnicht"), ("act #1", "act #999"),
    ("customers geheimweg", "customers gibtsnicht"), ("customers secret.example", "customers nowhere.example"),
    ("replay 2", "replay 998"), ("vat consult Geheim AG", "vat consult Gibtsnicht"),
    ("vat confirm Geheim AG --evidence x", "vat confirm Gibtsnicht --evidence x"),
    ("received 2026-00002", "received 2026-00999"), ("credit 2026-00001 --why x", "credit 2026-00999 --why x"),
    ("create reseller=nordwind name=A address=B country=SE email=a@b.example licences=1 term=1",
     "create reseller=gibtsnicht name=A address=B country=SE email=a@b.example licences=1 term=1"),
]
# With the own customer chosen: addresses of the other, files, rules, days.
OTHERS = [
    "members anna", "remove anna@secret.example", "hand anna@secret.example to x@y.example", "make admin anna@secret.example",
    "take admin anna@secret.example", "add /etc/passwd", "add /etc/hostname.txt", "order /etc/passwd", "reload", "check",
    "test", "calendar", "calendar 30", "boundaries net", "solve licences where total is 400 EUR or less", "why not reverse-charge", "rules", "show net", "what-if", "drop", "clock 2030-01-01", "resellers", "reseller alpenrose discount=60%",
    "known x@y.example", "remind", "deliver /tmp/listino-nowhere", "deliver", "history", "orders", "quotes", "outbox",
    "invoices", "customers", "expiring --within 9999 days", "at 2026-01-01", "quote top up 1", "why total", "notices",
    "inputs", "help", "account", "members", "keep", "value reseller-discount\n  is 60%\n",
]

# With nobody chosen: what is about a customer has none to be about.
WITHOUT = [
    "subscribe 3", "trial 3", "top up 3", "renew", "end trial", "pay card x", "pay transfer", "yes", "no",
    "edit name=Anders", "line action=new", "clear", "explain E0001", "account", "members", "outbox", "orders", "quotes",
    "at 2026-01-01", "remove anna@secret.example", "hand anna@secret.example to x@y.example", "add x@y.example",
    "make admin reseller", "take admin reseller", "keep", "history", "vat consult", "vat confirm --evidence x", "quit",
]


def tables(book):
    """Every row there is, but for which notices the wrong reseller's own `deliver` has shown."""
    names = [row[0] for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    assert "customer" in names and "audit" in names, names
    return {name: book.rows(f"SELECT * FROM {name}") for name in names if name != "delivery"}


def clean(done):
    text = done.stdout.decode() + done.stderr.decode()
    for secret in SECRETS:
        assert secret not in text, f"{secret!r} is shown: {text}"
    return text


def main():
    tests = Tests()
    with Book() as book:
        done = book.run(SETUP)
        assert done.returncode == 0, done.stderr.decode()
        year = book.rows("SELECT substr(number, 1, 4) FROM invoice")[0][0]
        before = book.rows("SELECT count(*), max(id) FROM audit")
        everything = tables(book)

        def wrong(line, act=False, options=()):
            lines = (["act on Offen AG"] if act else []) + [line.replace("2026-00", year + "-00")]
            return book.run(lines, who="reseller:alpenrose", options=options)

        def pair(real, none, options=()):
            first, second = wrong(real, options=options), wrong(none, options=options)
            # What was asked for may be said again; nothing else may differ.
            one, other = first.stdout + first.stderr, second.stdout + second.stderr
            assert one == other and first.returncode == second.returncode, f"{one!r} is not {other!r}"
            assert SECRETS[0] not in one.decode().lower().replace(real.lower(), "")
            assert first.returncode in (0, 1, 77)

        for real, none in PAIRS:
            tests.run(real, lambda: pair(real, none))
            tests.run(f"restricted: {real}", lambda: pair(real, none, ["--restricted"]))
        for line in OTHERS:
            tests.run(line, lambda: clean(wrong(line, act=True)))
            tests.run(f"restricted: {line}", lambda: clean(wrong(line, act=True, options=["--restricted"])))
        for line in WITHOUT:
            tests.run(f"nobody chosen: {line}", lambda: clean(wrong(line)))

        def the_other_way_round():
            for line in (
                "customers", "act on #2", "act on Offen AG", "invoices", "history", "outbox", "expiring", "replay 4",
            ):
                done = book.run([line], who="reseller:nordwind")
                said = (done.stdout + done.stderr).decode().lower().replace(line.lower(), "")
                assert "offen" not in said and "alpenrose" not in said, said

        tests.run("the other way round", the_other_way_round)

        def every_command_is_walked():
            listed = book.run(["help"]).stdout.decode().split("Rules and orders", 1)[1]
            names = {match.group(1) for match in re.finditer(r"^([a-z-]+) ?.*  ", listed, re.M)}
            walked = {line.split()[0] for line in [first for first, _ in PAIRS] + OTHERS + WITHOUT}
            assert names - walked == set(), names - walked

        tests.run("every command is walked", every_command_is_walked)

        def nobody_else_is_let_in():
            for who in ("reseller:gibtsnicht", "reseller:Nordwind", "reseller:nordwind'--"):
                done = book.run(["customers"], who=who)
                assert done.returncode == 77, done
            for who in ("nordwind", "reseller:", "root:x"):
                assert book.run(["customers"], who=who).returncode == 64
            assert book.run(["help"], who="staff:x", options=["--restricted"]).returncode == 64

        tests.run("nobody else is let in", nobody_else_is_let_in)

        def nothing_changed():
            # The wrong reseller's own `deliver` may have marked its own notices.
            rows = book.rows("SELECT count(*) FROM audit WHERE action NOT LIKE 'deliver%'")
            assert rows[0][0] == before[0][0], rows
            for name, found in tables(book).items():
                if name != "audit":
                    assert found == everything[name], f"{name} has changed"

        tests.run("nothing changed", nothing_changed)
        tests.run("restricted, typed", lambda: restricted(book))
    tests.end()


def restricted(book):
    """Typed into a terminal: Tab, the external editor, libedit's own commands and settings."""
    from driver import ENTER, TAB, Terminal, ctrl

    from book import PROGRAM, RULES

    mark = os.path.join(book.folder, "mark")
    script = os.path.join(book.folder, "editor")
    with open(script, "w") as file:
        file.write(f"#!/bin/sh\ntouch '{mark}'\n")
    os.chmod(script, 0o755)
    settings = os.path.join(book.folder, ".editrc")
    with open(settings, "w") as file:
        file.write("bind ^O vi-histedit\nbind ^T vi-histedit\n")
    arguments = [PROGRAM, "--rules", RULES, "--accounts", book.path, "--as", "reseller:alpenrose", "--restricted"]
    extra = {"EDITOR": script, "VISUAL": script, "HOME": book.folder, "EDITRC": settings}
    with Terminal(arguments, environment=extra, columns=100, rows=40) as terminal:
        terminal.wait_for("listino")
        terminal.send("act on " + TAB + TAB)
        terminal.wait_for("Offen AG")
        terminal.wait_for_prompt("listino")
        shown = "\n".join(terminal.screen())
        for secret in SECRETS:
            assert secret not in shown, shown
        terminal.send(ENTER)
        for keys in (ctrl("x") + ctrl("e"), ctrl("o"), ctrl("t"), "\x1bx" + "bind ^O vi-histedit" + ENTER, ctrl("o")):
            terminal.send(keys)
        # Whatever the keys started has ended when the next line is answered.
        terminal.send(ctrl("u") + "1 + 2" + ENTER)
        terminal.wait_for_line("3")
        assert not os.path.exists(mark), "an editor was started"
        assert not os.path.exists(os.path.join(book.folder, ".local")), "a history was kept"


main()
