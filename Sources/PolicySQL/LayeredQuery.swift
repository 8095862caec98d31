/// Columns in layers: each layer reads those below it, so that nothing is written twice.
struct LayeredQuery {
  let dialect: Dialect
  private(set) var layers: [[Column]] = []
  private var columns: [String: Expression] = [:]
  private var names: Set<String> = []

  struct Column {
    var name: String
    var text: String
  }

  init(_ dialect: Dialect) { self.dialect = dialect }

  /// The layers with what is read by some texts, directly or through other columns.
  func layers(readBy texts: [String]) -> [[Column]] {
    var read = Set(texts.flatMap(dialect.names))
    var kept: [[Column]] = []
    for layer in layers.reversed() {
      let columns = layer.filter { read.contains($0.name) }
      for column in columns { read.formUnion(dialect.names(in: column.text)) }
      if !columns.isEmpty { kept.append(columns) }
    }
    return kept.reversed()
  }

  /// A column of the lowest layer.
  mutating func reserve(_ name: String) { names.insert(name) }

  /// A name that no column has yet.
  mutating func freshName(_ wanted: String) -> String {
    var name = shortened(wanted, "")
    var number = 2
    while !names.insert(name).inserted {
      name = shortened(wanted, " \(number)")
      number += 1
    }
    return name
  }

  private func shortened(_ name: String, _ ending: String) -> String {
    guard let longest = dialect.longestName else { return name + ending }
    var short = name
    while short.utf8.count + ending.utf8.count > longest { short.removeLast() }
    return short + ending
  }

  /// The expression as a column, which can be read several times.
  mutating func column(_ expression: Expression, _ name: String) -> Expression {
    if expression.isPlain { return expression }
    if let known = columns[expression.text] { return known }
    let name = freshName(name)
    while layers.count <= expression.layer { layers.append([]) }
    layers[expression.layer].append(Column(name: name, text: expression.text))
    var column = Expression(dialect.name(name), isAtom: true, layer: expression.layer + 1, expression.kind)
    column.isColumn = true
    columns[expression.text] = column
    return column
  }
}
