import Diagnostics
import PolicyModel
import Quantities

/// A plugin that only the tests have. It adds a unit, a function that gives that unit, a block word for amounts and a
/// block word for effects with a collection of their own; the core knows nothing of any of them.
enum Shipping {
  static let plugin = Plugin(
    name: "shipping", summary: "Parcels, freight and who carries them.", blocks: [freight, dispatch],
    functions: [packing], units: [UnitDeclaration(name: "parcel", singular: "parcel", plural: "parcels")],
    codes: [.freightWithoutParcels])

  /// `packing of THINGS with SIZE each`: how many parcels it takes.
  private static let packing = FunctionDeclaration(
    name: "packing",
    phrase: [
      .word("packing"), .word("of"), .argument("the number of things", .number(unit: nil, 0, 1_000_000)),
      .word("with"), .argument("the size of a parcel", .number(unit: nil, 0, 1_000)), .word("each"),
    ],
    result: .number(unit: "parcel", 0, 1_000_000), summary: "How many parcels some things fill.",
    example: "packing of members with 12 each"
  ) { arguments in
    if arguments[1] == 0 { return .refused("nothing fits into a parcel of size 0") }
    return .value((arguments[0] + arguments[1] - 1) / arguments[1])
  }

  /// `freight NAME`: a price for each parcel, times the parcels.
  private static let freight = BlockDeclaration(
    word: "freight", summary: "What the parcels cost.", defines: .value,
    clauses: [
      .init("parcels", [.word("parcels"), .expression], summary: "How many.", example: "parcels 3 parcels"),
      .init(
        "each parcel", [.word("each"), .word("parcel"), .expression], .once, summary: "What one costs.",
        example: "each parcel 5 EUR per parcel"),
    ] + ClauseDeclaration.dates,
    lower: lowerFreight)

  /// `dispatch NAME`: parcels that go out, collected in the quote as dispatches.
  private static let dispatch = BlockDeclaration(
    word: "dispatch", summary: "Parcels that go out.", defines: .effect(collection: "dispatches"),
    clauses: [
      .when,
      .init(
        "carrier", [.word("carrier"), .wordOf(list: "carriers")], .once, summary: "Who carries them.",
        example: "carrier post"),
      .init("count", [.word("count"), .expression], .once, summary: "How many.", example: "count 3 parcels"),
      .init("label", [.word("label"), .text], summary: "What is on them.", example: "label \"With care\""),
    ],
    lower: lowerDispatch)

  private static func lowerFreight(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name, let price = block.clause("each parcel")?.expression() else { return Lowered() }
    guard let count = block.clause("parcels")?.expression() else {
      return Lowered(findings: [
        Diagnostic(
          .freightWithoutParcels, "freight \(name.text) does not say how many parcels", at: name.range,
          cure: "add a line `parcels …`")
      ])
    }
    let rounding = RoundingSyntax(mode: .halfUp, step: .cent, range: block.range)
    let amount = ExpressionSyntax(.binary(.multiply, price, count), price.range)
    let result = ExpressionSyntax(.rounded(amount, rounding), price.range)
    return Lowered(values: [
      ValueDeclaration(
        name: name, title: block.title, block: "freight",
        body: .cases([CaseDeclaration(result: .expression(result), range: block.range)]), datedBy: block.datedBy,
        window: block.window, requires: .amount, range: block.range)
    ])
  }

  private static func lowerDispatch(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    var fields: [EffectDeclaration.Field] = []
    if let carrier = block.clause("carrier")?.word() {
      fields.append(.init("carrier", .wordOf(list: "carriers", carrier)))
    }
    if let count = block.clause("count")?.expression() { fields.append(.init("count", .expression(count))) }
    if let label = block.clause("label")?.text() { fields.append(.init("label", .text(label))) }
    return Lowered(effects: [
      EffectDeclaration(
        kind: "dispatch", name: name, title: block.title, when: block.clause("when")?.expression(), fields: fields,
        range: block.range)
    ])
  }
}

extension DiagnosticCode {
  fileprivate static let freightWithoutParcels = DiagnosticCode(
    id: "T901", title: "Freight for no parcels",
    meaning: "Freight is paid for each parcel, so it says how many there are.",
    example: "freight post \"Freight\"\n  each parcel 5 EUR per parcel", cure: "Add a line `parcels …`.")
}
