#!/usr/bin/env python3
"""Runs the queries of folders that `WarehouseTests` wrote, and compares every column of every order.

    compare.py [--only duckdb|postgres] FOLDER...

Every database that is installed is asked; none installed is no mistake, but in CI (the variable `CI` is set), where both
are asked. PostgreSQL is started for this comparison alone, on a socket in a temporary folder. Exit code 1 where anything
differs.
"""
import argparse
import csv
import datetime
import decimal
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time

DUCKDB_TYPES = {"number": "DECIMAL(38, {scale})", "percent": "BIGINT", "whole": "BIGINT", "truth": "BOOLEAN", "date": "DATE", "text": "VARCHAR"}
POSTGRES_TYPES = {"number": "NUMERIC", "percent": "BIGINT", "whole": "BIGINT", "truth": "BOOLEAN", "date": "DATE", "text": "TEXT"}


def schema(folder):
    with open(f"{folder}/schema.csv", newline="") as file:
        return [(name, kind) for name, kind in csv.reader(file)]


def column_types(folder, types):
    """Whole numbers are tried as integers, but where an order breaks that; decimals as fine as the orders have them."""
    kinds = dict(schema(folder))
    scales = dict.fromkeys(kinds, 0)
    with open(f"{folder}/orders.csv", newline="") as file:
        for row in csv.DictReader(file):
            for name, value in row.items():
                if kinds[name] in ("whole", "number", "percent") and "." in value:
                    kinds[name] = "number"
                    scales[name] = max(scales[name], len(value) - value.index(".") - 1)
    return ", ".join(f'"{name}" {types[kind].format(scale=scales[name])}' for name, kind in kinds.items())


def shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"floating point {value}"
    if isinstance(value, (int, decimal.Decimal)):
        return f"{value:f}" if isinstance(value, decimal.Decimal) else str(value)
    if isinstance(value, datetime.date):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    return str(value)


def equal(expected, found):
    if expected == found:
        return True
    try:
        return decimal.Decimal(expected) == decimal.Decimal(found)
    except decimal.InvalidOperation:
        return False


def compare(folder, name, columns, rows, seconds):
    """Prints how many values were compared and differ; the first differences with their orders."""
    with open(f"{folder}/expected.csv", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        expected = {row[0]: row for row in reader}
    if list(columns) != header:
        print(f"{name}: columns {columns} instead of {header}")
        return False
    different = 0
    seen = set()
    for row in rows:
        found = [shown(value) for value in row]
        found[0] = str(int(decimal.Decimal(found[0])))
        wanted = expected[found[0]]
        seen.add(found[0])
        for column, one, other in zip(header, wanted, found):
            if not equal(one, other):
                different += 1
                if different <= 5:
                    print(f"{name}: order {found[0]}, {column}: the engine has “{one}”, the query “{other}”")
                    with open(f"{folder}/orders.csv", newline="") as file:
                        order = next(each for each in csv.DictReader(file) if each["id"] == found[0])
                        print("   ", {key: value for key, value in order.items() if value})
    lost = len(expected) - len(seen)
    values = len(seen) * (len(header) - 1)
    print(f"{name}: {len(seen)} orders, {values} values, {different} differences ({seconds:.2f} s)")
    return different == 0 and lost == 0


def duckdb_rows(folder):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE orders ({column_types(folder, DUCKDB_TYPES)})")
    connection.execute(
        f"COPY orders FROM '{folder}/orders.csv' (HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', ALLOW_QUOTED_NULLS false)")
    with open(f"{folder}/duckdb.sql") as file:
        query = file.read()
    start = time.monotonic()
    connection.execute(f"CREATE TABLE result AS {query}")
    seconds = time.monotonic() - start
    connection.execute("SELECT * FROM result")
    return [column[0] for column in connection.description], connection.fetchall(), seconds


def postgres_programs():
    found = shutil.which("initdb")
    folders = [os.path.dirname(os.path.realpath(found))] if found else sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return folders[-1] if folders else None


def postgres_rows(folder, server):
    def psql(text, *options):
        result = subprocess.run(
            [f"{server.programs}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.folder, "-U", "postgres", *options],
            input=text, capture_output=True, text=True, check=False)
        if result.returncode:
            raise SystemExit(f"postgres: {result.stderr[:3000]}")
        return result.stdout

    with open(f"{folder}/postgres.sql") as file:
        query = file.read()
    psql(f"DROP TABLE IF EXISTS orders, result; CREATE TABLE orders ({column_types(folder, POSTGRES_TYPES)});")
    psql(f"\\copy orders FROM '{folder}/orders.csv' WITH (FORMAT csv, HEADER)")
    start = time.monotonic()
    psql(f"SET jit = off; CREATE TABLE result AS {query}")
    seconds = time.monotonic() - start
    output = psql("\\copy result TO STDOUT WITH (FORMAT csv, HEADER)")
    rows = list(csv.reader(output.splitlines()))
    kinds = psql("SELECT attname || ',' || format_type(atttypid, atttypmod) FROM pg_attribute "
                 "WHERE attrelid = 'result'::regclass AND attnum > 0 ORDER BY attnum", "-At").split("\n")
    floating = [kind for kind in kinds if "double" in kind or "real" in kind]
    if floating:
        raise SystemExit(f"postgres: floating point in {floating}")
    truths = [kind.endswith(",boolean") for kind in kinds]
    words = {"t": "true", "f": "false"}
    return rows[0], [
        [words.get(value, value) if truth else value for value, truth in zip(row, truths)] for row in rows[1:]], seconds


class Postgres:
    """A server of its own, on a socket in a temporary folder."""

    def __init__(self, programs):
        self.programs = programs
        self.folder = tempfile.mkdtemp(prefix="listino-postgres-")
        # The server does not run as root.
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "--encoding", "UTF8", "--no-sync")
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                 f"-k {self.folder} -c listen_addresses= -c fsync=off", "start")

    def run(self, program, *arguments):
        result = subprocess.run(
            [*self.user, f"{self.programs}/{program}", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, check=False, cwd="/")
        if result.returncode:
            raise SystemExit(f"{program}: {result.stderr}")

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["duckdb", "postgres"])
    parser.add_argument("--installed", action="store_true", help="only say whether there is a database to ask")
    parser.add_argument("folders", nargs="*")
    arguments = parser.parse_args()
    if arguments.installed:
        sys.exit(0 if postgres_programs() or importlib.util.find_spec("duckdb") else 1)
    folders = [os.path.abspath(folder) for folder in arguments.folders]
    fits = True

    def not_installed(name, cure):
        nonlocal fits
        print(f"{name}: not installed ({cure})")
        if os.environ.get("CI"):
            fits = False

    def each(name, rows):
        nonlocal fits
        for folder in folders:
            fits &= compare(folder, f"{name} {os.path.basename(folder)}", *rows(folder))

    if arguments.only != "postgres":
        try:
            import duckdb  # noqa: F401
        except ModuleNotFoundError:
            not_installed("duckdb", "pip install duckdb")
        else:
            each("duckdb", duckdb_rows)
    if arguments.only != "duckdb":
        programs = postgres_programs()
        if programs:
            server = Postgres(programs)
            try:
                each("postgres", lambda folder: postgres_rows(folder, server))
            finally:
                server.stop()
        else:
            not_installed("postgres", "apt-get install postgresql")
    sys.exit(0 if fits else 1)


if __name__ == "__main__":
    main()
