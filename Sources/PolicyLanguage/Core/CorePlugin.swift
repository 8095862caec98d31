package import PolicyModel

/// The core's own block words, declared like a plugin's: so parser, formatter and completion treat all words alike.
package enum CorePlugin {
  /// The core vocabulary's part of every ``Vocabulary``.
  package static let plugin = Plugin(
    name: "core", summary: "The language itself.",
    blocks: [book, unit, list, input, value, exception, table, refuse, warn, check, test],
    units: [
      UnitDeclaration(name: "day", singular: "day", plural: "days"),
      UnitDeclaration(name: "week", singular: "week", plural: "weeks"),
      UnitDeclaration(name: "month", singular: "month", plural: "months"),
      UnitDeclaration(name: "year", singular: "year", plural: "years"),
    ], codes: DiagnosticCatalogue.all)

  private static let book = BlockDeclaration(
    word: "book", summary: "The heading of a folder of rules.", defines: .other,
    clauses: [
      .init(
        "language", [.word("language"), .choice(["1"])], .once, summary: "The version of the language.",
        example: "language 1"),
      .init(
        "currency", [.word("currency"), .constants], .once, summary: "The currencies an order can be in.",
        example: "currency EUR, USD"),
      .init(
        "month end", [.word("month"), .word("end"), .choice(["keep last day", "go to next month", "refuse"])],
        summary: "What a date becomes whose day its month does not have.", example: "month end keep last day"),
      .datedBy,
      .init(
        "shows", [.word("shows"), .names], .once, summary: "What a quote shows, in this order.",
        example: "shows net, vat, total"),
    ], lower: { _ in Lowered() })

  private static let unit = BlockDeclaration(
    word: "unit", summary: "A thing that is counted.", defines: .other, clauses: [], lower: { _ in Lowered() })

  private static let list = BlockDeclaration(
    word: "list", summary: "Countries or words that belong together.", defines: .value, clauses: [.datedBy],
    bareLine: .constants, rows: .entries, lower: { _ in Lowered() })

  private static let input = BlockDeclaration(
    word: "input", summary: "Something an order says.", defines: .value,
    clauses: [
      .init(
        "one of", [.word("one"), .word("of"), .constants], summary: "One word or one quantity of these.",
        example: "one of new, renewal"),
      .init(
        "any of", [.word("any"), .word("of"), .constants], summary: "Any number of these words.",
        example: "any of admin, viewer"),
      .init("yes or no", [.word("yes"), .word("or"), .word("no")], summary: "Yes or no.", example: "yes or no"),
      .init(
        "whole number", [.word("whole"), .word("number"), .range], summary: "A whole number, with its unit.",
        example: "whole number 1 to 100000 licences"),
      .init(
        "number", [.word("number"), .range], summary: "A number with decimals.",
        example: "number 0 to 10 in steps of 0.01"),
      .init(
        "percent", [.word("percent"), .range], summary: "A percentage.", example: "percent 0% to 60% in steps of 0.5%"),
      .init(
        "money", [.word("money"), .range], summary: "An amount in the order's currency.",
        example: "money 0 to 10000 in steps of 0.01"),
      .init("date", [.word("date"), .range], summary: "A day.", example: "date from 2026-01-01"),
      .init("country", [.word("country")], summary: "A country by its two letters.", example: "country"),
      .init("text", [.word("text")], summary: "Any text.", example: "text"),
      .init(
        "for each line", [.word("for"), .word("each"), .word("line")], summary: "Each line of the order has its own.",
        example: "for each line"),
      .init(
        "default", [.word("default"), .expression], summary: "What holds when nothing is said.",
        example: "default quote-date"),
      .init(
        "only when", [.word("only"), .word("when"), .condition], summary: "It is asked only where this holds.",
        example: "only when action is top-up"),
    ], lower: { _ in Lowered() })

  private static let oneOfWords = ClauseDeclaration(
    "one of", [.word("one"), .word("of"), .constants], summary: "The words its result may be.",
    example: "one of standard, reverse-charge")

  private static let value = BlockDeclaration(
    word: "value", summary: "A named figure.", defines: .value,
    clauses: [
      .init(
        "is", [.word("is"), .caseLine], .many, summary: "Its result, or one of several with conditions.",
        example: "is 12 months when action is renewal"),
      .init("are", [.word("are"), .caseLine], .many, summary: "The same as `is`.", example: "are 12 months"),
      .init(
        "otherwise", [.word("otherwise"), .caseLine], summary: "The result where no condition holds.",
        example: "otherwise 0%"),
      oneOfWords, .when,
    ] + ClauseDeclaration.dates + notesOfCases,
    lower: CoreLowering.value)

  /// Each of several results has its own reason, source and print.
  private static let notesOfCases = ClauseDeclaration.notes.map { note in
    var note = note
    note.occurs = .many
    return note
  }

  private static let exception = BlockDeclaration(
    word: "exception", summary: "A case that goes before what it is an exception to.", defines: .value,
    clauses: [
      .init("is", [.word("is"), .caseLine], summary: "Its result.", example: "is 0%"),
      .init("are", [.word("are"), .caseLine], summary: "The same as `is`.", example: "are 12 months"),
      .init("refuse", [.word("refuse"), .text], summary: "It gives no result.", example: "refuse \"Not sold here\""),
      .when,
      .init(
        "final", [.word("final")], summary: "No exception to it is allowed, and it goes before all others.",
        example: "final"),
    ] + ClauseDeclaration.dates + ClauseDeclaration.notes,
    lower: CoreLowering.exception)

  private static let table = BlockDeclaration(
    word: "table", summary: "Results by keys.", defines: .value,
    clauses: [
      .init("by", [.word("by"), .names], .once, summary: "Its keys.", example: "by country"),
      .init(
        "one row applies", [.word("one"), .word("row"), .word("applies")], summary: "For each order exactly one row.",
        example: "one row applies"),
      .init(
        "first row applies", [.word("first"), .word("row"), .word("applies")],
        summary: "The first row from above that fits.", example: "first row applies"),
      .init(
        "highest applies", [.word("highest"), .word("applies")], summary: "The highest result of the rows that fit.",
        example: "highest applies"),
      .init(
        "all rows add up", [.word("all"), .word("rows"), .word("add"), .word("up")],
        summary: "The sum of the results of the rows that fit.", example: "all rows add up"),
      .init("per", [.word("per"), .unit], summary: "The unit of bare amounts.", example: "per licence per month"),
      .init(
        "otherwise", [.word("otherwise"), .caseLine], summary: "What holds where no row fits.",
        example: "otherwise refuse \"No rate on file for {country}\""),
      oneOfWords,
    ] + ClauseDeclaration.dates + ClauseDeclaration.notes,
    rows: .keyed, lower: CoreLowering.table)

  private static let refuse = effect(
    "refuse", "A reason why there is no quote.", say: "say \"Remove members first\"", collection: "refusals")
  private static let warn = effect(
    "warn", "Something the quote should be read with.", say: "say \"The rate may change\"", collection: "warnings")

  private static func effect(_ word: String, _ summary: String, say: String, collection: String) -> BlockDeclaration {
    BlockDeclaration(
      word: word, summary: summary, defines: .effect(collection: collection),
      clauses: [
        .when, .init("say", [.word("say"), .text], .once, summary: "What it says.", example: say), .because, .source,
      ] + ClauseDeclaration.dates,
      lower: { CoreLowering.effect($0, collection: collection) })
  }

  private static let check = BlockDeclaration(
    word: "check", summary: "Something that must hold for all orders.", defines: .other, clauses: [.when],
    bareLine: .condition, lower: { _ in Lowered() })

  private static let test = BlockDeclaration(
    word: "test", summary: "One order and what is expected of it.", defines: .other,
    clauses: [
      .init(
        "given", [.word("given"), .assignments], .many, summary: "Inputs of the order.",
        example: "given action new, licences 3"),
      .init(
        "line", [.word("line"), .assignments], .many, summary: "One more line of the order.",
        example: "line licences 10"),
      .init(
        "expect", [.word("expect"), .expectations], .many, summary: "What must come out.",
        example: "expect net 47.52, admin-forfeit decides"),
    ], rows: .testTable, lower: { _ in Lowered() })
}
