#!/usr/bin/env python3
"""The other way into a warehouse: Spark hands each part of the orders to `listino batch`, as JSON lines through a pipe.

    pipe_worker.py LISTINO RULES FOLDER

LISTINO is the program, RULES the folder of the rules, FOLDER one that `WarehouseTests` wrote. No book is too deep for
this way, and orders may have several lines; the program has to be on every machine. The order of the answers in a part
is that of its orders.
"""
import csv
import json
import os
import shlex
import sys
import time

from compare import schema


def document(row, kinds):
    """An order as JSON: the answers that it has, percentages with their sign."""
    order = {}
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
    command = (
        f"{shlex.quote(program)} batch --rules {shlex.quote(rules)} --in - --out - --in-format jsonl --out-format jsonl")
    start = time.monotonic()
    answers = spark.sparkContext.parallelize(orders, 4).pipe(command).collect()
    seconds = time.monotonic() - start
    spark.stop()
    print(f"{len(orders)} orders, {len(answers)} answers ({seconds:.2f} s)")
    for answer in answers[:2]:
        print(answer)
    sys.exit(0 if len(answers) == len(orders) else 1)


main()
