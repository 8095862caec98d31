#!/usr/bin/env python3
"""The other way into a warehouse: Spark hands each part of the orders to `listino batch`, as JSON lines through a pipe.

    pipe_worker.py LISTINO RULES FOLDER

LISTINO is the program, RULES the folder of the rules, FOLDER one that `WarehouseTests` wrote. No book is too deep for
this way, and orders may have several lines; the program has to be on every machine. The order of the answers in a part
is that of its orders, without those that could not be priced.
"""
import csv
import decimal
import json
import os
import shlex
import sys
import time

from compare import schema


def document(row, kinds):
    """An order as JSON: the answers that it has, percentages with their sign."""
    order = {"id": int(row["id"])}
    for name, text in row.items():
        if name == "id" or text == "":
            continue
        order[name] = text + "%" if kinds[name] == "percent" else {"true": "yes", "false": "no"}.get(text, text)
    return json.dumps(order, ensure_ascii=False)


def main():
    from pyspark.sql import SparkSession

    program, rules, folder = map(os.path.abspath, sys.argv[1:4])
    kinds = dict(schema(folder))
    with open(f"{folder}/orders.csv", newline="") as file:
        orders = [document(row, kinds) for row in csv.DictReader(file)]
    spark = (
        SparkSession.builder.master("local[2]").appName("listino-pipe").config("spark.ui.enabled", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    # What cannot be priced goes to the workers' standard error, with its line and why.
    command = (
        f"{shlex.quote(program)} batch --rules {shlex.quote(rules)} --in - --out - --in-format jsonl --out-format jsonl"
        " --carry id --rejects /dev/null")
    start = time.monotonic()
    answers = [json.loads(line) for line in spark.sparkContext.parallelize(orders, 4).pipe(command).collect()]
    seconds = time.monotonic() - start
    spark.stop()
    with open(f"{folder}/expected.csv", newline="") as file:
        expected = {int(row["id"]): row for row in csv.DictReader(file)}
    priced = [answer for answer in answers if "refused" not in answer]
    wrong = [
        answer for answer in priced
        if any(decimal.Decimal(answer[name]) != decimal.Decimal(expected[answer["id"]][name])
               for name in answer if name != "id")]
    missing = sum(row["state"] in ("priced", "refused") for row in expected.values()) - len(answers)
    print(f"{len(orders)} orders: {len(priced)} priced, {len(answers) - len(priced)} refused, "
          f"{len(wrong)} differences, {missing} missing ({seconds:.2f} s)")
    sys.exit(1 if wrong or missing else 0)


main()
