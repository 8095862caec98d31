package import Diagnostics

/// Numbers, amounts, percentages and units.
extension DiagnosticCode {
  static let numberCodes: [DiagnosticCode] = [
    amountExpected, bareAmount, currencyNotEstablished, divisorCanBeZero, mixedCurrencies, mixedResults, mixedUnits,
    moneyTimesMoney, notANumber, ofNeedsPercent, percentPlusAmount, percentZero, roundingEnding, roundingParts,
    roundingUnit, tooManyDecimals, twoReadings, unroundedMoney, unroundedRatio,
  ]

  package static let amountExpected = DiagnosticCode(
    id: "L301", title: "An amount of money is needed",
    meaning:
      "A price is made of amounts of money. A percentage, a number of things, or a price per licence is none yet: it has to be multiplied first.",
    example: """
      price net "Net"
        start list-price × licences
        round half up to cent
      """,
    cure: "Multiply until only money is left: `list-price × licences × term`. Of a percentage say of what it is taken.")
  package static let bareAmount = DiagnosticCode(
    id: "L304", title: "An amount without its currency",
    meaning: "A bare number is money only in rows that are keyed by currency. Elsewhere the currency stands behind it.",
    example: """
      table support-price
        per month
        by buyer
        one row applies
        reseller | 10
        customer | 20
      """,
    cure: "Write the currency, `10 EUR`, or make `currency` a key of the table.")
  package static let currencyNotEstablished = DiagnosticCode(
    id: "L306", title: "An amount in one currency for orders in any",
    meaning:
      "An order can be in any currency of the book. An amount in one of them would be wrong in all other orders.",
    example: """
      value set-up-fee
        is 10 EUR
      """,
    cure: "Say for which orders it holds, `is 10 EUR when currency is EUR`, or give the amounts in a table by currency."
  )
  package static let divisorCanBeZero = DiagnosticCode(
    id: "L314", title: "A division by something that can be 0",
    meaning: "Nothing can be divided by 0. There are orders for which this is 0, and they would have no result.",
    example: """
      value share-of-each
        is 100% / members
      """,
    cure: "Bound it, `(members, at least 1)`, or let the input begin above 0.")
  package static let mixedCurrencies = DiagnosticCode(
    id: "L322", title: "Amounts in two currencies",
    meaning: "There are no rates of exchange in the rules, so amounts in two currencies cannot be added or compared.",
    example: """
      value set-up-fee
        is 10 EUR + 5 USD when currency is EUR
        otherwise 0
      """,
    cure: "Keep each currency in a row or a case of its own.")
  package static let mixedResults = DiagnosticCode(
    id: "L323", title: "Results of different kinds",
    meaning:
      "A value is one kind of thing: all its cases, exceptions and rows give an amount, or all a percentage, and so on.",
    example: """
      value free-time
        is 14 days when vip
        otherwise 5%
      """,
    cure: "Write all results in the same kind and unit, or make two values.")
  package static let mixedUnits = DiagnosticCode(
    id: "L325", title: "Different units in one sum or comparison",
    meaning: "Days and months, or licences and amounts, cannot be added or compared: they count different things.",
    example: """
      value free-time
        is 1 month + 14 days
      """,
    cure: "Write both in the same unit.")
  package static let moneyTimesMoney = DiagnosticCode(
    id: "L326", title: "An amount multiplied by an amount",
    meaning: "Euros times euros are nothing that could be paid. One of the two should be a number or a percentage.",
    example: """
      value both-prices
        is list-price × list-price
      """,
    cure: "Multiply an amount by a number of things or by a percentage; add amounts with +.")
  package static let notANumber = DiagnosticCode(
    id: "L330", title: "Arithmetic with something that is no number",
    meaning:
      "Only numbers, amounts, percentages and dates can be computed with; words, countries and conditions cannot.",
    example: """
      value double-action
        is action × 2
      """,
    cure: "Name a number, or make a value that gives a number for each word.")
  package static let ofNeedsPercent = DiagnosticCode(
    id: "L333", title: "“of” without a percentage before it",
    meaning: "“of” takes a percentage of something, as in `5% of what is left`.",
    example: """
      value half-of-all
        is 0.5 of members
      """,
    cure: "Write a percentage, `50% of members`, or multiply with ×.")
  package static let percentPlusAmount = DiagnosticCode(
    id: "L335", title: "A percentage added to or taken from an amount",
    meaning: "5% alone is no amount: 5% of the list price and 5% of what is left are different amounts of money.",
    example: """
      value reduced-price
        is list-price - 5%
      """,
    cure: "Say of what it is taken: `list-price - 5% of list-price`.")
  package static let percentZero = DiagnosticCode(
    id: "L336", title: "A bare 0 among percentages",
    meaning: "All other results are percentages, and a bare 0 could be an amount by mistake.",
    example: """
      value fee-share
        is 5% when buyer is reseller
        otherwise 0
      """,
    cure: "Write `0%`.")
  package static let roundingUnit = DiagnosticCode(
    id: "L337", title: "A rounding in the wrong unit",
    meaning: "An amount is rounded to a cent or to an amount, a percentage to a percentage, months to months.",
    example: """
      value fee-share
        is agreed-discount / 3, rounded half up to cent
      """,
    cure: "Write the step in the unit of what is rounded, such as `to 0.1%` or `to whole months`.")
  package static let tooManyDecimals = DiagnosticCode(
    id: "L343", title: "Too many decimals",
    meaning:
      "Each multiplication adds the decimals of both sides, and amounts are computed exactly to at most 30 decimals.",
    example: """
      value compound
        is 1.0000000000001 × 1.0000000000001 × 1.0000000000001
      """,
    cure: "Round a part before: `…, rounded half up to 0.000001`.")
  package static let unroundedMoney = DiagnosticCode(
    id: "L344", title: "Money that is shown unrounded",
    meaning:
      "An amount on a quote has no fractions of a cent, and nothing is rounded that the rules do not say: the way of rounding can change what is paid.",
    example: """
      price net "Net"
        start list-price × licences × term
        less 5% of what is left
      """,
    cure: "Add a line `round half up to cent`, or in an expression `, rounded half up to cent`.")
  package static let unroundedRatio = DiagnosticCode(
    id: "L345", title: "The result of a division that is shown unrounded",
    meaning: "A third has no end of decimals. Before people see it, the rules say how it is rounded.",
    example: """
      value share-of-each "Share of each member"
        is 100% / (members, at least 1)
      """,
    cure: "Add `, rounded half up to 0.1%`, or the step that is wanted.")
  package static let twoReadings = DiagnosticCode(
    id: "L346", title: "A number with two readings",
    meaning:
      "In `1.490` the point stands before decimals or between thousands, as in German tables. Where the unit has fewer than three decimals, nobody can tell.",
    example: """
      value set-up-fee
        is 1.490 EUR when currency is EUR
        is 1600 USD when currency is USD
      """,
    cure: "Write `1490` or `1.49`; where three decimals are meant, write a fourth: `1.4950`.")
  package static let roundingParts = DiagnosticCode(
    id: "L347", title: "A step that does not divide 1",
    meaning:
      "Rounded to 0.99, amounts become 0.99, 1.98, 2.97 and so on, and 10.40 becomes 10.89. A step of money or of a percentage divides 1, such as 0.05 or 0.25, or is a whole number.",
    example: """
      price net "Net"
        start list-price × licences × term
        round half up to 0.99
      """,
    cure: "Write `to end in 0.99` for amounts that end in .99; otherwise a step that divides 1.")
  package static let roundingEnding = DiagnosticCode(
    id: "L348", title: "An ending that amounts cannot be rounded to",
    meaning:
      "`round up to end in 0.99` makes amounts such as 4.99 and 10.99. The ending is an amount above 0, with no sign and no more decimals than its currency.",
    example: """
      price net "Net"
        start list-price × licences × term
        round up to end in 0.00
      """,
    cure: "Write what amounts end in, such as `to end in 0.99`; whole amounts are rounded `to whole`.")
}
