"""The benchmark policy in JSONLogic, compiled by datalogic-rs and called from Python with orders that are parsed."""
import json
import sys

import datalogic_py

import engine
from policy import PRICES, RATES, orders


def rule():
    """An expression that gives net, VAT and flags."""
    def field(name):
        return {"val": name}

    def part(name, *place):
        return {"+": [{"substr": [field(name), *place]}]}

    def month(name):
        return {"+": [{"*": [part(name, 0, 4), 12]}, part(name, 5, 2)]}

    begins_another = {">": [{"substr": [field("period_end"), 8, 2]}, {"substr": [field("quote_date"), 8, 2]}]}
    begun = {"+": [{"-": [month("period_end"), month("quote_date")]}, {"if": [begins_another, 1, 0]}]}
    months = {"switch": [field("kind"), [["new", field("term")], ["renewal", 12]], {"max": [1, begun]}]}
    price = {"switch": [field("currency"), [
        [currency, {"if": [{"==": [field("term"), 1]}, *both]}] for currency, both in PRICES.items()], 0]}
    quantity = field("quantity")
    volume = {"if": [{"<": [quantity, 10]}, 100, {"<": [quantity, 50]}, 95, {"<": [quantity, 250]}, 90,
                     {"<": [quantity, 1000]}, 85, 80]}
    forfeited = {"and": [field("reseller"), field("own_admin")]}
    factor = {"if": [{"and": [field("reseller"), {"!": field("own_admin")}]}, 80, 100]}
    net = {"floor": {"/": [{"+": [{"*": [price, quantity, months, volume, factor]}, 5000]}, 10000]}}
    reverses = {"and": [field("vat_valid"), {"in": [field("country"), [c for c in RATES if c != "SE"]]}]}
    rates = []
    for country, lines in RATES.items():
        dated = [part for day, rate in reversed(lines[1:]) for part in ({">=": [field("quote_date"), day]}, rate)]
        rates.append([country, {"if": [*dated, lines[0][1]]} if dated else lines[0][1]])
    rate = {"if": [reverses, 0, {"switch": [field("country"), rates, 0]}]}
    flags = {"+": [{"if": [forfeited, 9, 0]}, {"if": [reverses, 2, 0]},
                   {"if": [{"==": [field("kind"), "new"]}, 4, 0]}]}
    # Net is worked out once: the inner expression is about it, and reads the order from outside.
    vat = {"floor": {"/": [{"+": [{"*": [{"val": []}, from_inside(rate)]}, 500]}, 1000]}}
    return [{"map": [[net], [{"val": []}, vat]]}, flags]


def from_inside(expression):
    """An expression about the order as it is written inside of one about something else."""
    if isinstance(expression, dict):
        return {name: [[1], arguments] if name == "val" else from_inside(arguments)
                for name, arguments in expression.items()}
    return list(map(from_inside, expression)) if isinstance(expression, list) else expression


def memory(path, count):
    """Order by order, each parsed before."""
    compiled = datalogic_py.Engine().compile(rule())
    rows, results = [datalogic_py.DataHandle(json.dumps(row)) for row in orders(path, count)], []

    def run():
        results[:] = [compiled.evaluate_data(row) for row in rows]

    return run, lambda: ((int(net), int(vat), int(flags)) for [[[net, vat]], flags] in results)


if __name__ == "__main__":
    engine.serve(sys.argv[1:], memory)
