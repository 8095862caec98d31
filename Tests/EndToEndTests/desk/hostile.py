"""Names that are code, escapes or endless, and files that are no account book: stored whole, shown harmless, or refused.

Usage: hostile.py PROGRAM RULES"""

import email
import email.policy
import json
import os
import sqlite3
import subprocess

from book import PROGRAM, RESELLER, RULES, Book, Tests, environment, new_customer

NAMES = {
    "quotes": "O'Hara'); DROP TABLE customer;--",
    "escapes": "red \x1b[31m and \x1b]0;title\x07 bell",
    "long": "x" * 10_000,
    "backwards": "abc\u202Egnp.exe\u200F",
    "lines": "first\nsecond\r\nthird\ttab",
    "zero": "nul\x00byte",
    "wide": "日本語の会社 👩‍👩‍👧",
}


def name_is_kept_and_harmless(name):
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        row = {
            "reseller": "nordwind", "name": name, "address": name, "country": "DE", "email": "a@b.example",
            "kind": "paid", "term": "12 months", "first-day": "2026-01-01", "end-day": "2099-01-01", "licences": "2",
        }
        path = os.path.join(book.folder, "in.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        done = subprocess.run(
            [PROGRAM, "accounts", "import", "--accounts", book.path, path], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=environment())
        if "\x00" in name:
            assert done.returncode == 1 and b"NUL" in done.stderr, done
            assert book.rows("SELECT count(*) FROM customer") == [(0,)]
            return
        assert done.returncode == 0, done.stderr.decode()
        assert book.rows("SELECT name, address FROM customer_details") == [(name, name)]
        lines = [
            "customers", "act on #1", "account", "quote top up 1", "keep", "quotes", "top up 1", "pay card 1", "invoices",
            "add a@b.example", "history", "outbox", "deliver", "expiring --within 36500", "replay 1",
        ]
        done = book.run(lines)
        assert done.returncode == 0, done.stderr.decode()
        shown = done.stdout.decode()
        for character in "\x1b\x07\x00\r\u202e\u200f":
            assert character not in shown, f"{character!r} is shown"
        code, text = book.check()
        assert code == 0, text
        # A mail of it is a mail.
        folder = os.path.join(book.folder, "mail")
        assert book.run([f"deliver {folder}"]).returncode == 0
        for file in os.listdir(folder):
            with open(os.path.join(folder, file), "rb") as stream:
                message = email.message_from_binary_file(stream, policy=email.policy.default)
            assert message["Message-ID"] and not message.defects, message.defects


def typed_code_is_a_name():
    with Book() as book:
        name = "Robert'); DROP TABLE customer;--"
        assert book.run([RESELLER, new_customer(name), "no", f"customers {name}", "customers %", "customers _"]).returncode == 0
        assert book.run([new_customer(name), "pay card 'x'; --"]).returncode == 0
        assert book.rows("SELECT name FROM customer_details") == [(name,)]
        assert book.run([f"act on {name}", "members ' OR 1=1 --"]).returncode == 0


def a_file_that_is_none(make):
    with Book() as book:
        make(book.path)
        before = open(book.path, "rb").read() if os.path.isfile(book.path) else None
        done = book.run(["customers"])
        assert done.returncode in (65, 66, 73), (done.returncode, done.stderr)
        assert b"cure:" in done.stderr, done.stderr
        if before is not None:
            assert open(book.path, "rb").read() == before, "the file was changed"


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def half(path):
    with Book() as other:
        assert other.run([RESELLER] + [new_customer(f"F{n}") + "\npay card x" for n in range(20)]).returncode == 0
        other.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        data = open(other.path, "rb").read()
    write(path, data[: len(data) // 3])


def a_damaged_book_is_said_to_be_one():
    """Cut off in the middle, it may open; then reading or `accounts check` says it."""
    with Book() as book:
        half(book.path)
        done = book.run(["customers"])
        code, text = book.check()
        assert done.returncode != 0 or code != 0, text
        assert b"Fatal" not in done.stderr and "Fatal" not in text


def foreign(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine(x)")
    connection.commit()
    connection.close()


def many_addresses_at_once():
    with Book() as book:
        assert book.run([RESELLER, new_customer("Kontor", 5_000), "pay card x"]).returncode == 0
        path = os.path.join(book.folder, "people.csv")
        with open(path, "w") as file:
            file.write("name,e-mail\r\n" + "".join(f'"P, {n}",p{n}@kontor.example\r\n' for n in range(5_000)))
        done = book.run(["act on Kontor", f"add {path}"])
        assert done.returncode == 0, done.stderr.decode()[:300]
        assert book.rows("SELECT count(*) FROM membership") == [(5_000,)]


def a_full_disk_loses_nothing():
    """SQLite is told that the file may not grow, which is what a full disk says to it."""
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        book.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if not os.path.exists("/dev/full"):
            return
        done = book.run(["accounts"])
        assert done.returncode == 65
        limited = subprocess.run(
            ["sh", "-c", f"ulimit -f 40; trap '' XFSZ; exec '{PROGRAM}' --rules '{RULES}' --accounts '{book.path}'"],
            input=("\n".join(line for n in range(30) for line in (new_customer(f"F{n}"), "pay card x")) + "\n").encode(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        assert limited.returncode in (73, 74), (limited.returncode, limited.stderr)
        assert b"nothing was changed" in limited.stderr, limited.stderr
        confirmed = limited.stdout.decode().count("paid by card")
        assert book.rows("SELECT count(*) FROM purchase") == [(confirmed,)]
        code, text = book.check()
        assert code == 0, text


tests = Tests()
for kind, name in NAMES.items():
    tests.run(f"a name with {kind}", lambda: name_is_kept_and_harmless(name))
tests.run("code typed as a name", typed_code_is_a_name)
for kind, make in {
    "a folder": os.mkdir, "a text": lambda path: write(path, b"notes " * 500), "another program's": foreign,
}.items():
    tests.run(f"a file that is {kind}", lambda: a_file_that_is_none(make))
tests.run("a damaged book", a_damaged_book_is_said_to_be_one)
tests.run("many addresses", many_addresses_at_once)
tests.run("a full disk", a_full_disk_loses_nothing)
tests.end()
