"""Names that are code, escapes or endless, and files that are no account book: stored whole, shown harmless, or refused.

Usage: hostile.py PROGRAM RULES"""

import email
import email.policy
import json
import os
import sqlite3
import subprocess
import threading

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


def a_typed_name_is_kept_and_harmless(name):
    """As `create` and `edit` take it, not as a file brings it."""
    with Book() as book:
        done = book.run([
            RESELLER, new_customer(name), "pay card 1", "customers", "account", "edit name=Anders", "yes",
            f'edit name="{name}"', "yes", "customers", "invoices", "history", "act on #1", "act on " + name,
        ])
        said = done.stdout.decode() + done.stderr.decode()
        for character in "\x1b\x07\r\u202e\u200f":
            assert character not in said, f"{character!r} is shown"
        assert "Fatal" not in said and done.returncode in (0, 1), (done.returncode, said[:300])
        # Refused or kept, but never kept as something else.
        kept = {row[0] for row in book.rows("SELECT name FROM customer_details")}
        assert kept <= {name, "Anders"}, [text[:80] for text in kept]
        if done.returncode == 0:
            assert name in kept, "it was taken and is not there"
        code, text = book.check()
        assert code == 0, text


def a_quoted_quote_is_a_mistake_or_a_name():
    with Book() as book:
        line = 'create reseller=nordwind name="O\'Hara \\"; DROP TABLE customer;--" address="A 1" country=DE '
        done = book.run([RESELLER, line + 'email=a@b.example licences=2 term="12 months"', "pay card 1"])
        assert done.returncode in (0, 1) and b"Fatal" not in done.stderr, done
        names = book.rows("SELECT name FROM customer_details")
        assert len(names) == (1 if done.returncode == 0 else 0), names


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
        assert other.run([RESELLER] + [new_customer(f"F{n}") + f"\npay card x{n}" for n in range(20)]).returncode == 0
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


def cut_anywhere():
    """Whatever is missing at its end, the program says something, and does not fall over."""
    with Book() as other:
        assert other.run([RESELLER] + [new_customer(f"F{n}") + f"\npay card x{n}" for n in range(5)]).returncode == 0
        other.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        data = open(other.path, "rb").read()
    for length in (1, 15, 99, 100, 511, 4_095, 4_096, 4_097, len(data) // 2, len(data) - 4_096, len(data) - 1):
        with Book() as book:
            write(book.path, data[:length])
            done = book.run(["customers", "act on F1", "account", "members", "history"])
            code, text = book.check()
            said = done.stderr.decode(errors="replace") + text
            assert done.returncode != 0 or code != 0, f"cut at {length}: nothing is said"
            assert done.returncode >= 0 and code >= 0, f"cut at {length}: {done.returncode} {code} {said}"
            assert "Fatal" not in said, f"cut at {length}: {said}"


def a_missing_folder_is_made_or_refused():
    with Book() as book:
        book.path = os.path.join(book.folder, "none", "of", "these", "accounts.sqlite")
        done = book.run([RESELLER])
        if done.returncode == 0:
            assert book.rows("SELECT name FROM reseller") == [("nordwind",)]
        else:
            assert b"cure:" in done.stderr and not os.path.exists(book.path), done
        # A file stands where a folder should.
        blocked = os.path.join(book.folder, "file")
        write(blocked, b"x")
        book.path = os.path.join(blocked, "accounts.sqlite")
        done = book.run(["customers"])
        assert done.returncode in (65, 66, 73, 74) and b"cure:" in done.stderr, done
        assert open(blocked, "rb").read() == b"x"


def what_is_read_only_stays(what):
    if os.geteuid() == 0:
        return  # root writes wherever it likes
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        book.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        before = open(book.path, "rb").read()
        os.chmod(book.path if what == "file" else book.folder, 0o400 if what == "file" else 0o500)
        try:
            done = book.run([RESELLER.replace("20%", "10%")])
            assert done.returncode not in (0, -11, -4) and b"cure:" in done.stderr, done
            assert open(book.path, "rb").read() == before
        finally:
            os.chmod(book.folder, 0o700)


def a_book_locked_by_another_is_busy():
    """Another program holds it for itself for longer than anybody waits."""
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        other = sqlite3.connect(book.path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        release = threading.Timer(8, lambda: (other.execute("ROLLBACK"), other.close()))
        release.start()
        try:
            done = book.run([new_customer("Kontor"), "pay card 1"])
        finally:
            release.join()
        assert done.returncode == 69, (done.returncode, done.stderr)
        assert b"busy" in done.stderr, done.stderr
        assert book.rows("SELECT count(*) FROM customer") == [(0,)]
        assert book.run([new_customer("Kontor"), "pay card 1"]).returncode == 0


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


def many_addresses_typed():
    with Book() as book:
        assert book.run([RESELLER, new_customer("Kontor", 5_000), "pay card x"]).returncode == 0
        line = "add " + " ".join(f"p{n}@kontor.example" for n in range(5_000))
        done = book.run(["act on Kontor", line, "members", "history"])
        assert done.returncode == 0, done.stderr.decode()[:300]
        assert book.rows("SELECT count(*) FROM membership") == [(5_000,)]
        # One too many is all or nothing.
        done = book.run(["act on Kontor", line.replace("@kontor", "@andere")])
        assert book.rows("SELECT count(*) FROM membership") == [(5_000,)], done.stdout[-300:]


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
            input=("\n".join(line for n in range(30) for line in (new_customer(f"F{n}"), f"pay card x{n}")) + "\n").encode(),
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
for kind in ("quotes", "escapes", "long", "backwards", "wide"):
    tests.run(f"a typed name with {kind}", lambda: a_typed_name_is_kept_and_harmless(NAMES[kind]))
tests.run("code typed as a name", typed_code_is_a_name)
tests.run("a quoted quote", a_quoted_quote_is_a_mistake_or_a_name)
for kind, make in {
    "a folder": os.mkdir, "a text": lambda path: write(path, b"notes " * 500), "another program's": foreign,
}.items():
    tests.run(f"a file that is {kind}", lambda: a_file_that_is_none(make))
tests.run("a damaged book", a_damaged_book_is_said_to_be_one)
tests.run("a book cut anywhere", cut_anywhere)
tests.run("a missing folder", a_missing_folder_is_made_or_refused)
for what in ("file", "folder"):
    tests.run(f"a read-only {what}", lambda: what_is_read_only_stays(what))
tests.run("a book locked by another", a_book_locked_by_another_is_busy)
tests.run("many addresses", many_addresses_at_once)
tests.run("many addresses typed", many_addresses_typed)
tests.run("a full disk", a_full_disk_loses_nothing)
tests.end()
