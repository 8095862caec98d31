package import PolicyProgram
import Quantities

/// A book as one query over a table of orders: a row is one order of one line.
package struct SQLQuery: Sendable {
  package var program: Program
  package var dialect: Dialect
  /// The table's name, in its parts.
  package var table: [String]
  /// The column that tells orders apart; nil for none.
  package var key: String?
  /// The values asked for.
  package var figures: [Int]
  /// Whether the rules that decide are named.
  package var reasons: Bool

  package init(
    _ program: Program, dialect: Dialect, table: [String] = ["orders"], key: String? = nil, figures: [Int]? = nil,
    reasons: Bool = false
  ) {
    self.program = program
    self.dialect = dialect
    self.table = table
    self.key = key
    self.figures = figures ?? program.shows
    self.reasons = reasons
  }

  /// The query, with a line end at its end and no semicolon.
  package func text() throws(Untranslatable) -> String {
    var builder = QueryBuilder(program, dialect)
    builder.reserveNames()
    var figures: [(name: String, term: Term)] = []
    for value in self.figures { figures.append((program.values[value].name, try builder.term(ofValue: value))) }
    var refusals: [(name: String, term: Term)] = []
    for effect in program.effects where effect.collection == "refusals" {
      refusals.append((effect.name, try builder.fires(effect)))
    }
    try checkNames()
    let invalid = try builder.invalid()
    func valid(_ text: String) -> String {
      invalid.isFalse ? text : "CASE WHEN NOT \(invalid.text) THEN \(builder.indented(text)) END"
    }
    // The state is a column of its own, which every figure reads: an order that is not priced has no figures, so that
    // sums over all rows are sums over what is sold, as in a batch.
    let state = builder.state(figures.map(\.term), refusals.map(\.term), invalid: invalid)
    let stateName = dialect.name(QueryBuilder.stateName)
    var columns: [(text: String, name: String)] = []
    if let key { columns.append((dialect.name(QueryBuilder.keyName), key)) }
    columns.append((stateName, "state"))
    columns.append((valid(builder.named(refusals)), "refusals"))
    for (value, figure) in zip(self.figures, figures) {
      let result = try builder.result(figure.term, program.values[value])
      columns.append(("CASE WHEN \(stateName) = 'priced' THEN \(builder.indented(result)) END", figure.name))
    }
    if reasons { columns += builder.reasons().map { (valid($0.text), "\($0.name) decided by") } }
    return try text(builder, state: state, columns)
  }

  /// Names of the query's own columns.
  package static let ownColumns = ["state", "refusals"]

  /// Columns have names of their own, which the dialect can hold.
  private func checkNames() throws(Untranslatable) {
    for value in figures where Self.ownColumns.contains(program.values[value].name) || program.values[value].name == key
    {
      throw Untranslatable(
        "the query has another column “\(program.values[value].name)”", at: program.values[value].range,
        cure: "give one of them another name")
    }
    guard let longest = dialect.longestName else { return }
    let names =
      program.inputs.map { ($0.name, $0.range) } + figures.map { (program.values[$0].name, program.values[$0].range) }
    for (name, range) in names where name.utf8.count > longest {
      throw Untranslatable(
        "names have at most \(longest) letters in \(dialect.name)", at: range, cure: "find a shorter name")
    }
  }

  // MARK: Layers

  private func text(
    _ builder: QueryBuilder, state: String, _ columns: [(text: String, name: String)]
  ) throws(Untranslatable) -> String {
    let fence = dialect.fence.isEmpty ? "" : "\n  \(dialect.fence)"
    // No name of a layer may be the table's.
    var name = "layer"
    while table.last?.lowercased().hasPrefix(name) == true { name += "_" }
    var layers = builder.query.layers(readBy: [state] + columns.map(\.text))
    layers.append([LayeredQuery.Column(name: QueryBuilder.stateName, text: state)])
    var text = "-- \(program.name), rules \(program.hash.prefix(12)), for \(dialect.name)\n"
    if dialect == .spark, layers.count > 30 {
      // The analyser takes up to two rounds for a layer, and gives up after 100.
      text += "-- needs SET spark.sql.analyzer.maxIterations = \(layers.count * 3 + 100)\n"
    }
    text += "WITH \(name)_0 \(dialect.opening)\n  SELECT\n    \(list(try lowest(builder)))\n"
    text += "  FROM \(table.map(dialect.name).joined(separator: "."))\(fence)\n)"
    for (index, layer) in layers.enumerated() {
      text += ",\n\(name)_\(index + 1) \(dialect.opening)\n  SELECT *,\n    \(list(layer.map { ($0.text, $0.name) }))"
      text += "\n  FROM \(name)_\(index)\(fence)\n)"
    }
    return text + "\nSELECT\n  \(list(columns, indent: "  "))\nFROM \(name)_\(layers.count)\n"
  }

  /// What the table holds, as the query works with it.
  private func lowest(_ builder: QueryBuilder) throws(Untranslatable) -> [(text: String, name: String)] {
    var columns: [(text: String, name: String)] = []
    if let key { columns.append((dialect.name(key), QueryBuilder.keyName)) }
    for input in program.inputs {
      columns.append((try builder.reading(input), input.name))
      if try builder.condition(input) != nil {
        columns.append(("\(dialect.name(input.name)) IS NOT NULL", QueryBuilder.given(input)))
      }
    }
    return columns
  }

  private func list(_ columns: [(text: String, name: String)], indent: String = "    ") -> String {
    columns.map { column in
      let text = column.text.split(separator: "\n").joined(separator: "\n\(indent)")
      let name = dialect.name(column.name)
      return text == name ? name : "\(text) AS \(name)"
    }.joined(separator: ",\n\(indent)")
  }
}
