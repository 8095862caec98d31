package import Diagnostics

/// What can be found about all orders of a book.
extension DiagnosticCode {
  package static let regionCodes: [DiagnosticCode] = [
    valueGap, valueClash, caseNever, caseOverruled, rowGap, rowsOverlap, rowHidden, rowNever, effectNever, refusesAll,
    checkBroken, overflow, cliff, endsWithoutSuccessor, needlessAcceptance, idleTest,
    spreadOverNothing, unchecked,
  ]

  static let valueGap = DiagnosticCode(
    id: "R101", title: "No case for some orders",
    meaning: "A value has several results, each for some orders, and there are orders for which none of them holds.",
    example:
      "value fee-share\n  is 5% when buyer is reseller\n  is 3% when buyer is customer and licences is 10 or more",
    cure:
      "Add a line for those orders, or `otherwise …`. Where no order of this kind is meant to have a result, sign it off: `accept gap \"…\"`."
  )
  static let valueClash = DiagnosticCode(
    id: "R102", title: "Two cases both decide",
    meaning:
      "Two cases hold for the same order, they give different results, and neither is an exception to the other. A quote for such an order is refused.",
    example: """
      value fee-share
        is 0%
      exception big-order to fee-share
        is 5%
        when licences is 100 or more
      exception reseller-order to fee-share
        is 7%
        when buyer is reseller
      """,
    cure: "Make one an exception to the other, narrow one of the conditions, or make one of them `final`.")
  static let caseNever = DiagnosticCode(
    id: "R103", title: "A case that can never apply",
    meaning: "No order that can exist meets the condition and the dates of this case.",
    example:
      "value fee-share\n  is 0%\nexception few to fee-share\n  is 5%\n  when licences is 10 or more and licences is under 5",
    cure: "Mend the condition, or take the case out.")
  static let caseOverruled = DiagnosticCode(
    id: "R104", title: "A case that never decides",
    meaning: "Wherever this case applies, something that is an exception to it, or final, applies too.",
    example: "value fee-share\n  is 0%\nexception any-order to fee-share\n  is 5%\n  when licences is 1 or more",
    cure: "Narrow what goes before it, or take one of the two out.")
  static let rowGap = DiagnosticCode(
    id: "R105", title: "No row for some orders",
    meaning: "The table does not cover every order and does not say what holds otherwise.",
    example: "table fee-share\n  by licences\n  one row applies\n  1 to 9 | 0%\n  11 or more | 5%",
    cure: "Add rows, or a line `otherwise …`.")
  static let rowsOverlap = DiagnosticCode(
    id: "R106", title: "Two rows for one order",
    meaning: "The table promises that one row applies, and for some orders two rows with different results do.",
    example: "table fee-share\n  by licences\n  one row applies\n  1 to 10 | 0%\n  10 or more | 5%",
    cure: "Mend the keys or the dates of one of the two rows.")
  static let rowHidden = DiagnosticCode(
    id: "R107", title: "A row hidden by rows above it",
    meaning: "The first row that fits applies, and every order that this row fits is met by a row above it.",
    example: "table fee-share\n  by licences\n  first row applies\n  1 or more | 0%\n  10 or more | 5%",
    cure: "Move it up, or take it out.")
  static let rowNever = DiagnosticCode(
    id: "R108", title: "A row that no order fits",
    meaning: "A key of this row lies outside of everything that the order or the rules can give there.",
    example: "table fee-share\n  by licences\n  one row applies\n  0 or less | 2%\n  1 or more | 5%",
    cure: "Mend the key, or take the row out.")
  static let effectNever = DiagnosticCode(
    id: "R109", title: "Something that can never come about",
    meaning: "No order meets the condition of this refusal, warning or notice.",
    example: "refuse too-few\n  when licences is under 1\n  say \"At least one licence\"",
    cure: "Mend the condition, or take the block out.")
  static let refusesAll = DiagnosticCode(
    id: "R110", title: "A refusal of every order", meaning: "Every order that can exist is turned down.",
    example: "refuse closed\n  when licences is 1 or more\n  say \"We are closed\"", cure: "Narrow the condition.")
  static let checkBroken = DiagnosticCode(
    id: "R111", title: "A check that does not hold",
    meaning: "A check says something of all orders, and there is an order for which it is not so.",
    example: "value fee-share\n  is 5%\n  because \"all\"\ncheck \"small fees\"\n  fee-share is 4% or less",
    cure: "Mend the rules, or say in the check with `when` for which orders it is meant.")
  static let overflow = DiagnosticCode(
    id: "R112", title: "A figure that can become too large",
    meaning:
      "With the greatest answers that the inputs allow, a figure is larger than the engine computes with, and the quote is refused.",
    example: "", cure: "Lower the ranges of the inputs it reads.")
  static let cliff = DiagnosticCode(
    id: "R113", title: "More costs less",
    meaning:
      "An order of more costs less than an order of fewer: just below an edge it is cheaper to order more than is needed.",
    example: """
      tiers volume-discount
        by licences
        on the whole quantity
        1 to 9 | 0%
        10 or more | 15%
      """,
    cure:
      "Charge each slice at its own rate (`slice by slice`), move the edges, or sign it off in the price: `accept cliff \"…\"`."
  )
  static let endsWithoutSuccessor = DiagnosticCode(
    id: "R114", title: "It ends and nothing follows",
    meaning:
      "A row of a table ends on a day within the next year, and from the day after nothing holds for the same orders.",
    example: "", cure: "Add the line that follows, with `from`; or take the end away.")
  static let needlessAcceptance = DiagnosticCode(
    id: "R115", title: "A sign-off without a finding",
    meaning: "A block accepts something that is not found there, or no longer.",
    example: "value fee-share\n  is 5%\n  accept gap \"nobody orders this\"", cure: "Take the line out.")
  static let idleTest = DiagnosticCode(
    id: "R116", title: "A test that touches no rule",
    meaning:
      "What this test expects is decided by no case, row or effect of the book: it would hold whatever the rules said.",
    example: "test \"nothing\"\n  given licences 3, buyer customer, currency EUR\n  expect not warned",
    cure: "Expect a figure, or a rule that applies.")
  static let spreadOverNothing = DiagnosticCode(
    id: "R117", title: "An amount without a line to spread it over",
    meaning:
      "An amount is spread over lines by a weight. There are orders in which the weight is 0 on every line and the amount is not 0: it has no shares, and the quote is refused. An amount of 0 is spread over any lines.",
    example: """
      input seats "Number of seats"
        whole number 0 to 100
        for each line
      input shipping "Shipping"
        money 0 to 1000
      value shipping-share
        is spread shipping over seats
      """,
    cure:
      "Give the case a condition, weigh the lines by what is never 0, or turn such orders down: `when shipping is not 0 and sum of seats is 0`. Where they are not meant to have a result, sign it off: `accept gap \"…\"`."
  )
  static let unchecked = DiagnosticCode(
    id: "R190", title: "Not proved, and not refuted",
    meaning:
      "A question about all orders stayed open: the search spent its budget, or the rules leave what can be decided. Proved are questions about inputs against constants, sets, roles, dates, tables, other inputs, and about single figures with any rounding. May stay open: two figures that must lie close to each other, equality of two figures, sums over more than two lines, functions of plugins.",
    example: "", cure: "Write tests for it, or simplify the condition.")
}
