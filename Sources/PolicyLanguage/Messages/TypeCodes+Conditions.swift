package import Diagnostics

/// Conditions, dates, keys and lines: what can be asked of what.
extension DiagnosticCode {
  static let conditionCodes: [DiagnosticCode] = [
    argumentType, checkWithoutCondition, dateArithmetic, dateExpected, dateWordForNumber, datedByKey, datedByNoDate,
    datedListInCell, dayNumber, emptyRange, hasForIs, hasNeedsSet, inputRange, keyKind, keyUnrounded, listKind,
    mixedTypes, noDatedBy, noOrder, notACondition, notPerLine, numberWordForDate, percentCompared, sliceKey,
    spreadAmount, spreadWeight, startsNeedsText, tableNeedsNumbers,
  ]

  package static let argumentType = DiagnosticCode(
    id: "L302", title: "A phrase is given something of the wrong kind",
    meaning: "The phrase needs a date, a period or a number in this place, and something else stands there.",
    example: """
      value next-billing-day
        is anniversary of members by 1 month, on or after quote-date
      """,
    cure: "Write the phrase as the message shows it.")
  package static let checkWithoutCondition = DiagnosticCode(
    id: "L305", title: "A check that says nothing",
    meaning: "A check states what must hold for all orders. This one has a title only.",
    example: """
      check "Nobody is paid to buy"
      """,
    cure: "Write the condition below it, such as `net is 0 or more`.")
  package static let dateArithmetic = DiagnosticCode(
    id: "L307", title: "Something is added to a date that cannot be",
    meaning:
      "To a date can be added whole days, weeks, months or years, and the line says which. Two dates can be taken from each other, not added.",
    example: """
      value reminder-day
        is quote-date + 14
      """,
    cure: "Say the unit: `quote-date + 14 days`.")
  package static let dateExpected = DiagnosticCode(
    id: "L308", title: "A date is needed",
    meaning: "Spans of time, months and weekdays are asked of dates, and this is none.",
    example: """
      value months-left
        is months from quote-date until term, rounded up
      """,
    cure: "Name an input or a value that is a date.")
  package static let dateWordForNumber = DiagnosticCode(
    id: "L309", title: "A word for dates about a number",
    meaning: "`before`, `after`, `or later` and `or earlier` are said of days.",
    example: """
      refuse too-many
        when members is after 100
        say "Ask us for a price"
      """,
    cure: "Write `over`, `under`, `or more` or `or less`.")
  package static let datedByKey = DiagnosticCode(
    id: "L310", title: "A key that also dates the rows",
    meaning:
      "The same date cannot choose the row by its column and by `from` and `to` as well: one of them would be idle.",
    example: """
      table seasonal-share
        by quote-date
        one row applies
        2026-07-01 or later | 5% | from 2026-01-01
        before 2026-07-01 | 0%
      """,
    cure: "Write the days in the key's column only, or take the key out and date the rows.")
  package static let datedByNoDate = DiagnosticCode(
    id: "L311", title: "`dated by` something that is no date",
    meaning: "`from` and `to` are days. They can be compared with a date of the order only.",
    example: """
      value fee-share
        is 5%
        dated by members
        from 2026-01-01
      """,
    cure: "Name an input or a value that is a date.")
  package static let datedListInCell = DiagnosticCode(
    id: "L312", title: "A list with dates in a cell",
    meaning: "Who is in the list changes with the day, and the cells of a table cannot follow that.",
    example: """
      list union "Member states"
        HR | from 2026-07-01
      table vat-share
        by country
        first row applies
        in union | 25%
      """,
    cure: "Ask `country is in union` in a value that is yes or no, and make that value the key.")
  package static let dayNumber = DiagnosticCode(
    id: "L313", title: "No such day of a month",
    meaning: "The day of a month is a whole number from 1 to 31. A month that is shorter gives its last day.",
    example: """
      value billing-day
        is day 32 in the month of quote-date
      """,
    cure: "Write a day from 1 to 31; `day 31` is the last day of every month.")
  package static let emptyRange = DiagnosticCode(
    id: "L315", title: "A range that nothing lies in",
    meaning: "The end of the range is before its beginning, so it could never hold.",
    example: """
      refuse too-many
        when members is 100 to 10
        say "Ask us for a price"
      """,
    cure: "Write the smaller end first.")
  package static let hasForIs = DiagnosticCode(
    id: "L316", title: "“is” asked of several words",
    meaning: "The input can have several of its words at once, so a line asks whether it has one of them.",
    example: """
      refuse not-allowed
        when roles is viewer
        say "Only administrators can order"
      """,
    cure: "Write `roles has viewer`.")
  package static let hasNeedsSet = DiagnosticCode(
    id: "L317", title: "“has” asked of one word",
    meaning: "“has” asks an input that can have several words at once. This one is a single thing.",
    example: """
      refuse not-yet
        when action has renewal
        say "Renewals open in May"
      """,
    cure: "Write `action is renewal`.")
  package static let inputRange = DiagnosticCode(
    id: "L318", title: "The range of an input does not fit its kind",
    meaning:
      "The ends of a percentage are percentages, those of a whole number are whole, and a number or an amount has both.",
    example: """
      input bonus
        percent 0 to 60
      """,
    cure: "Write the range in the input's own kind: `percent 0% to 60%`.")
  package static let keyKind = DiagnosticCode(
    id: "L319", title: "A set of words as a key",
    meaning: "The rows of a table are found by one value for each key, and this input can have several words at once.",
    example: """
      table role-share
        by roles
        one row applies
        admin | 5%
        viewer | 0%
      """,
    cure: "Ask `roles has admin` in a value that is yes or no, and make that value the key.")
  package static let keyUnrounded = DiagnosticCode(
    id: "L320", title: "The result of a division as a key",
    meaning: "A third has no end of decimals, so it cannot be compared with the cells of a column.",
    example: """
      value third
        is members / 3
      tiers group-discount
        by third
        on the whole quantity
        0 or more | 5%
      """,
    cure: "Round it first: `members / 3, rounded down to whole`.")
  package static let listKind = DiagnosticCode(
    id: "L321", title: "Asked of the wrong kind of list",
    meaning: "A country can be in a list of countries, a word in a list of words.",
    example: """
      refuse not-sold
        when buyer is in EU
        say "Not sold there"
      """,
    cure: "Ask an input of the list's kind, or name another list.")
  package static let mixedTypes = DiagnosticCode(
    id: "L324", title: "Things of two kinds are compared",
    meaning: "A date cannot be compared with a number, nor a country with a word.",
    example: """
      refuse too-late
        when quote-date is 2026
        say "Too late"
      """,
    cure: "Compare things of one kind; for the year of a date write `year of quote-date`.")
  package static let noDatedBy = DiagnosticCode(
    id: "L327", title: "Dates, and nothing they are read against",
    meaning:
      "An order has several dates: of the quote, of the payment, of the end. Which of them `from` and `to` are about must be said.",
    example: """
      book shop "Shop"
        language 1
        currency EUR, USD
        shows net
      value fee-share
        is 5% from 2026-01-01
      """,
    cure: "Add `dated by quote-date` to the block, or to the book for all blocks.")
  package static let noOrder = DiagnosticCode(
    id: "L328", title: "More or less of something without an order",
    meaning: "Words, countries and texts can be equal or not, but none of them is more than another.",
    example: """
      refuse not-yet
        when action is over new
        say "Renewals open in May"
      """,
    cure: "Ask `is` or `is not`.")
  package static let notACondition = DiagnosticCode(
    id: "L329", title: "A condition is needed",
    meaning: "Behind `when` stands something that holds or does not. An amount or a word alone does neither.",
    example: """
      refuse too-many
        when members
        say "Ask us for a price"
      """,
    cure: "Compare it with something: `members is over 100`.")
  package static let notPerLine = DiagnosticCode(
    id: "L331", title: "The order and its lines are mixed up",
    meaning:
      "`sum of`, `count of` and their kin go over the lines of an order. What is the same for all lines has no sum.",
    example: """
      value all-members
        is sum of members
      """,
    cure: "Leave `sum of` out, or read something that each line has of its own.")
  package static let numberWordForDate = DiagnosticCode(
    id: "L332", title: "A word for numbers about a date",
    meaning: "`over`, `under`, `or more` and `or less` are said of numbers.",
    example: """
      refuse too-late
        when quote-date is over 2026-12-31
        say "Too late"
      """,
    cure: "Write `after`, `before`, `or later` or `or earlier`.")
  package static let percentCompared = DiagnosticCode(
    id: "L334", title: "A percentage compared with a number",
    meaning: "20% and 20 are different things: the first is a fifth.",
    example: """
      refuse too-cheap
        when agreed-discount is over 20
        say "Ask your manager"
      """,
    cure: "Write both with %, or both without.")
  package static let sliceKey = DiagnosticCode(
    id: "L338", title: "Slices of something that is no quantity",
    meaning:
      "`slice by slice` and `each tier reached` cut the last key into slices, so it must be a number or an amount.",
    example: """
      tiers term-share
        by licences, buyer
        slice by slice
        1 or more | reseller | 5%
        1 or more | customer | 0%
      """,
    cure: "Name the quantity last in the line `by`, and in the last key's column of each row.")
  package static let spreadAmount = DiagnosticCode(
    id: "L339", title: "Something that cannot be spread",
    meaning:
      "Only an amount of the whole order, in whole cents, or a whole number of things can be spread over its lines.",
    example: """
      value members-part
        is spread members / 3 over licences
      """,
    cure: "Round it first, in a value of its own; bring what each line has to the order with `sum of`.")
  package static let spreadWeight = DiagnosticCode(
    id: "L340", title: "Spread over something that lines do not have",
    meaning: "An amount is spread over a number that each line has of its own, and that is never negative.",
    example: """
      value members-part
        is spread members over 3
      """,
    cure: "Name an input or a value that each line has, such as `licences`.")
  package static let startsNeedsText = DiagnosticCode(
    id: "L341", title: "“starts with” asked of something that is no text",
    meaning: "Only what an order says as text begins with letters.",
    example: """
      refuse not-yet
        when action starts with "re"
        say "Renewals open in May"
      """,
    cure: "Declare the input as `text`, or compare with `is`.")
  package static let tableNeedsNumbers = DiagnosticCode(
    id: "L342", title: "Rows that have no order and no sum",
    meaning:
      "`highest applies`, `all rows add up` and tiers cut in slices compute with the results, which must be numbers.",
    example: """
      table who-is-told
        by buyer
        highest applies
        one of reseller, customer
        any | reseller
      """,
    cure: "Use `one row applies` or `first row applies`.")
}
