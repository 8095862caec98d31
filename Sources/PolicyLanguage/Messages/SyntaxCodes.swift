package import Diagnostics

/// Texts, numbers, dates and phrases: how they are written.
extension DiagnosticCode {
  static let writingCodes: [DiagnosticCode] = [
    unclosedText, textMissing, dateMissing, bracketOpen, valueMissing, unknownChoice, tooDeep, spanEnd, spanDirection,
    ruleNameExpected, rangeEnd, numberMissing, numberTooLong, monthDays, mixedAndOr, leftover, impossibleDate,
    roundingMode, roundingStep, braceInText,
  ]

  package static let unclosedText = DiagnosticCode(
    id: "L101", title: "A text without a closing quote",
    meaning:
      "A text begins and ends with a straight quote on the same line. Without the second one its end is not known.",
    example: """
      refuse too-many
        when members is over 100
        say "Ask us for a price
      """,
    cure: "Put a quote at the end of the text. A text cannot contain a straight quote itself.")
  package static let textMissing = DiagnosticCode(
    id: "L103", title: "A text is missing",
    meaning: "What people read stands in straight quotes, so that it cannot be taken for words of the language.",
    example: """
      refuse too-many
        when members is over 100
        say Ask us for a price
      """,
    cure: "Write the text in straight quotes.")
  package static let dateMissing = DiagnosticCode(
    id: "L106", title: "A date is missing",
    meaning: "A day is written as year, month and day, so that 3 April and 4 March cannot be mixed up.",
    example: """
      value fee-share
        is 5%
        from January
      """,
    cure: "Write the day as `2026-01-31`.")
  package static let bracketOpen = DiagnosticCode(
    id: "L109", title: "Brackets that do not match",
    meaning: "Each opening bracket has a closing one on the same line, which shows how far it reaches.",
    example: """
      value fee-share
        is (agreed-discount + 5%
      """,
    cure: "Close the bracket where it ends, or take out the one too much.")
  package static let valueMissing = DiagnosticCode(
    id: "L111", title: "A name in a test without its value",
    meaning: "A test gives each input with its value, and expects each figure with its amount.",
    example: """
      test "a renewal"
        given action renewal, licences
        expect reseller-discount 0%
      """,
    cure: "Write the value behind the name: `licences 3`.")
  package static let unknownChoice = DiagnosticCode(
    id: "L114", title: "None of the words that can stand here",
    meaning: "This line offers a choice of a few fixed phrases, and what is written is none of them.",
    example: """
      book shop "Shop"
        language 1
        currency EUR, USD
        month end first day
        dated by quote-date
        shows net
      """,
    cure: "Choose one of the phrases that the message lists.")
  package static let tooDeep = DiagnosticCode(
    id: "L118", title: "Too many brackets inside each other",
    meaning: "Nobody can read a hundred brackets inside each other, and a text copied by mistake can have any number.",
    example: "value fee-share\n  is " + String(repeating: "(", count: 100) + "5%" + String(repeating: ")", count: 100),
    cure: "Give a part of the expression a name: a value of its own.")
  package static let spanEnd = DiagnosticCode(
    id: "L120", title: "A span of time without its end",
    meaning: "A span runs from one day to another, and says whether the last day counts.",
    example: """
      value days-left
        is days from quote-date
      """,
    cure: "Write `days from A until B` (B is not counted) or `days from A through B` (B is counted).")
  package static let spanDirection = DiagnosticCode(
    id: "L121", title: "A span of time is counted forward or back",
    meaning:
      "Whole months can be counted from the first day on, or from the last day back; around the end of a month the two differ.",
    example: """
      value months-left
        is months from quote-date until period-end counted down, rounded up
        when action is top-up
      """,
    cure: "Write `counted forward` or `counted back`; without either, it is counted forward.")
  package static let ruleNameExpected = DiagnosticCode(
    id: "L124", title: "Only a rule can apply or decide",
    meaning:
      "`applies`, `decides` and `is overruled by` ask about a rule by its name. What stands before them is no name.",
    example: """
      warn discount-lost
        when 5% applies
        say "The discount is lost"
      """,
    cure: "Name an exception or a value before it.")
  package static let rangeEnd = DiagnosticCode(
    id: "L125", title: "A range without its end",
    meaning:
      "A range says the least and the most that is possible. Both are needed to prove that no amount gets out of hand.",
    example: """
      input seats
        whole number 1
      """,
    cure: "Write `1 to 100`, or `1 or more`.")
  package static let numberMissing = DiagnosticCode(
    id: "L127", title: "A whole number is missing",
    meaning: "Here stands a whole number in digits.",
    example: """
      value months-left
        is months from quote-date until period-end in months of thirty days, rounded up
        when action is top-up
      """,
    cure: "Write the number in digits: `30`.")
  package static let numberTooLong = DiagnosticCode(
    id: "L128", title: "A number with too many digits",
    meaning: "Amounts are computed exactly, with room for 24 digits in all and 15 of them behind the point.",
    example: """
      value exchange-rate
        is 1.1234567890123456789
      """,
    cure: "Leave out digits that do not matter.")
  package static let monthDays = DiagnosticCode(
    id: "L130", title: "A month of an impossible length",
    meaning: "A month counted in days has from 1 to 366 of them.",
    example: """
      value months-left
        is months from quote-date until period-end in months of 400 days, rounded up
        when action is top-up
      """,
    cure: "Write the number of days, such as `in months of 30 days`.")
  package static let mixedAndOr = DiagnosticCode(
    id: "L131", title: "“and” beside “or” without brackets",
    meaning:
      "“a and b or c” can be read in two ways, which differ where only c holds. The language does not choose one.",
    example: """
      refuse not-sold
        when vip and buyer is reseller or members is over 100
        say "Ask us for a price"
      """,
    cure: "Put brackets around what belongs together: `vip and (buyer is reseller or members is over 100)`.")
  package static let leftover = DiagnosticCode(
    id: "L132", title: "Who gets the leftover cents",
    meaning:
      "An amount that is spread over lines leaves some cents over. They go where the parts were cut most, or to the first line, or to the largest.",
    example: """
      value set-up-part
        is spread 100 over licences, leftover to the last
      """,
    cure: "Write `leftover to the first` or `leftover to the largest`, or leave it out.")
  package static let impossibleDate = DiagnosticCode(
    id: "L136", title: "A day that does not exist",
    meaning: "The month has no such day, or the year no such month.",
    example: """
      value fee-share
        is 5%
        to 2026-02-30
      """,
    cure: "Write a day that exists; the last of February is the 28th, in leap years the 29th.")
  package static let roundingMode = DiagnosticCode(
    id: "L153", title: "An unknown way of rounding",
    meaning:
      "There are several ways of rounding, and they give different amounts of money. A line that rounds says which it is.",
    example: """
      value fee-share
        is 10% / 3, rounded upwards to 0.1%
      """,
    cure: "Write one of the ways that the message lists; `half up` is the usual one.")
  package static let roundingStep = DiagnosticCode(
    id: "L154", title: "A rounding without its step",
    meaning: "A rounding says to what: to the cent, to 0.05 CHF, to whole months, to 0.1%.",
    example: """
      value fee-share
        is 10% / 3, rounded half up to tenths
      """,
    cure: "Write a step, such as `to cent` or `to 0.1%`.")
  package static let braceInText = DiagnosticCode(
    id: "L158", title: "Braces in a text",
    meaning:
      "Braces in a text print a figure by its name: {net}. Each opening one needs a closing one, and a name between.",
    example: """
      refuse too-many
        when members is over 100
        say "Ask us for a price for {members members"
      """,
    cure: "Write the name of one figure between the braces, without blanks. Give a formula a name first.")
}
