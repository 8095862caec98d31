import Diagnostics
import Foundation
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

@testable import listino

/// The rows of the benchmark are the same orders as text, as JSON and as codes.
@Suite struct BatchRowsTests {
  static let rows = BatchRows(500)

  static func engine() throws -> Engine {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/policy/policy.rules")
    let source = SourceText(name: "policy.rules", text: try String(contentsOf: file, encoding: .utf8))
    let vocabulary = try Vocabulary([CorePlugin.plugin] + Plugins.all)
    return Engine(try #require(BookLoader.load([source], vocabulary: vocabulary).book))
  }

  /// The inputs of the policy among a row's fields.
  static func order(_ fields: [String: String]) -> Order {
    var inputs: [String: String] = [:]
    for (name, value) in fields where !["id", "customer"].contains(name) && !value.isEmpty {
      let isAnswer = ["vat_valid", "reseller", "own_admin"].contains(name)
      inputs[name.replacing("_", with: "-")] = isAnswer ? ["0": "no", "1": "yes"][value] ?? value : value
    }
    return Order(inputs: inputs)
  }

  static func expectSameOrders(_ orders: [Order]) throws {
    let engine = try engine()
    let coding = try PolicyCoding(engine)
    try #require(orders.count == rows.count)
    for (row, order) in orders.enumerated() {
      let read = try engine.bind(order).get().answers.sorted { $0.input < $1.input }
      #expect(read == coding.order(rows, row).answers.sorted { $0.input < $1.input }, "row \(row)")
    }
  }

  @Test func asCommaSeparatedValues() throws {
    let lines = String(decoding: Self.rows.csv(), as: UTF8.self).split(separator: "\n")
    let names = lines[0].split(separator: ",").map(String.init)
    try Self.expectSameOrders(
      lines.dropFirst().map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return Self.order(Dictionary(uniqueKeysWithValues: zip(names, fields)))
      })
  }

  @Test func asJSON() throws {
    let lines = String(decoding: Self.rows.jsonLines(), as: UTF8.self).split(separator: "\n")
    try Self.expectSameOrders(
      lines.map { line in
        let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        return Self.order(object.mapValues { "\($0)" })
      })
  }

  /// The function in C agrees with itself, one order at a time and in columns.
  @Test func functionOfOneOrder() {
    var function = PolicyFunction(Self.rows)
    function.priceColumns()
    #expect(PolicyFunction.checksum(function.orders(Self.rows.count)) == function.checksum(Self.rows.count))
  }

  @Test func functionIsThePolicy() throws {
    let engine = try Self.engine()
    let coding = try PolicyCoding(engine)
    var function = PolicyFunction(Self.rows)
    function.priceColumns()
    var checksum = PolicyChecksum()
    var amounts: [Engine.Amount] = []
    for row in 0..<Self.rows.count {
      engine.amounts(coding.order(Self.rows, row), into: &amounts)
      let figures = try amounts.map { try #require($0.state == .known ? Int64(exactly: $0.numerator) : nil) }
      checksum.add(net: figures[0], vat: figures[1], flags: figures[3])
    }
    #expect(checksum.sum == function.checksum(Self.rows.count))
  }
}
