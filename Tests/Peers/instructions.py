"""Counts the instructions of fixed workloads with valgrind: unlike times they are the same in every run, so that a
change that makes something dearer is seen on a busy machine, too.

    sudo apt-get install -y valgrind binutils
    swift build -c release --static-swift-stdlib
    python3 Tests/Peers/instructions.py [--listino .build/release/listino] [--write]

With --write, Tests/Peers/instructions.txt is renewed; without, the counts are shown beside those of the file.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import generate

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILE = ROOT / "Tests" / "Peers" / "instructions.txt"
POLICY = "Tests/Fixtures/policy"
QUOTE = ["action=new", "term=12 months", "licences=10", "buyer=reseller", "own-administrators=1", "country=DE",
         "vat-id=confirmed", "currency=EUR", "quote-date=2026-03-01"]
ORDER = ("kind=new currency=EUR quantity=10 term=12 quote-date=2026-03-01 country=DE vat-valid=yes reseller=yes "
         "own-admin=no").split()
BATCH_ROWS, FIRST_ORDERS, MORE_ORDERS = 10_000, 1_024, 10_240


class Counter:
    def __init__(self, program):
        self.program = program

    def count(self, *arguments):
        """The instructions of one run, in the folder of the repository."""
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", self.program, *arguments]
        result = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True,
                                env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
        found = re.search(r"Collected : (\d+)", result.stderr)
        if result.returncode != 0 or not found:
            sys.exit(f"listino {' '.join(map(str, arguments))} ended with {result.returncode}:\n{result.stderr[-600:]}")
        return int(found[1])

    def workloads(self, folder):
        """Names and counts."""
        yield "listino --version", self.count("--version")
        yield "listino quote, rules/", self.count("quote", *QUOTE)
        yield "listino check, rules/", self.count("check", "--on", "2026-01-01")
        yield "listino test, rules/", self.count("test")
        yield "listino quote, benchmark policy", self.count("quote", "--rules", POLICY, *ORDER)
        few = self.count("bench", "--instructions", FIRST_ORDERS)
        many = self.count("bench", "--instructions", FIRST_ORDERS + MORE_ORDERS)
        yield "one warm order, benchmark policy", (many - few) // MORE_ORDERS
        usage = subprocess.run([self.program, "--help"], capture_output=True, text=True).stdout
        if "\n  batch " in usage:
            rows = folder / "rows.csv"
            generate.write(rows, BATCH_ROWS)
            yield f"listino batch, {BATCH_ROWS:,} rows", self.count(
                "batch", "--rules", POLICY, "--in", rows, "--out", folder / "result.csv", "--figures",
                "net,vat,gross,flags", "--jobs", "1")


def rounded(count):
    """Four digits: what changes behind them is chance."""
    unit = 10 ** max(0, len(str(count)) - 4)
    return (count + unit // 2) // unit * unit


def recorded():
    if not FILE.exists():
        return {}
    lines = (re.match(r"(\S.*?)  +([\d,]+)$", line) for line in FILE.read_text().splitlines())
    return {line[1]: int(line[2].replace(",", "")) for line in lines if line}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listino", type=pathlib.Path, default=ROOT / ".build/release/listino")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        # Not every valgrind can read this compiler's debug information.
        program = folder / "listino"
        subprocess.run(["objcopy", "--strip-debug", options.listino.resolve(), program], check=True)
        counts = {name: rounded(count) for name, count in Counter(program).workloads(folder)}
    width = max(map(len, counts))
    if options.write:
        lines = [f"{name.ljust(width)}  {count:>13,}" for name, count in counts.items()]
        FILE.write_text("Instructions, counted by valgrind. Renew with: python3 Tests/Peers/instructions.py --write\n\n"
                        + "\n".join(lines) + "\n")
    before = recorded()
    for name, count in counts.items():
        change = f"  {(count - before[name]) / before[name]:+.1%}" if before.get(name) else "  new"
        print(f"{name.ljust(width)}  {count:>13,}{'' if options.write else change}")


if __name__ == "__main__":
    main()
