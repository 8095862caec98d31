"""An account book in a folder of its own, the program on it, and its tables as SQLite has them."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terminal"))

from driver import LIMIT  # noqa: E402

PROGRAM, RULES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def environment(extra=None):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LISTINO", "XDG"))}
    return clean | {"LISTINO_HISTORY": "", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"} | (extra or {})


class Book:
    def __init__(self, path=None):
        self.folder = tempfile.mkdtemp(prefix="listino-")
        self.path = os.path.join(self.folder, "accounts.sqlite")
        if path:
            for ending in ("", "-wal", "-shm"):
                if os.path.exists(path + ending):
                    shutil.copy(path + ending, self.path + ending)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, lines, who="staff:test", options=(), extra=None):
        return subprocess.run(
            [PROGRAM, "--rules", RULES, "--accounts", self.path, "--as", who, *options],
            input=("\n".join(lines) + "\n").encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(extra), timeout=LIMIT)

    def start(self, lines, who="staff:test"):
        process = subprocess.Popen(
            [PROGRAM, "--rules", RULES, "--accounts", self.path, "--as", who],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        process.stdin.write(("\n".join(lines) + "\n").encode())
        process.stdin.close()
        process.stdin = None
        return process

    def rows(self, sql):
        connection = sqlite3.connect(self.path, timeout=LIMIT)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def check(self):
        """What `accounts check` says."""
        done = subprocess.run(
            [PROGRAM, "accounts", "check", "--accounts", self.path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=environment())
        return done.returncode, done.stdout.decode().strip()


RESELLER = "reseller nordwind email=desk@nordwind.example discount=20% currency=EUR language=it"


def new_customer(name, licences=5, reseller="nordwind", key=""):
    ending = f" --key {key}" if key else ""
    return (
        f'create reseller={reseller} name="{name}" address="Weg 1, Hamburg" country=DE email=office@kontor.example '
        f'vat=DE136695976 licences={licences} term="12 months"{ending}')


class Tests:
    """Runs functions as tests, prints what failed, and ends with the number of each."""

    def __init__(self):
        self.passed = self.failed = 0

    def run(self, name, test):
        try:
            test()
            self.passed += 1
        except Exception as problem:  # noqa: BLE001: whatever it is, it is a failure
            self.failed += 1
            print(f"failed: {name}: {type(problem).__name__}: {problem}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)
