import Diagnostics
import PolicyModel

/// `tiers`: a figure by quantity, read on the whole quantity, slice by slice, or as the sum of each tier reached.
enum Tiers {
  static let codes: [DiagnosticCode] = [.tierReading]
  private static let readings: [TableDeclaration.Reading] = [.row, .slices, .reached]

  static let block = BlockDeclaration(
    word: "tiers", summary: "A figure by quantity.", defines: .value,
    clauses: [
      .init(
        "by", [.word("by"), .names], .once, summary: "Its keys; the last one is the quantity.", example: "by licences"),
      .init(
        "on the whole quantity", words("on the whole quantity"),
        summary: "The whole quantity gets the figure of the tier it falls in.", example: "on the whole quantity"),
      .init(
        "slice by slice", words("slice by slice"),
        summary: "Each part of the quantity gets the figure of its own tier.",
        example: "slice by slice"),
      .init(
        "each tier reached", words("each tier reached"), summary: "The figures of all tiers up to the quantity add up.",
        example: "each tier reached"),
      .init("per", [.word("per"), .unit], summary: "What an amount is per.", example: "per licence"),
      .init(
        "otherwise", [.word("otherwise"), .caseLine], summary: "What holds where no row fits.",
        example: "otherwise refuse \"Ask us for a price\""),
    ] + ClauseDeclaration.dates + ClauseDeclaration.notes,
    rows: .keyed, lower: lower)

  private static func words(_ phrase: String) -> [ClausePart] { phrase.split(separator: " ").map { .word(String($0)) } }

  private static func lower(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    let stated = readings.filter { block.clause($0.rawValue) != nil }
    var findings: [Diagnostic] = []
    if stated.count != 1 {
      let choices = readings.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      let place = stated.count > 1 ? block.clause(stated[1].rawValue)?.range ?? block.range : block.nameRange
      findings.append(
        Diagnostic(
          .tierReading,
          stated.isEmpty
            ? "tiers \(name.text) does not say how its tiers are read" : "tiers are read in one way, and this says two",
          at: place, cure: "keep one of the lines \(choices)"))
    }
    let reading = stated.first ?? .row
    let (table, rows) = block.tableDeclaration(promise: .oneRow, reading: reading)
    return Lowered(
      values: [
        ValueDeclaration(
          name: name, title: block.title, block: "tiers", body: .table(table), datedBy: block.datedBy,
          window: block.window, range: block.range)
      ], findings: findings + rows)
  }
}

extension DiagnosticCode {
  static let tierReading = DiagnosticCode(
    id: "L601", title: "Tiers do not say how they are read",
    meaning:
      "With the tiers 1 to 9 and 10 or more, a quantity of 12 can get the second figure as a whole, or nine parts the first and three the second. The two give different prices, so the block says which it is.",
    example: "tiers volume-discount \"Volume discount\"\n  by licences\n  1 to 9 | 0%\n  10 or more | 5%",
    cure: "Add one of the lines `on the whole quantity`, `slice by slice`, `each tier reached`.")
}
