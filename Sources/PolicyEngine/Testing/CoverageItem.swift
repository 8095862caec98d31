import Diagnostics
import PolicyLanguage
import PolicyProgram

/// One thing that a test can reach.
enum CoverageKey: Hashable {
  case rule(value: Int, position: Int)
  case row(table: Int, row: Int)
  /// What holds where no row of a table fits.
  case otherwise(table: Int)
  case effect(Int)
}

/// Something the author wrote that tests should reach: one of its keys is enough.
struct CoverageItem {
  /// A written row with lists in its cells is several rows of its table.
  var keys: [CoverageKey]
  var range: SourceRange
  var words: String
}

/// Where the tables of a program are read, and by what an author calls them.
struct CoverageTables {
  /// The tables that the result of each case reads, by value and case.
  private(set) var read: [[[Int]]]
  /// The value and the case that read a table; nil for one that nothing reads.
  private(set) var owners: [(value: Int, position: Int)?]
  /// The value an author can name: the price for a line of a price.
  private(set) var named: [Int]

  init(_ program: Program) {
    let graph = ReadGraph(program)
    owners = Array(repeating: nil, count: program.tables.count)
    named = Array(program.values.indices)
    read = []
    for (index, value) in program.values.enumerated() {
      read.append([])
      for (position, item) in value.cases.enumerated() {
        let tables = item.result < 0 ? [] : Self.tables(of: item.result, program, graph)
        for table in tables where owners[table] == nil { owners[table] = (index, position) }
        read[index].append(tables)
        for step in item.steps { named[step.value] = index }
      }
    }
  }

  private static func tables(of node: Int32, _ program: Program, _ graph: ReadGraph) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int32> = []
    var open = [node]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch program.nodes[Int(next)].operation {
      case .table: found.append(Int(program.nodes[Int(next)].first))
      case .input: break
      default:
        for place in Int(graph.starts[Int(next)])..<Int(graph.starts[Int(next) + 1]) where graph.reads[place] >= 0 {
          open.append(graph.reads[place])
        }
      }
    }
    return found
  }
}

/// Everything of a book that tests should reach.
struct CoverageItems {
  private(set) var items: [CoverageItem] = []
  private let program: Program
  private let sources: [SourceText]

  init(_ program: Program, sources: [SourceText], tables: CoverageTables) {
    self.program = program
    self.sources = sources
    for (index, value) in program.values.enumerated() where !value.isStep {
      for position in value.cases.indices {
        add([.rule(value: index, position: position)], value.cases[position].range, words(value, position))
      }
    }
    for (index, table) in program.tables.enumerated() {
      guard let owner = tables.owners[index] else { continue }
      addRows(of: table, index, program.values[tables.named[owner.value]].name)
    }
    for (index, effect) in program.effects.enumerated() {
      add([.effect(index)], effect.range, "\(effect.kind) \(effect.name)")
    }
    items.sort { ($0.range.source, $0.range.lower) < ($1.range.source, $1.range.lower) }
  }

  private mutating func addRows(of table: TableDefinition, _ index: Int, _ name: String) {
    var row = 0
    while row < table.rows.count {
      let range = table.rows[row].range
      var keys: [CoverageKey] = []
      while row < table.rows.count, table.rows[row].range == range {
        keys.append(.row(table: index, row: row))
        row += 1
      }
      add(keys, range, "\(name): the row \(written(range))")
    }
    if table.otherwise >= 0 || table.otherwiseRefusal != nil {
      add([.otherwise(table: index)], table.otherwiseRange, "\(name): \(written(table.otherwiseRange))")
    }
  }

  private mutating func add(_ keys: [CoverageKey], _ range: SourceRange, _ words: String) {
    guard sources.indices.contains(range.source) else { return }
    items.append(CoverageItem(keys: keys, range: range, words: words))
  }

  private func words(_ value: ValueDefinition, _ position: Int) -> String {
    let item = value.cases[position]
    if position >= value.baseCount {
      let targets = item.targets.map { $0 < value.baseCount ? value.name : value.cases[$0].name }.unique
      return "exception \(item.name)\(targets.isEmpty ? "" : " to " + targets.joined(separator: ", "))"
    }
    // The only result of a value is the value itself.
    return value.baseCount == 1 ? "\(value.block) \(value.name)" : "\(value.name): \(written(item.range))"
  }

  /// The first line of what was written, without its space.
  private func written(_ range: SourceRange) -> String {
    let bytes = sources[range.source].bytes
    let lower = min(max(0, range.lower), bytes.count)
    let text = String(decoding: bytes[lower..<min(max(lower, range.upper), bytes.count)], as: UTF8.self)
    let first = text.split(whereSeparator: \.isNewline).first ?? ""
    return first.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }
}
