import Foundation
import PolicyLanguage
import PolicyModel
import PolicyProgram
import PolicySQL
import Quantities

@testable import PolicyEngine

/// A folder that databases are compared by: orders, what the engine makes of them, and the queries.
///
/// `orders.csv` has one column for each input and the column `id`; `schema.csv` the type of each; `expected.csv` what the
/// queries have to give; `<dialect>.sql` the queries, over the table `orders`.
struct WarehouseFolder {
  let engine: Engine
  let url: URL
  /// Values that are asked for.
  var figures: [Int]
  private(set) var states: [String: Int] = [:]

  init(_ book: RuleBook, at url: URL, figures: [Int]? = nil) {
    engine = Engine(book)
    self.url = url
    self.figures = figures ?? book.program.shows
  }

  private var program: Program { engine.program }

  /// Writes the queries; throws ``Untranslatable`` where the book has no exact words in SQL.
  func writeQueries() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for dialect in Dialect.all {
      let text = try SQLQuery(program, dialect: dialect, key: "id", figures: figures, reasons: true).text()
      try text.write(to: url.appending(path: "\(dialect.name).sql"), atomically: true, encoding: .utf8)
    }
    let schema = program.inputs.map { "\(Self.field($0.name)),\(Self.type($0))" }
    try (["id,number"] + schema).joined(separator: "\n").appending("\n")
      .write(to: url.appending(path: "schema.csv"), atomically: true, encoding: .utf8)
  }

  private static func type(_ input: InputDefinition) -> String {
    switch input.type {
    case .yesNo: "truth"
    case .date: "date"
    case .number(let number): number.isPercent ? "percent" : number.scale == 0 ? "whole" : "number"
    default: "text"
    }
  }

  /// Writes so many random orders and what the engine makes of them.
  mutating func writeOrders(_ count: Int, seed: UInt64) throws {
    var maker = OrderMaker(program, seed: seed)
    var orders = (["id"] + program.inputs.map(\.name)).map(Self.field).joined(separator: ",") + "\n"
    let deciding = self.deciding
    var expected =
      (["id", "state", "refusals"] + figures.map { program.values[$0].name }
      + deciding.map { "\(program.values[$0].name) decided by" }).map(Self.field).joined(separator: ",") + "\n"
    for id in 0..<count {
      let order = maker.order()
      orders +=
        "\(id)," + program.inputs.map { order[$0.name].map { Self.field($0.column) } ?? "" }.joined(separator: ",")
        + "\n"
      let result = self.expected(Order(inputs: order.mapValues(\.raw)), deciding)
      states[result[0] ?? "", default: 0] += 1
      expected += "\(id)," + result.map { $0.map(Self.field) ?? "" }.joined(separator: ",") + "\n"
    }
    try orders.write(to: url.appending(path: "orders.csv"), atomically: true, encoding: .utf8)
    try expected.write(to: url.appending(path: "expected.csv"), atomically: true, encoding: .utf8)
  }

  /// Texts stand in quotation marks; an empty field is no answer.
  private static func field(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// The values whose deciding case the query names, from the query itself.
  private var deciding: [Int] {
    guard let text = try? SQLQuery(program, dialect: .duckdb, figures: figures, reasons: true).text(),
      let last = text.range(of: "\nSELECT\n", options: .backwards)
    else { return [] }
    let ending = " decided by\""
    let columns = text[last.upperBound...].split(separator: "\n").compactMap { line -> Int? in
      guard let start = line.range(of: " AS \"", options: .backwards)?.upperBound,
        let end = line.range(of: ending, options: .backwards)?.lowerBound, start <= end,
        line.hasSuffix(ending) || line.hasSuffix(ending + ",")
      else { return nil }
      return program.value(named: String(line[start..<end]))
    }
    return columns
  }

  // MARK: The engine's answer

  private func expected(_ order: Order, _ deciding: [Int]) -> [String?] {
    guard case .success(let bound) = engine.bind(order) else {
      return ["invalid", nil] + figures.map { _ in nil } + deciding.map { _ in nil }
    }
    return engine.pool.withEvaluator(lines: 1) { evaluator in
      evaluator.begin(bound)
      var isMissing = false
      var isRefused = false
      func note(_ outcome: Outcome) {
        if outcome.state == .missing { isMissing = true }
        if outcome.state == .refused { isRefused = true }
      }
      let outcomes = figures.map { evaluator.evaluate(value: Int32($0), line: 0) }
      outcomes.forEach(note)
      var names: [String] = []
      for effect in program.effects where effect.collection == "refusals" {
        let fires = evaluator.fires(effect, line: 0)
        note(fires)
        if fires.isYes {
          names.append(effect.name)
          isRefused = true
        }
      }
      let rules = deciding.map { value -> String? in
        guard case .by(let position, _) = evaluator.decide(value: Int32(value), line: 0) else { return nil }
        let definition = program.values[value]
        if Int(position) >= definition.baseCount { return definition.cases[Int(position)].name }
        return definition.baseCount > 1 ? "\(definition.name) \(position + 1)" : definition.name
      }
      let state = isMissing ? "missing" : isRefused ? "refused" : "priced"
      // As in a batch: what is not sold has no figures.
      let texts = zip(figures, outcomes).map { state == "priced" ? text($1, program.values[$0].type, bound) : nil }
      return [state, names.isEmpty ? nil : names.joined(separator: ", ")] + texts + rules
    }
  }

  private func text(_ outcome: Outcome, _ type: ValueType, _ order: BoundOrder) -> String? {
    guard outcome.isKnown else { return nil }
    guard case .number(let number) = type else {
      if case .yesNo = type { return outcome.isYes ? "true" : "false" }
      return ValueText(plan: engine.plan, texts: order.texts).text(outcome, type)
    }
    precondition(outcome.isWhole, "a figure is rounded")
    let scale = number.isPercent ? number.scale - 2 : number.scale
    return scale >= 0
      ? ExactDecimal(digits: outcome.numerator, scale: scale).description
      : "\(outcome.numerator * (PowerOfTen.value(-scale) ?? 1))"
  }
}
