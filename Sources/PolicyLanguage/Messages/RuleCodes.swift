package import Diagnostics

/// Values, exceptions, tables, inputs, effects and tests.
extension DiagnosticCode {
  static let ruleCodes: [DiagnosticCode] = [
    caseWithoutWhen, cellNotConstant, defaultOutside, effectWithoutWhen, emptyWindow, exceptionToFinal,
    exceptionToInput, exceptionToTwoValues, exceptionWithoutResult, expectInput, givenValue, guardReadsValue,
    inputTwoTypes, inputWithoutType, overruledElsewhere, readsGuardedInput, ring, ruleStateOutside, sameRowTwice,
    tablePromise, testWithoutExpectation, tooManyWords, twoResults, unusedInput, unusedList, unusedText,
    unusedValue, valueWithoutCase,
  ]

  package static let caseWithoutWhen = DiagnosticCode(
    id: "L402", title: "One of several results has no condition",
    meaning:
      "Exactly one of a value's results holds for each order. One without a condition would hold beside the others.",
    example: """
      value fee-share
        is 0%
        is 5% when buyer is reseller
      """,
    cure: "Write `is … when …` on each line; for all other orders write `otherwise …`.")
  package static let cellNotConstant = DiagnosticCode(
    id: "L403", title: "A key cell that is no constant",
    meaning: "Key cells hold constants, so that loading can prove that every order finds its row.",
    example: """
      tiers seat-discount
        by licences
        on the whole quantity
        under 10 | 0%
        10 to members | 5%
      """,
    cure: "Write a constant. A comparison of two figures is a value that is yes or no; make that the key.")
  package static let defaultOutside = DiagnosticCode(
    id: "L404", title: "A default outside of the input's range",
    meaning: "What holds when an order says nothing must be something that an order could say.",
    example: """
      input bonus
        percent 0% to 10%
        default 20%
      """,
    cure: "Choose another default, or widen the range.")
  package static let effectWithoutWhen = DiagnosticCode(
    id: "L405", title: "Nothing says when",
    meaning: "A refusal, a warning or a notice is about some orders, and its `when` says which.",
    example: """
      refuse too-many
        say "Ask us for a price"
      """,
    cure: "Add a line `when …`.")
  package static let emptyWindow = DiagnosticCode(
    id: "L406", title: "Dates between which no day lies",
    meaning: "The last day is before the first one, so the line never holds.",
    example: """
      value fee-share
        is 5%
        from 2026-12-31
        to 2026-01-01
      """,
    cure: "Write the earlier day behind `from`.")
  package static let exceptionToFinal = DiagnosticCode(
    id: "L407", title: "An exception to a final exception",
    meaning: "`final` promises that nothing goes before this exception.",
    example: """
      exception never-any to reseller-discount
        is 0%
        final
      exception sometimes to never-any
        is 5%
        when vip
      """,
    cure: "Make it an exception to the value itself, or take `final` away.")
  package static let exceptionToInput = DiagnosticCode(
    id: "L408", title: "An exception to what an order says",
    meaning: "Exceptions are cases of a value. What an order says, and who is in a list, is decided by nobody else.",
    example: """
      exception full-discount to agreed-discount
        is 60%
        when vip
      """,
    cure: "Make a value that reads the input, and the exception to that value.")
  package static let exceptionToTwoValues = DiagnosticCode(
    id: "L409", title: "One exception to two values",
    meaning: "An exception is one more case of one value. Two values have two figures, and need an exception each.",
    example: """
      value fee-share
        is 5%
      exception nothing-extra to fee-share, reseller-discount
        is 0%
        when vip
      """,
    cure: "Write one exception for each value.")
  package static let exceptionWithoutResult = DiagnosticCode(
    id: "L410", title: "An exception without a result",
    meaning: "The exception says when it holds, but not what the value is then.",
    example: """
      exception no-discount to reseller-discount
        when vip
      """,
    cure: "Add a line `is …`, or `refuse \"…\"`.")
  package static let expectInput = DiagnosticCode(
    id: "L411", title: "A test expects an input",
    meaning: "What an order says is given, not expected: it cannot come out differently.",
    example: """
      test "a renewal"
        given action renewal
        expect licences 3
      """,
    cure: "Write it behind `given`.")
  package static let givenValue = DiagnosticCode(
    id: "L412", title: "A test gives a figure of the rules",
    meaning: "The rules compute this figure. A test gives what the order says, and expects what comes out.",
    example: """
      test "the discount"
        given reseller-discount 20%
        expect net 10.00
      """,
    cure: "Give the inputs that the figure reads, and write the figure behind `expect`.")
  package static let guardReadsValue = DiagnosticCode(
    id: "L413", title: "An input that reads the rules",
    meaning: "What is asked, and what holds when nothing is said, is known before the rules compute anything.",
    example: """
      input reason
        text
        only when reseller-discount is over 10%
      """,
    cure: "Read other inputs only.")
  package static let inputTwoTypes = DiagnosticCode(
    id: "L416", title: "An input that is two things",
    meaning: "An input is one kind of thing, and this one says two.",
    example: """
      input seats
        whole number 1 to 100
        yes or no
      """,
    cure: "Keep one of the two lines.")
  package static let inputWithoutType = DiagnosticCode(
    id: "L417", title: "An input that does not say what it can be",
    meaning: "Each input has a range or a list of words, so that a quote can be checked before it is made.",
    example: """
      input seats "Number of seats"
        for each line
      """,
    cure:
      "Add a line such as `whole number 1 to 100`, `one of …`, `yes or no`, `percent …`, `date from …` or `country`.")
  package static let overruledElsewhere = DiagnosticCode(
    id: "L419", title: "A rule cannot overrule a rule of another value",
    meaning: "One rule overrules another where both decide the same value. These two decide different ones.",
    example: """
      warn discount-lost
        when reseller-rate is overruled by net
        say "The discount is lost"
      """,
    cure: "Name a rule of the same value.")
  package static let readsGuardedInput = DiagnosticCode(
    id: "L420", title: "An input is read where it is not asked",
    meaning: "The input is asked only in some orders. In all others this line would read something that nobody said.",
    example: """
      refuse too-late
        when period-end is before quote-date
        say "The period is over"
      """,
    cure: "Put the input's own condition on the line as well: `when action is top-up and …`.")
  package static let ring = DiagnosticCode(
    id: "L421", title: "A figure that reads itself",
    meaning: "Each figure is computed from others. Going round in a ring there would be no first one.",
    example: """
      value first-share
        is second-share
      value second-share
        is first-share
      """,
    cure: "Let one of them read something else.")
  package static let ruleStateOutside = DiagnosticCode(
    id: "L422", title: "A figure asks which rule decides",
    meaning:
      "Whether a rule applies can be asked by refusals, warnings, notices and tests, once all figures are known. A figure that asked it could change the answer.",
    example: """
      value fee-share
        is 5% when reseller-rate applies
        otherwise 0%
      """,
    cure: "Repeat the rule's condition, or give the condition a name: a value that is yes or no.")
  package static let sameRowTwice = DiagnosticCode(
    id: "L423", title: "Two rows with the same keys",
    meaning: "For an order with these keys both rows would hold, and only one can be right.",
    example: """
      table vat-rate
        by country
        one row applies
        SE | 25%
        SE | 12%
      """,
    cure: "Take one out. A new rate from some day on is a second row with `from`.")
  package static let tablePromise = DiagnosticCode(
    id: "L424", title: "A table does not say how its rows are read",
    meaning:
      "For an order exactly one row can hold, or the first of several, or all of them: the table says which, once.",
    example: """
      table vat-rate
        by country
        SE | 25%
        DE | 19%
      """,
    cure: "Add `one row applies`, `first row applies`, `highest applies` or `all rows add up`.")
  package static let testWithoutExpectation = DiagnosticCode(
    id: "L425", title: "A test that expects nothing",
    meaning: "A test that expects nothing can never fail, so it shows nothing.",
    example: """
      test "a renewal"
        given action renewal, licences 3
      """,
    cure: "Add a line `expect …`, or a column for a figure.")
  package static let tooManyWords = DiagnosticCode(
    id: "L426", title: "Too many words",
    meaning: "`any of` holds at most 100 words, and the lists in one row give at most 100000 combinations.",
    example: "input tags\n  any of " + (1...101).map { "tag-\($0)" }.joined(separator: ", "),
    cure: "Make several inputs, or several rows.")
  package static let unusedInput = DiagnosticCode(
    id: "L428", title: "An input that nothing reads",
    meaning: "No figure and no condition depends on it, so asking for it would be in vain.",
    example: """
      input favourite-colour "Favourite colour"
        text
      """,
    cure: "Read it in a rule, or take it out.")
  package static let unusedList = DiagnosticCode(
    id: "L429", title: "A list that nothing reads",
    meaning: "No rule asks whether something is in the list. Perhaps a rule was forgotten.",
    example: """
      list north "Northern countries"
        SE, FI
      """,
    cure: "Ask `is in …` in a rule, or take it out.")
  package static let unusedText = DiagnosticCode(
    id: "L430", title: "A text that nothing uses",
    meaning: "No notice names this text, so nobody will ever read it.",
    example: """
      template goodbye "Goodbye"
        subject en "Goodbye"
        text en "We are sorry to see you go."
      """,
    cure: "Name it in a notice, or take it out.")
  package static let unusedValue = DiagnosticCode(
    id: "L431", title: "A value that nothing reads",
    meaning: "The value is neither shown on a quote nor read by another rule, so changing it would change nothing.",
    example: """
      value fee-share
        is 5%
      """,
    cure: "Name it in the book's line `shows`, read it in a rule, or take it out.")
  package static let valueWithoutCase = DiagnosticCode(
    id: "L432", title: "A value that says nothing",
    meaning: "A value says what it is with `is`, and this one has no such line.",
    example: """
      value fee-share "Share of the fee"
      """,
    cure: "Add a line such as `is 5%`.")
  package static let twoResults = DiagnosticCode(
    id: "L433", title: "An exception with two results",
    meaning: "An exception gives a figure, or it refuses. It cannot do both for the same order.",
    example: """
      exception not-for-resellers to reseller-discount
        is 0%
        refuse "Not sold through resellers"
        when buyer is reseller
      """,
    cure: "Keep one of the two lines, or make two exceptions with different conditions.")

  /// Findings about a book that loads, made when it is looked at on some day.
  static let calendarCodes: [DiagnosticCode] = [reviewDue]

  package static let reviewDue = DiagnosticCode(
    id: "L490", title: "A day of review is past",
    meaning:
      "A rate or a price says by which day somebody looks at it again, and that day is over. It still holds; nobody has confirmed it.",
    example: """
      catalogue list-price "List price"
        by currency
        EUR | 9.90 | review by 2026-01-01
      """,
    cure: "See whether it still holds, and write the next day of review.")
}
