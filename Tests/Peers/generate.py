"""Makes the benchmark's rows, the same in every run: the project's own data, no one else's.

    python3 generate.py rows.csv [COUNT]
"""
import datetime
import random
import sys

UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
OTHERS = ["US", "NO", "CH", "GB"]
HEADING = "id,kind,currency,quantity,term,quote_date,period_end,country,vat_valid,reseller,own_admin,customer"


def rows(count, seed=20260101):
    """Tuples in the order of HEADING: quantities spread over the tiers, each edge hit often."""
    r = random.Random(seed)
    first = datetime.date(2020, 1, 1).toordinal()
    days = datetime.date(2026, 12, 31).toordinal() - first
    iso = [datetime.date.fromordinal(first + day).isoformat() for day in range(days + 800)]
    for i in range(count):
        kind = r.choice(("new", "new", "renewal", "topup"))
        currency = r.choice(("EUR", "EUR", "USD", "SEK"))
        highest = r.choice((9, 49, 249, 999, 5000))
        quantity = r.randint(1, highest) if r.random() < .9 else r.choice((9, 10, 49, 50, 249, 250, 999, 1000))
        term = 12 if kind == "renewal" else r.choice((1, 12))
        day = r.randint(0, days)
        end = iso[day + r.randint(1, 380)] if kind == "topup" else ""
        country = r.choice(UNION) if r.random() < .85 else r.choice(OTHERS)
        yield (i, kind, currency, quantity, term, iso[day], end, country, int(r.random() < .6), int(r.random() < .4),
               int(r.random() < .3), "C%05d" % r.randint(0, 9999))


def write(path, count):
    with open(path, "w") as file:
        file.write(HEADING + "\n")
        for row in rows(count):
            file.write(",".join(map(str, row)) + "\n")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
