package import Diagnostics

/// What people write who know other languages, spreadsheets or letters.
extension DiagnosticCode {
  static let habitCodes: [DiagnosticCode] = [
    typographicQuotes, comparisonSign, capitalInName, unlessForWhenNot, unknownCharacter, spanTo, plusNumber,
    ifForWhen, hyphenRange, groupedNumber, decimalComma, currencySign, blanksAroundSign, atLeastInCondition, noClock,
    comparisonWords, strangeNumber,
  ]

  package static let typographicQuotes = DiagnosticCode(
    id: "L102", title: "Typographic quotes",
    meaning:
      "Texts stand in straight quotes. Word processors and mail programs turn these into curved ones, so this happens when a line was copied from there.",
    example: """
      refuse too-many
        when members is over 100
        say “Ask us for a price”
      """,
    cure: "Type the quotes anew, straight on both sides: \"Ask us for a price\".")
  package static let comparisonSign = DiagnosticCode(
    id: "L107", title: "A comparison written with signs",
    meaning: "Comparisons are written in words, so that they can be read aloud and quoted to a customer.",
    example: """
      refuse too-many
        when members >= 100
        say "Ask us for a price"
      """,
    cure: "Write `is 100 or more`, `is 100 or less`, `is over 100`, `is under 100`, `is` or `is not`.")
  package static let capitalInName = DiagnosticCode(
    id: "L108", title: "Capital letters or underscores in a name",
    meaning:
      "Names are lower-case words joined by hyphens, so that nobody has to remember how a name was spelt. Capitals alone are codes of countries and currencies.",
    example: """
      value Fee_Share
        is 5%
      """,
    cure: "Write the name in lower case, with hyphens: `fee-share`.")
  package static let unlessForWhenNot = DiagnosticCode(
    id: "L112", title: "The word “unless”",
    meaning:
      "Conditions begin with “when”, and say with “not” where something does not hold. One word is enough for both.",
    example: """
      value fee-share
        is 5% unless vip
        otherwise 0%
      """,
    cure: "Write `when not vip`, or the opposite: `when buyer is not reseller`.")
  package static let unknownCharacter = DiagnosticCode(
    id: "L115", title: "A sign without meaning",
    meaning: "The language uses letters, digits and a few signs. This one is none of them.",
    example: """
      refuse too-many
        when members is over 100;
        say "Ask us for a price"
      """,
    cure: "Take the sign out. In a text between quotes every sign is allowed.")
  package static let spanTo = DiagnosticCode(
    id: "L119", title: "“to” in a span of time",
    meaning:
      "From 1 to 31 March it is 30 days or 31: that depends on whether the last day counts. A price must not depend on a guess, so the line says which.",
    example: """
      value months-left
        is months from quote-date to period-end, rounded up
        when action is top-up
      """,
    cure: "Write `until` if the last day is not counted, `through` if it is.")
  package static let plusNumber = DiagnosticCode(
    id: "L126", title: "A number with a plus behind it",
    meaning: "“10+” could mean ten or more, or more than ten. The words leave no doubt.",
    example: """
      tiers seat-discount
        by licences
        on the whole quantity
        1 to 9 | 0%
        10+ | 5%
      """,
    cure: "Write `10 or more`, or `over 10`.")
  package static let ifForWhen = DiagnosticCode(
    id: "L137", title: "The word “if”",
    meaning: "Conditions begin with “when”.",
    example: """
      value fee-share
        is 5% if buyer is reseller
        otherwise 0%
      """,
    cure: "Write `when` in place of `if`.")
  package static let hyphenRange = DiagnosticCode(
    id: "L138", title: "A range written with a hyphen",
    meaning:
      "A hyphen can be read as a minus or as a part of a date. Ranges are written with “to”, and include both ends.",
    example: """
      tiers seat-discount
        by licences
        on the whole quantity
        1-9 | 0%
        10 or more | 5%
      """,
    cure: "Write `1 to 9`.")
  package static let groupedNumber = DiagnosticCode(
    id: "L139", title: "A number with separators of thousands",
    meaning: "A comma separates the entries of a list. Numbers are written in digits alone.",
    example: """
      refuse too-many
        when members is over 100,000
        say "Ask us for a price"
      """,
    cure: "Write `100000`.")
  package static let strangeNumber = DiagnosticCode(
    id: "L160", title: "Digits with other signs",
    meaning:
      "A number is written in digits, with at most one point, which stands between digits: `0.99`, not `.99`. Other signs are no part of it.",
    example: """
      value set-up-fee
        is .99 EUR when currency is EUR
        is 10.90 USD when currency is USD
      """,
    cure: "Write `0.99`.")
  package static let decimalComma = DiagnosticCode(
    id: "L141", title: "A decimal comma",
    meaning: "Decimals are written with a point, as `9.90`. A comma separates the entries of a list.",
    example: """
      value set-up-fee
        is 9,90 EUR when currency is EUR
        is 10.90 USD when currency is USD
      """,
    cure: "Write `9.90`.")
  package static let currencySign = DiagnosticCode(
    id: "L142", title: "A currency sign",
    meaning:
      "The sign $ stands for many currencies. Rules name them by their code of three letters, behind the amount.",
    example: """
      value set-up-fee
        is €10 when currency is EUR
        is 11 USD when currency is USD
      """,
    cure: "Write `10 EUR`. In a row that is keyed by currency write the bare amount.")
  package static let blanksAroundSign = DiagnosticCode(
    id: "L148", title: "A plus or minus without blanks",
    meaning: "Names contain hyphens, so a minus between two figures is known by the blanks around it.",
    example: """
      value fee-share
        is agreed-discount -5%
      """,
    cure: "Put a blank on both sides: `agreed-discount - 5%`.")
  package static let atLeastInCondition = DiagnosticCode(
    id: "L149", title: "“at least” in a condition",
    meaning:
      "`at least` and `at most` change an amount: `net, at least 20 EUR` is never under 20 EUR. A condition only compares, and says `or more`.",
    example: """
      refuse too-many
        when members is at least 100
        say "Ask us for a price"
      """,
    cure: "Write `is 100 or more` or `is 100 or less`.")
  package static let noClock = DiagnosticCode(
    id: "L152", title: "The day of today in a rule",
    meaning:
      "The rules have no clock: the same order must give the same quote, today and in a year. The day a quote is made is an input like any other.",
    example: """
      refuse too-late
        when action is top-up and period-end is before today
        say "The period is over"
      """,
    cure: "Name a date of the order, such as `quote-date`.")
  package static let comparisonWords = DiagnosticCode(
    id: "L159", title: "A comparison in other words",
    meaning:
      "There is one way to say each comparison, so that rules read the same everywhere: `over`, `under`, `or more`, `or less`, `1 to 9`.",
    example: """
      refuse too-many
        when members is more than 100
        say "Ask us for a price"
      """,
    cure: "Write it in the words that the message shows.")
}
