"""Several programs on one file: all that is confirmed is there, nothing is there twice, and who cannot wait is told so.

Usage: together.py PROGRAM RULES"""

import sqlite3
import time

from book import LIMIT, RESELLER, Book, Tests, new_customer

PROCESSES, ROUNDS = 6, 8


def all_changes_count():
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        running = []
        for number in range(PROCESSES):
            lines = []
            for round in range(ROUNDS):
                lines += [new_customer(f"Firma {number}-{round}", 3), f"pay card {number}-of-{round}"]
                lines += [f"add m{place}@f{number}-{round}.example" for place in range(3)]
            running.append(book.start(lines))
        for process in running:
            _, errors = process.communicate(timeout=LIMIT)
            assert process.returncode == 0, errors.decode()
        wanted = PROCESSES * ROUNDS
        assert book.rows("SELECT count(*) FROM customer") == [(wanted,)]
        assert book.rows("SELECT count(*) FROM membership WHERE to_day IS NULL") == [(wanted * 3,)]
        numbers = [row[0] for row in book.rows("SELECT number FROM invoice ORDER BY id")]
        assert [int(number[5:]) for number in numbers] == list(range(1, wanted + 1)), numbers
        code, text = book.check()
        assert code == 0, text


def one_customer_takes_turns():
    """Everybody adds to the same account: each address once, never more than there are licences."""
    with Book() as book:
        assert book.run([RESELLER, new_customer("Kontor", 20), "pay card x"]).returncode == 0
        running = [
            book.start(["act on Kontor"] + [f"add m{place}@p{number}.example" for place in range(4)])
            for number in range(PROCESSES)
        ]
        added = 0
        for process in running:
            output, _ = process.communicate(timeout=LIMIT)
            added += output.decode().count("has a licence, and is invited")
        # Six times four are more than twenty: whoever came last was offered a top-up, or told to try again.
        assert 0 < added <= 20
        assert book.rows("SELECT count(*) FROM membership WHERE to_day IS NULL") == [(added,)]
        code, text = book.check()
        assert code == 0, text


def a_new_file_is_made_once():
    with Book() as book:
        running = [book.start([RESELLER.replace("nordwind", f"r{number}"), "resellers"]) for number in range(PROCESSES)]
        for process in running:
            _, errors = process.communicate(timeout=LIMIT)
            assert process.returncode == 0, errors.decode()
        assert book.rows("SELECT count(*) FROM reseller") == [(PROCESSES,)]


def the_same_key_at_once_is_done_once():
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        running = [book.start([new_customer("Kontor", 3, key="once"), "pay card x"]) for _ in range(PROCESSES)]
        for process in running:
            _, errors = process.communicate(timeout=LIMIT)
            assert process.returncode == 0, errors.decode()
        assert book.rows("SELECT count(*) FROM customer") == [(1,)]
        assert book.rows("SELECT count(*) FROM payment") == [(1,)]


def a_busy_book_is_waited_for_and_then_said():
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        other = sqlite3.connect(book.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begin = time.monotonic()
        done = book.run([RESELLER.replace("20%", "10%")])
        waited = time.monotonic() - begin
        other.execute("ROLLBACK")
        other.close()
        assert done.returncode == 69, done.returncode
        assert b"busy" in done.stderr and b"nothing was changed" in done.stderr, done.stderr.decode()
        assert waited > 4, f"it waited {waited:.1f} s"
        assert book.rows("SELECT agreed_discount FROM reseller_terms") == [("20%",)]


tests = Tests()
for test in (
    all_changes_count, one_customer_takes_turns, a_new_file_is_made_once, the_same_key_at_once_is_done_once,
    a_busy_book_is_waited_for_and_then_said,
):
    tests.run(test.__name__, test)
tests.end()
