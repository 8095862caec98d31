"""The benchmark policy in DuckDB's SQL."""
import sys

import duckdb

import engine
from policy import RATES

TYPES = ("{'id': 'INTEGER', 'kind': 'VARCHAR', 'currency': 'VARCHAR', 'quantity': 'INTEGER', 'term': 'INTEGER', "
         "'quote_date': 'DATE', 'period_end': 'DATE', 'country': 'VARCHAR', 'vat_valid': 'BOOLEAN', "
         "'reseller': 'BOOLEAN', 'own_admin': 'BOOLEAN', 'customer': 'VARCHAR'}")
# Of tables, a join finds a country's first rate fastest; of files, it would lose the order of the rows.
JOINED = ("coalesce(first_rate, 0)", "orders LEFT JOIN rates USING (country)")
BY_CASES = ("CASE country " + " ".join(f"WHEN '{country}' THEN {lines[0][1]}" for country, lines in RATES.items())
            + " ELSE 0 END", "orders")


def policy(first_rate, orders):
    inside = ", ".join(f"'{country}'" for country in RATES if country != "SE")
    return f"""
WITH charged AS (SELECT *,
    CASE currency WHEN 'EUR' THEN CASE term WHEN 1 THEN 990 ELSE 792 END
                  WHEN 'USD' THEN CASE term WHEN 1 THEN 1090 ELSE 872 END
                  ELSE CASE term WHEN 1 THEN 10900 ELSE 8720 END END::BIGINT AS price,
    CASE kind WHEN 'new' THEN term WHEN 'renewal' THEN 12 ELSE
      greatest(1, (year(period_end) * 12 + month(period_end)) - (year(quote_date) * 12 + month(quote_date))
        + CASE WHEN day(period_end) > day(quote_date) THEN 1 ELSE 0 END) END AS months,
    CASE WHEN quantity < 10 THEN 100 WHEN quantity < 50 THEN 95 WHEN quantity < 250 THEN 90
         WHEN quantity < 1000 THEN 85 ELSE 80 END AS volume,
    reseller AND own_admin AS forfeited,
    vat_valid AND country IN ({inside}) AS reversed,
    CASE WHEN country = 'DE' AND quote_date >= DATE '2020-07-01' AND quote_date < DATE '2021-01-01' THEN 160
         WHEN country = 'EE' AND quote_date >= DATE '2025-07-01' THEN 240
         WHEN country = 'EE' AND quote_date >= DATE '2024-01-01' THEN 220
         WHEN country = 'FI' AND quote_date >= DATE '2024-09-01' THEN 255
         WHEN country = 'RO' AND quote_date >= DATE '2025-08-01' THEN 210
         WHEN country = 'SK' AND quote_date >= DATE '2025-01-01' THEN 230
         ELSE {first_rate} END AS rate
  FROM {orders}),
priced AS (SELECT *,
    (price * quantity * months * volume * CASE WHEN reseller AND NOT own_admin THEN 80 ELSE 100 END + 5000) // 10000
      AS net
  FROM charged),
taxed AS (SELECT *, (net * CASE WHEN reversed THEN 0 ELSE rate END + 500) // 1000 AS vat FROM priced)
SELECT id, net, vat, net + vat AS gross,
    (CASE WHEN forfeited THEN 9 ELSE 0 END + CASE WHEN reversed THEN 2 ELSE 0 END
      + CASE WHEN kind = 'new' THEN 4 ELSE 0 END)::UTINYINT AS flags
  FROM taxed"""


def connect(threads):
    return duckdb.connect(config={"threads": threads})


def reading(path):
    return f"FROM read_csv('{path}', header = true, columns = {TYPES})"


def memory(path, count):
    """From a table of strings, dates and numbers to a table."""
    base = connect(1)
    base.sql(f"CREATE TABLE orders AS {reading(path)} LIMIT {count}")
    base.sql("CREATE TABLE rates (country VARCHAR, first_rate BIGINT)")
    base.executemany("INSERT INTO rates VALUES (?, ?)", [(c, lines[0][1]) for c, lines in RATES.items()])

    def run():
        base.sql(f"CREATE OR REPLACE TABLE results AS {policy(*JOINED)}")

    return run, lambda: base.sql("SELECT net, vat, flags FROM results ORDER BY id").fetchall()


def files(path, result, threads):
    base = connect(threads)
    base.sql(f"CREATE VIEW orders AS {reading(path)}")
    base.sql(f"COPY (SELECT net, vat, gross, flags FROM ({policy(*BY_CASES)})) TO '{result}' (HEADER)")


if __name__ == "__main__":
    engine.serve(sys.argv[1:], memory, files)
