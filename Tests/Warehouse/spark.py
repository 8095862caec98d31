#!/usr/bin/env python3
"""The same comparison in Spark, in local mode with ANSI mode on: an overflow would be an error, never a wrong figure.

    spark.py FOLDER...

Needs `pip install pyspark` and a Java runtime (`apt-get install openjdk-17-jre-headless`).
"""
import csv
import datetime
import decimal
import os
import sys
import time

from compare import compare, schema


def value(kind, text):
    if text == "":
        return None
    if kind == "truth":
        return text == "true"
    if kind == "date":
        return datetime.date.fromisoformat(text)
    return decimal.Decimal(text) if kind in ("number", "percent", "whole") else text


def rows(spark, folder):
    from pyspark.sql import types

    kinds = schema(folder)
    with open(f"{folder}/orders.csv", newline="") as file:
        orders = [[value(kind, text) for (_, kind), text in zip(kinds, row)] for row in list(csv.reader(file))[1:]]

    def column(position, kind):
        if kind == "truth":
            return types.BooleanType()
        if kind == "date":
            return types.DateType()
        if kind == "text":
            return types.StringType()
        numbers = [order[position] for order in orders if order[position] is not None]
        scale = max((-number.as_tuple().exponent for number in numbers), default=0)
        return types.DecimalType(38, max(0, scale))

    fields = [types.StructField(name, column(position, kind)) for position, (name, kind) in enumerate(kinds)]
    spark.createDataFrame(orders, types.StructType(fields)).createOrReplaceTempView("orders")
    with open(f"{folder}/spark.sql") as file:
        result = spark.sql(file.read())
    floating = [name for name, kind in result.dtypes if kind in ("double", "float")]
    if floating:
        raise SystemExit(f"spark: floating point in {floating}")
    start = time.monotonic()
    found = result.collect()
    return result.columns, found, time.monotonic() - start


def main():
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]").appName("listino").config("spark.sql.ansi.enabled", "true")
        # A deep book has many layers, and the analyser takes a round or two for each.
        .config("spark.sql.analyzer.maxIterations", "1000").config("spark.ui.enabled", "false").config("spark.driver.memory", "3g")
        .config("spark.sql.session.timeZone", "UTC").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    fits = True
    for folder in sys.argv[1:]:
        fits &= compare(folder, f"spark {os.path.basename(os.path.abspath(folder))}", *rows(spark, folder))
    spark.stop()
    sys.exit(0 if fits else 1)


main()
