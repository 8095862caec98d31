"""The program is killed at its writes, one after the other. Whatever it had confirmed is in the book when it is opened
again, nothing is half done, and the same commands with the same keys then lead to the same end.

Usage: kill.py PROGRAM RULES [--all]"""

import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile

from book import RESELLER, Book, Tests, new_customer

SCENARIO = [
    new_customer("Neu AG", key="k1"), "pay card 1", "add a@neu.example b@neu.example --key k2",
    "top up 3 --key k3", "pay card 2", "make admin a@neu.example --key k4", "yes",
    "credit 2026-00002 --why twice --key k7", "yes", "renew --key k5", "pay transfer",
    "received 2026-00003 --key k6", "remove b@neu.example --key k8",
]
# What each change says when it is done, in order.
CONFIRMATIONS = [
    "order 1:", "b@neu.example has a licence", "order 2:", "a@neu.example is an administrator",
    "credit note C2026-00001", "order 3 waits", "received for invoice 2026-00003", "b@neu.example has no licence",
]
STATE = {
    "purchase": "SELECT action, licences, net, vat, total, state FROM purchase ORDER BY id",
    "invoice": "SELECT number, net, vat, total FROM invoice ORDER BY id",
    "payment": "SELECT method, reference, amount FROM payment ORDER BY id",
    "posting": "SELECT account, amount FROM posting ORDER BY id",
    "member": "SELECT email, to_day IS NULL FROM member JOIN membership ON member.id = member ORDER BY membership.id",
    "administrator": "SELECT member, to_day IS NULL FROM administrator ORDER BY id",
    "term": "SELECT kind, capacity, to_day IS NULL FROM subscription_term ORDER BY id",
    "notice": "SELECT id, effect, receiver_address FROM notice ORDER BY number",
    "audit": "SELECT action, key FROM audit ORDER BY id",
}


def state(book):
    return {name: book.rows(sql) for name, sql in STATE.items()}


# Each finds nothing in a book in which nothing is half done.
HALF_DONE = {
    "an order without its invoice":
        "SELECT id FROM purchase WHERE total <> 0 AND id NOT IN (SELECT purchase FROM invoice)",
    "postings that do not add up": "SELECT invoice FROM posting GROUP BY invoice, currency HAVING sum(amount) <> 0",
    "an invoice without postings":
        "SELECT id FROM invoice WHERE total <> 0 AND id NOT IN (SELECT invoice FROM posting)",
    "a gap in the audit log": "SELECT max(id) FROM audit HAVING max(id) <> count(*)",
    "a gap in the invoices":
        "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY id) AS place FROM invoice) "
        "WHERE CAST(substr(number, 6) AS INTEGER) <> place",
    "more members than licences":
        "SELECT customer FROM subscription_term AS term WHERE to_day IS NULL AND capacity < "
        "(SELECT count(*) FROM membership WHERE membership.customer = term.customer AND to_day IS NULL)",
    "a customer without an administrator":
        "SELECT id FROM customer WHERE id NOT IN (SELECT customer FROM administrator WHERE to_day IS NULL)",
}


def is_whole(book):
    """SQLite's own checks, and that nothing is half done."""
    found = book.rows("PRAGMA integrity_check")
    assert found == [("ok",)], found
    found = book.rows("PRAGMA foreign_key_check")
    assert found == [], found
    for what, sql in HALF_DONE.items():
        found = book.rows(sql)
        assert found == [], f"{what}: {found}"


def compiled(folder):
    library = os.path.join(folder, "killer.so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "killer.c")
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    assert compiler, "there is no C compiler"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    return library


def scenario():
    # The customer is #1 in each run; after `create` it is the one that is acted on, and so it is when all is done again.
    return SCENARIO[:2] + ["act on #1"] + SCENARIO[2:]


def killed(setup, library, at, half, expected):
    with Book(setup.path) as book:
        extra = {"LD_PRELOAD": library, "LISTINO_KILL_AT": str(at)}
        if half:
            extra["LISTINO_KILL_HALF"] = "1"
        done = book.run(scenario(), extra=extra)
        assert done.returncode == -9, f"it was not killed, and ended with {done.returncode}: {done.stderr.decode()}"
        said = done.stdout.decode(errors="replace")
        confirmed = 0
        for text in CONFIRMATIONS:
            if text not in said:
                break
            confirmed += 1
        is_whole(book)
        changes = book.rows("SELECT count(*) FROM audit")[0][0] - 1
        assert confirmed <= changes <= confirmed + 1, f"{confirmed} changes confirmed and {changes} in the book"
        code, text = book.check()
        assert code == 0, text
        again = book.run(scenario())
        assert again.returncode == 0, again.stderr.decode()
        found = state(book)
        for name, rows in expected.items():
            assert found[name] == rows, f"{name} is {found[name]} and should be {rows}"
        is_whole(book)


NOTICES = "SELECT count(*) FROM notice"
MARKS = "SELECT count(*) FROM delivery"


def delivery_killed(setup, library, at, half):
    """Whatever is in the maildrop is marked, but for the last message: no more than one is ever sent again."""
    with Book(setup.path) as book:
        mail = os.path.join(book.folder, "mail")

        def messages():
            return [name for name in os.listdir(mail) if name.endswith(".eml")] if os.path.exists(mail) else []

        extra = {"LD_PRELOAD": library, "LISTINO_KILL_AT": str(at)}
        if half:
            extra["LISTINO_KILL_HALF"] = "1"
        done = book.run([f"deliver {mail}"], extra=extra)
        assert done.returncode == -9, f"it was not killed, and ended with {done.returncode}: {done.stderr.decode()}"
        is_whole(book)
        sent, marked = len(messages()), book.rows(MARKS)[0][0]
        assert 0 <= sent - marked <= 1, f"{sent} messages, of which {marked} are marked"
        done = book.run([f"deliver {mail}"])
        assert done.returncode == 0, done.stderr.decode()
        count = book.rows(NOTICES)[0][0]
        assert f"{count - marked} message" in done.stdout.decode(), done.stdout.decode()
        assert len(messages()) == count == book.rows(MARKS)[0][0]
        assert [name for name in os.listdir(mail) if name not in messages()] == []


def killed_while_delivering(tests, library, folder):
    with Book() as setup:
        names = " ".join(f"m{number}@neu.example" for number in range(4))
        lines = [RESELLER, new_customer("Neu AG"), "pay card 1", f"add {names}"]
        assert setup.run(lines).returncode == 0
        setup.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        counter = os.path.join(folder, "count")
        with Book(setup.path) as book:
            mail = os.path.join(book.folder, "mail")
            done = book.run([f"deliver {mail}"], extra={"LD_PRELOAD": library, "LISTINO_KILL_COUNT": counter})
            assert done.returncode == 0, done.stderr.decode()
            assert len(os.listdir(mail)) == book.rows(NOTICES)[0][0] > 3
        with open(counter) as file:
            count = int(file.read())
        step = 1 if "--all" in sys.argv else max(1, count // 25)
        for at in range(1, count + 1, step):
            tests.run(
                f"delivering, at write {at} of {count}", lambda: delivery_killed(setup, library, at, at % 2 == 1))


def main():
    tests = Tests()
    folder = tempfile.mkdtemp(prefix="listino-")
    try:
        library = compiled(folder)
        killed_while_delivering(tests, library, folder)
        with Book() as setup:
            assert setup.run([RESELLER]).returncode == 0
            # Everything in one file, so that copies are whole.
            setup.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            with Book(setup.path) as book:
                counter = os.path.join(folder, "count")
                done = book.run(scenario(), extra={"LD_PRELOAD": library, "LISTINO_KILL_COUNT": counter})
                assert done.returncode == 0, done.stderr.decode()
                said = done.stdout.decode()
                for text in CONFIRMATIONS:
                    assert text in said, f"{text!r} is not said"
                expected = state(book)
                is_whole(book)
                with open(counter) as file:
                    count = int(file.read())
            points = list(range(1, count + 1))
            if "--all" not in sys.argv:
                step = max(1, count // 50)
                points = sorted(set(points[:5] + points[::step] + points[-5:]))
            # All: each of them with the whole write undone, and with half of it done.
            kills = [(at, half) for at in points for half in ([False, True] if "--all" in sys.argv else [at % 2 == 1])]
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                list(pool.map(
                    lambda kill: tests.run(
                        f"at write {kill[0]} of {count}{', half done' if kill[1] else ''}",
                        lambda: killed(setup, library, *kill, expected)),
                    kills))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tests.end()


main()
