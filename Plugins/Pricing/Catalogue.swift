import PolicyModel

/// `catalogue`: list prices by keys, each row with its dates.
enum Catalogue {
  static let block = BlockDeclaration(
    word: "catalogue", summary: "List prices by keys.", defines: .value,
    clauses: [
      .init("per", [.word("per"), .unit], summary: "What a price is per.", example: "per licence per month"),
      .init("by", [.word("by"), .names], .once, summary: "Its keys.", example: "by currency, term"),
      .init(
        "otherwise", [.word("otherwise"), .caseLine], summary: "What holds where no row fits.",
        example: "otherwise refuse \"No price in {currency}\""),
    ] + ClauseDeclaration.dates + ClauseDeclaration.notes,
    rows: .keyed, lower: lower)

  private static func lower(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    let (table, findings) = block.tableDeclaration(promise: .oneRow)
    return Lowered(
      values: [
        ValueDeclaration(
          name: name, title: block.title, block: "catalogue", body: .table(table), datedBy: block.datedBy,
          window: block.window, range: block.range)
      ], findings: findings)
  }
}
