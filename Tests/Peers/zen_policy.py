"""The benchmark policy as decision tables and expressions of GoRules ZEN, called from Python."""
import json
import sys

import zen

import engine
from policy import PRICES, RATES, orders


def table(name, inputs, output, rows):
    """A decision table whose first row that fits applies."""
    return {"id": name, "name": name, "type": "decisionTableNode", "content": {
        "hitPolicy": "first", "passThrough": True,
        "inputs": [{"id": f"i{n}", "name": field, "field": field} for n, field in enumerate(inputs)],
        "outputs": [{"id": "o", "name": output, "field": output}],
        "rules": [{"_id": f"{name}{number}", **{f"i{n}": cell for n, cell in enumerate(row[:-1])}, "o": str(row[-1])}
                  for number, row in enumerate(rows)]}}


def decision():
    """Prices one order. The decision is compiled once, which ZEN does only for content that a loader gives."""
    prices = [(f'"{currency}"', term, both[term == "12"]) for currency, both in PRICES.items() for term in ("1", "12")]
    tiers = [("< 10", 100), ("< 50", 95), ("< 250", 90), ("< 1000", 85), ("", 80)]
    # The latest line of a country that has begun is the first that fits.
    rates = [(f'"{country}"', f'>= date("{day}")' if day else "", rate)
             for country, lines in RATES.items() for day, rate in reversed(lines)] + [("", "", 0)]
    inside = json.dumps([country for country in RATES if country != "SE"])
    expressions = {
        "end": 'kind == "topup" ? period_end : quote_date',
        "begun": "(year($.end) * 12 + monthOfYear($.end)) - (year(quote_date) * 12 + monthOfYear(quote_date))"
                 " + (dayOfMonth($.end) > dayOfMonth(quote_date) ? 1 : 0)",
        "months": 'kind == "new" ? term : kind == "renewal" ? 12 : max([1, $.begun])',
        "forfeited": "reseller and own_admin",
        "reversed": f"vat_valid and country in {inside}",
        "net": "floor((price * quantity * $.months * volume * (reseller and not own_admin ? 80 : 100) + 5000) / 10000)",
        "vat": "floor(($.net * ($.reversed ? 0 : rate) + 500) / 1000)",
        "gross": "$.net + $.vat",
        "flags": '($.forfeited ? 9 : 0) + ($.reversed ? 2 : 0) + (kind == "new" ? 4 : 0)',
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        table("price", ["currency", "term"], "price", prices),
        table("volume", ["quantity"], "volume", tiers),
        table("rate", ["country", "date(quote_date)"], "rate", rates),
        {"id": "figures", "name": "figures", "type": "expressionNode", "content": {"expressions": [
            {"id": key, "key": key, "value": value} for key, value in expressions.items()]}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [{"id": f"e{n}", "type": "edge", "sourceId": left["id"], "targetId": right["id"]}
             for n, (left, right) in enumerate(zip(nodes, nodes[1:]))]
    content = zen.ZenDecisionContent(json.dumps({"nodes": nodes, "edges": edges}))
    loaded = zen.ZenEngine({"loader": lambda _: content})
    return lambda order: loaded.evaluate("policy", order)["result"]


def memory(path, count):
    """Order by order, each a Python dictionary."""
    policy, rows, results = decision(), list(orders(path, count)), []

    def run():
        results[:] = [policy(row) for row in rows]

    return run, lambda: ((int(result["net"]), int(result["vat"]), int(result["flags"])) for result in results)


if __name__ == "__main__":
    engine.serve(sys.argv[1:], memory)
