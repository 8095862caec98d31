"""The benchmark policy in plain Python: the arbiter between the engines.

All money is in minor units, rates are in tenths of a percent.
"""
import csv

PRICES = {"EUR": (990, 792), "USD": (1090, 872), "SEK": (10900, 8720)}
TIERS = ((10, 0), (50, 5), (250, 10), (1000, 15), (1 << 31, 20))
# From each day until the next.
RATES = {
    **{country: (("", rate),) for rate, countries in {
        170: "LU", 180: "MT", 190: "CY", 200: "AT BG FR", 210: "BE CZ ES LT LV NL", 220: "IT SI", 230: "IE PL PT",
        240: "GR", 250: "DK HR SE", 270: "HU"}.items() for country in countries.split()},
    "DE": (("", 190), ("2020-07-01", 160), ("2021-01-01", 190)),
    "EE": (("", 200), ("2024-01-01", 220), ("2025-07-01", 240)),
    "FI": (("", 240), ("2024-09-01", 255)),
    "RO": (("", 190), ("2025-08-01", 210)),
    "SK": (("", 200), ("2025-01-01", 230)),
}


def months(quote_date, period_end):
    """The least number of calendar months, at least 1, after which the quote's day is not before the end."""
    begun = (int(period_end[:4]) - int(quote_date[:4])) * 12 + int(period_end[5:7]) - int(quote_date[5:7])
    return max(1, begun + (period_end[8:] > quote_date[8:]))


def price(row):
    """Net, VAT, gross and flags of a row as the CSV reader gives it."""
    kind, term, country = row["kind"], int(row["term"]), row["country"]
    charged = 12 if kind == "renewal" else term if kind == "new" else months(row["quote_date"], row["period_end"])
    quantity = int(row["quantity"])
    volume = next(percent for below, percent in TIERS if quantity < below)
    reseller, own_admin = row["reseller"] == "1", row["own_admin"] == "1"
    base = PRICES[row["currency"]][term == 12] * quantity * charged
    net = (base * (100 - volume) * (80 if reseller and not own_admin else 100) + 5000) // 10000
    forfeited = reseller and own_admin
    reverse = country in RATES and country != "SE" and row["vat_valid"] == "1"
    rate = 0
    if not reverse:
        for start, value in RATES.get(country, ()):
            if row["quote_date"] >= start:
                rate = value
    vat = (net * rate + 500) // 1000
    return net, vat, net + vat, 9 * forfeited + 2 * reverse + 4 * (kind == "new")


def orders(path, count):
    """The first rows of a file as orders for rule engines: numbers are numbers, and 0 and 1 are no and yes."""
    with open(path, newline="") as file:
        for _, row in zip(range(count), csv.DictReader(file)):
            yield {**row, "quantity": int(row["quantity"]), "term": int(row["term"]),
                   **{key: row[key] == "1" for key in ("vat_valid", "reseller", "own_admin")}}


class Checksum:
    """The sum of (i + 1) * (net + 3 vat + 7 flags) over rows i, modulo 2^64."""

    def __init__(self):
        self.sum, self.row = 0, 0

    def add(self, net, vat, flags):
        self.row += 1
        self.sum = (self.sum + self.row * (net + 3 * vat + 7 * flags)) % 2**64


def expected(path, count=None):
    """The checksum of a file's first rows by this policy."""
    checksum = Checksum()
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if checksum.row == count:
                break
            net, vat, _, flags = price(row)
            checksum.add(net, vat, flags)
    return checksum.sum


def written(path):
    """The checksum of a file of results, whose money is in minor units or has two decimals."""
    checksum = Checksum()
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            checksum.add(int(row["net"].replace(".", "")), int(row["vat"].replace(".", "")), int(row["flags"]))
    return checksum.sum
