"""Runs the benchmark policy on Listino and on other engines side by side, compares what they make of the same rows to
the cent, and prints one table.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r Tests/Peers/requirements.txt
    /tmp/peers/bin/python Tests/Peers/peers.py [--rows 1000000] [--listino .build/release/listino]

Each engine runs in processes of its own. Medians of three for files and starts, of nine in memory. Read
ratios: the machine may have other work.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import generate
import policy

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parent / "Fixtures" / "policy"
PYTHON_ENGINES = {"DuckDB": "duckdb_policy.py", "Polars": "polars_policy.py", "datalogic-rs": "datalogic_policy.py",
                  "ZEN": "zen_policy.py"}
# Engines that price order by order are run over fewer rows, and over no files.
ORDER_BY_ORDER = {"datalogic-rs": 100_000, "ZEN": 10_000}
PASSES = 3


class Wrong(Exception):
    """An engine's figures are not those of the policy, or it could not be run."""


def run(command, environment=None):
    """Standard output, wall nanoseconds and peak bytes of a process."""
    start = time.perf_counter_ns()
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **(environment or {})})
    output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    nanoseconds = time.perf_counter_ns() - start
    if process.returncode != 0:
        raise Wrong(f"{' '.join(map(str, command))} ended with {process.returncode}: {errors.strip()[:400]}")
    return output, nanoseconds, usage.ru_maxrss * 1024


def median(values):
    return sorted(values)[len(values) // 2]


def check(name, found, expected):
    if found != expected:
        raise Wrong(f"{name}: the checksum is {found}, and by the policy {expected}")


class Comparison:
    def __init__(self, rows, listino, folder):
        self.count, self.listino, self.folder = rows, listino, folder
        self.rows = folder / "rows.csv"
        generate.write(self.rows, rows)
        self.first = folder / "first.csv"
        generate.write(self.first, 1)
        self.expected = policy.expected(self.rows)

    def python_engine(self, name):
        """One line of the table: an engine that is called from Python."""
        script = [sys.executable, HERE / PYTHON_ENGINES[name]]
        count = min(self.count, ORDER_BY_ORDER.get(name, self.count))
        output, _, _ = run([*script, "memory", self.rows, count], {"POLARS_MAX_THREADS": "1"})
        found = json.loads(output)
        check(name, found["checksum"], policy.expected(self.rows, count))
        line = {"engine": name, "memory": found["nanoseconds"] / count,
                "start": median([run([*script, "memory", self.first, 1])[1] for _ in range(PASSES)])}
        if name not in ORDER_BY_ORDER:
            for threads in (1, 2):
                line[threads], line["peak"] = self.files(name, [*script, "files"], threads)
        return line

    def files(self, name, script, threads):
        """Nanoseconds a row from file to file, start of the process not counted, and the peak in bytes."""
        result = self.folder / "result.csv"
        passes = [run([*script, self.rows, result, threads], {"POLARS_MAX_THREADS": str(threads)})
                  for _ in range(PASSES)]
        check(name, policy.written(result), self.expected)
        return (median([json.loads(output)["nanoseconds"] for output, _, _ in passes]) / self.count,
                median([peak for _, _, peak in passes]))

    def batch(self):
        """Listino from file to file, start and loading of the rules counted; None where it has no such command."""
        line = {"engine": "Listino", "start": median([self.quote() for _ in range(PASSES)])}
        result = self.folder / "result.csv"
        if "\n  batch " not in run([self.listino, "--help"])[0]:
            return line
        for jobs in (1, 2):
            passes = [run([self.listino, "batch", "--rules", RULES, "--in", self.rows, "--out", result,
                           "--figures", "net,vat,gross,flags", "--jobs", jobs]) for _ in range(PASSES)]
            check("listino batch", policy.written(result), self.expected)
            line[jobs] = median([nanoseconds for _, nanoseconds, _ in passes]) / self.count
            line["peak"] = median([peak for _, _, peak in passes])
        return line

    def quote(self):
        """Nanoseconds from the start of the program to its first quote."""
        order = ("kind=new currency=EUR quantity=10 term=12 quote-date=2026-03-01 country=DE vat-valid=yes "
                 "reseller=yes own-admin=no").split()
        return run([self.listino, "quote", "--rules", RULES, *order])[1]

    def in_memory(self):
        """What `listino bench --policy` measures in memory, its checksums compared by itself."""
        output, _, _ = run([self.listino, "bench", "--policy", "--policy-rules", RULES])
        for line in output.splitlines():
            found = re.match(r"(one (?:of|order)\b.*?)  +([0-9.]+) ns", line)
            if found:
                yield {"engine": found[1], "memory": float(found[2])}


def table(lines):
    """The lines as text, aligned."""
    headings = ["engine", "memory, ns", "CSV to CSV, ns: 1 thread", "2 threads", "peak, MiB", "cold start, ms"]

    def number(value, divisor=1, digits=0):
        return "" if value is None else f"{value / divisor:,.{digits}f}"

    cells = [[line["engine"], number(line.get("memory"), 1, 1 if line.get("memory", 100) < 100 else 0),
              number(line.get(1)), number(line.get(2)), number(line.get("peak"), 1 << 20),
              number(line.get("start"), 1_000_000)] for line in lines]
    widths = [max(len(row[n]) for row in [headings, *cells]) for n in range(len(headings))]
    return "\n".join("  ".join([row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width
                                                            in zip(row[1:], widths[1:])]).rstrip()
                     for row in [headings, *cells])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--listino", type=pathlib.Path, default=HERE.parent.parent / ".build/release/listino")
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            comparison = Comparison(options.rows, options.listino, pathlib.Path(folder))
            lines = [comparison.python_engine(name) for name in PYTHON_ENGINES]
            lines += [comparison.batch(), *comparison.in_memory()]
    except (Wrong, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{options.rows:,} rows; every checksum is the policy's: {comparison.expected}\n")
    print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
