"""The benchmark policy in Polars' expressions."""
import sys

import polars as pl
from polars import col, lit, when

import engine
from policy import PRICES, RATES

TYPES = {"id": pl.Int32, "kind": pl.String, "currency": pl.String, "quantity": pl.Int32, "term": pl.Int32,
         "quote_date": pl.Date, "period_end": pl.Date, "country": pl.String, "vat_valid": pl.Int8,
         "reseller": pl.Int8, "own_admin": pl.Int8, "customer": pl.String}


def price():
    start, end = col("quote_date").dt, col("period_end").dt
    begun = (end.year().cast(pl.Int32) * 12 + end.month()) - (start.year().cast(pl.Int32) * 12 + start.month())
    months = (when(col("kind") == "new").then(col("term")).when(col("kind") == "renewal").then(lit(12, pl.Int32))
              .otherwise(pl.max_horizontal(lit(1, pl.Int32), begun + (end.day() > start.day()).cast(pl.Int32))))
    monthly = col("currency").replace_strict({c: p[0] for c, p in PRICES.items()}, return_dtype=pl.Int64)
    yearly = col("currency").replace_strict({c: p[1] for c, p in PRICES.items()}, return_dtype=pl.Int64)
    volume = (when(col("quantity") < 10).then(lit(100)).when(col("quantity") < 50).then(lit(95))
              .when(col("quantity") < 250).then(lit(90)).when(col("quantity") < 1000).then(lit(85))
              .otherwise(lit(80)).cast(pl.Int64))
    return when(col("term") == 1).then(monthly).otherwise(yearly) * col("quantity") * months * volume


def rate():
    first = col("country").replace_strict({c: r[0][1] for c, r in RATES.items()}, default=0, return_dtype=pl.Int64)
    changes = [(c, day, value) for c, lines in RATES.items() for day, value in lines[1:]]
    found = first
    for country, day, value in sorted(changes, key=lambda change: change[1]):
        # A later line goes before an earlier one.
        applies = (col("country") == country) & (col("quote_date") >= lit(day).str.to_date())
        found = when(applies).then(lit(value, pl.Int64)).otherwise(found)
    return found


def policy(frame):
    reseller, own_admin = col("reseller") == 1, col("own_admin") == 1
    reverses = (col("vat_valid") == 1) & col("country").is_in([c for c in RATES if c != "SE"])
    factor = when(reseller & ~own_admin).then(lit(80, pl.Int64)).otherwise(lit(100, pl.Int64))
    return (
        frame.with_columns(net=(price() * factor + 5000) // 10000, reverses=reverses, forfeited=reseller & own_admin)
        .with_columns(vat=(col("net") * when(col("reverses")).then(lit(0, pl.Int64)).otherwise(rate()) + 500) // 1000)
        .select("net", "vat", gross=col("net") + col("vat"),
                flags=col("forfeited").cast(pl.UInt8) * 9 + col("reverses").cast(pl.UInt8) * 2
                + (col("kind") == "new").cast(pl.UInt8) * 4))


def memory(path, count):
    """From a frame of strings, dates and numbers to a frame."""
    frame = pl.read_csv(path, schema=TYPES, n_rows=count).rechunk()
    results = []

    def run():
        results[:] = [policy(frame.lazy()).collect()]

    return run, lambda: results[0].select("net", "vat", "flags").iter_rows()


def files(path, result, _):
    policy(pl.scan_csv(path, schema=TYPES)).sink_csv(result)


if __name__ == "__main__":
    engine.serve(sys.argv[1:], memory, files)
