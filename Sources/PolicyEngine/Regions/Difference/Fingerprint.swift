import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// What parts of a program say, whatever their places in it: two programs that say the same have the same prints.
///
/// Numbers count by their value, not by the scale they are kept at; sums and products by their members, not by the order
/// in which they stand.
struct Fingerprints {
  private(set) var nodes: [Fingerprint]
  /// All that a value says, with all that it reads.
  private(set) var deep: [Fingerprint]
  /// What a value says itself; what it reads by name.
  private(set) var own: [Fingerprint]
  private let program: Program

  init(_ program: Program) {
    self.program = program
    nodes = [Fingerprint](repeating: Fingerprint(), count: program.nodes.count)
    deep = [Fingerprint](repeating: Fingerprint(), count: program.values.count)
    own = deep
    let named = Self.prints(program) { value, _ in Fingerprint("value", program.values[value].name) }
    own = named.values
    let full = Self.prints(program) { value, values in values[value] }
    nodes = full.nodes
    deep = full.values
  }

  private static func prints(
    _ program: Program, _ read: (Int, [Fingerprint]) -> Fingerprint
  ) -> (nodes: [Fingerprint], values: [Fingerprint]) {
    var nodes = [Fingerprint](repeating: Fingerprint(), count: program.nodes.count)
    var values = [Fingerprint](repeating: Fingerprint(), count: program.values.count)
    var isDone = [Bool](repeating: false, count: program.values.count)
    func node(_ index: Int32) -> Fingerprint { index < 0 ? Fingerprint("none") : nodes[Int(index)] }
    func text(_ template: TextTemplate?) -> Fingerprint {
      var print = Fingerprint("text")
      for part in template?.parts ?? [] {
        switch part {
        case .literal(let text): print.mix(Fingerprint("literal", text))
        case .node(let index): print.mix(node(index))
        }
      }
      return print
    }
    func finish(_ value: Int) {
      if isDone[value] { return }
      isDone[value] = true
      let definition = program.values[value]
      var print = Fingerprint("value", "")
      for item in definition.cases {
        print.mix(
          Fingerprint(item.name, "\(item.targets) \(item.isFinal) \(item.isOtherwise) \(item.firstDay) \(item.lastDay)")
        )
        print.mix(node(item.condition))
        print.mix(node(item.dateNode))
        print.mix(item.result >= 0 ? node(item.result) : text(item.refusal))
      }
      values[value] = print
    }
    for (index, record) in program.nodes.enumerated() {
      switch record.operation {
      case .value, .ruleState: finish(Int(record.first))
      default: break
      }
      nodes[index] = print(of: record, index, program, nodes) { read($0, values) }
    }
    for value in program.values.indices { finish(value) }
    return (nodes, values)
  }

  private static func print(
    of record: Node, _ index: Int, _ program: Program, _ nodes: [Fingerprint], _ value: (Int) -> Fingerprint
  ) -> Fingerprint {
    func node(_ index: Int32) -> Fingerprint { index < 0 ? Fingerprint("none") : nodes[Int(index)] }
    var print = Fingerprint("node", "\(record.operation)")
    switch record.operation {
    case .constant: return constant(record.constant, program.types[index], program)
    case .input: return Fingerprint("input", program.inputs[Int(record.first)].name)
    case .startsWith:
      print.mix(Fingerprint(program.inputs[Int(record.first)].name, program.strings[Int(record.second)]))
    case .value: return value(Int(record.first))
    case .rescale: return node(record.first)
    case .add, .multiply, .minimum, .maximum, .equal, .notEqual, .and, .or:
      print.mixUnordered([node(record.first), node(record.second)])
    case .round(let mode, let target):
      print.mix(node(record.first))
      let scale = program.types[index].number?.scale ?? 0
      let step =
        switch target {
        case .minorUnit: minorUnits(program)
        // The last digit that is kept.
        case .quotient: decimal(1, scale)
        case .multiple: decimal(record.constant, scale)
        }
      print.mix(Fingerprint("round", "\(mode) \(target == .minorUnit) \(step)"))
    case .inList:
      print.mix(node(record.first))
      print.mix(node(record.third))
      let list = program.lists[Int(record.second)]
      let entries = list.entries.map { entry in
        "\(list.isCountries ? Country.code(at: entry.code) : program.words[entry.code]) \(entry.firstDay) \(entry.lastDay)"
      }
      print.mix(Fingerprint("list", entries.sorted().joined(separator: ",")))
    case .has:
      print.mix(node(record.first))
      if case .words(let codes) = program.types[Int(record.first)] {
        print.mix(Fingerprint("word", program.words[codes[Int(record.constant)]]))
      }
    case .spanWhole, .spanExact:
      print.mix(node(record.first))
      print.mix(node(record.second))
      print.mix(Fingerprint("span", "\(program.spans[Int(record.third)]) \(record.operation)"))
    case .addDays, .addMonths, .dayInMonth:
      print.mix(node(record.first))
      print.mix(node(record.second))
      print.mix(Fingerprint("date", "\(record.constant) \(program.monthEnd)"))
    case .datePart(let part):
      print.mix(node(record.first))
      print.mix(Fingerprint("part", "\(part)"))
    case .aggregate(let aggregate):
      print.mix(node(record.first))
      print.mix(Fingerprint("aggregate", "\(aggregate)"))
    case .spread:
      let rule = program.spreads[Int(record.third)]
      for part in [rule.amount, rule.weight, rule.cap] { print.mix(node(part)) }
      let scale = program.types[Int(rule.amount)].number?.scale ?? 0
      let step = rule.step == 0 ? minorUnits(program) : decimal(rule.step, scale)
      print.mix(Fingerprint("spread", "\(rule.leftover) \(step)"))
    case .table: print.mix(table(program.tables[Int(record.first)], program, nodes))
    case .call(let period):
      for operand in program.operands[Int(record.second)...].prefix(Int(record.third)) { print.mix(node(operand)) }
      // The end of a month is handed to every function.
      print.mix(
        Fingerprint("call", "\(program.functions[Int(record.first)].name) \(period) \(program.monthEnd)"))
    case .ruleState(let question):
      print.mix(value(Int(record.first)))
      let cases = program.values[Int(record.first)].cases
      let other = Int(truncatingIfNeeded: record.constant)
      print.mix(
        Fingerprint(
          "state",
          "\(cases[Int(record.second)].name) \(question) \(cases.indices.contains(other) ? cases[other].name : "")")
      )
    case .subtract, .divide, .less, .lessOrEqual:
      print.mix(node(record.first))
      print.mix(node(record.second))
    case .negate, .not: print.mix(node(record.first))
    }
    return print
  }

  private static func table(_ table: TableDefinition, _ program: Program, _ nodes: [Fingerprint]) -> Fingerprint {
    var print = Fingerprint("table", "\(table.promise) \(table.reading)")
    for key in table.keys { print.mix(nodes[Int(key)]) }
    if table.dateNode >= 0 { print.mix(nodes[Int(table.dateNode)]) }
    let rows = table.rows.indices.map { row(table, $0, program, nodes) }
    // Only the first row that applies depends on the order of rows.
    if table.promise == .firstRow { for row in rows { print.mix(row) } } else { print.mixUnordered(rows) }
    if table.otherwise >= 0 { print.mix(nodes[Int(table.otherwise)]) }
    if table.otherwiseRefusal != nil { print.mix(Fingerprint("refuses")) }
    return print
  }

  /// What a row says: its keys by value, and its result.
  static func row(_ table: TableDefinition, _ row: Int, _ program: Program, _ nodes: [Fingerprint]) -> Fingerprint {
    var print = Fingerprint("row")
    let width = table.columnCount
    for column in 0..<width {
      let node = column < table.keys.count ? table.keys[column] : table.dateNode
      var (lower, upper) = (table.lowers[row * width + column], table.uppers[row * width + column])
      let record = program.nodes[Int(node)]
      if record.operation == .input, [.date].contains(program.types[Int(node)]) {
        // Days before the first and behind the last that an order can have are all one.
        let input = program.inputs[Int(record.first)]
        if Int128(lower) <= input.lower { lower = .min }
        if Int128(upper) >= input.upper { upper = .max }
      }
      for bound in [lower, upper] {
        print.mix(
          bound == .min || bound == .max
            ? Fingerprint("open") : constant(Int128(bound), program.types[Int(node)], program))
      }
    }
    print.mix(table.rows[row].result >= 0 ? nodes[Int(table.rows[row].result)] : Fingerprint("refuses"))
    return print
  }

  private static func constant(_ value: Int128, _ type: ValueType, _ program: Program) -> Fingerprint {
    switch type {
    case .number(let number): return Fingerprint("number", decimal(value, number.scale))
    case .word:
      let index = Int(clamping: value)
      return Fingerprint("word", program.words.indices.contains(index) ? program.words[index] : "?")
    case .words(let codes):
      let words = codes.indices.filter { $0 < 127 && value >> Int128($0) & 1 == 1 }.map { program.words[codes[$0]] }
      return Fingerprint("words", words.sorted().joined(separator: ","))
    case .text:
      let index = Int(clamping: value)
      return Fingerprint("string", program.strings.indices.contains(index) ? program.strings[index] : "?")
    default: return Fingerprint("constant", "\(value)")
    }
  }

  /// What “to cent” means in the book.
  private static func minorUnits(_ program: Program) -> String {
    "minor " + program.currencies.map { "\($0.code) \($0.minorDigits)" }.sorted().joined(separator: ",")
  }

  private static func decimal(_ value: Int128, _ scale: Int) -> String {
    var (value, scale) = (value, scale)
    while scale > 0, value % 10 == 0 {
      value /= 10
      scale -= 1
    }
    return "\(value)e\(scale)"
  }
}

/// 128 bits of what something says.
struct Fingerprint: Hashable {
  private var high: UInt64 = 0xcbf2_9ce4_8422_2325
  private var low: UInt64 = 0x9e37_79b9_7f4a_7c15

  init(_ parts: String...) {
    for part in parts {
      for byte in part.utf8 { mix(UInt64(byte) &+ 1) }
      mix(0x1f)
    }
  }

  private mutating func mix(_ word: UInt64) {
    high = (high ^ word) &* 0x0000_0100_0000_01b3
    low = (low &+ word) &* 0xff51_afd7_ed55_8ccd
    low ^= low >> 29
    high ^= low
  }

  mutating func mix(_ other: Fingerprint) {
    mix(other.high)
    mix(other.low)
  }

  /// Members whose order does not matter.
  mutating func mixUnordered(_ others: [Fingerprint]) {
    for other in others.sorted(by: { ($0.high, $0.low) < ($1.high, $1.low) }) { mix(other) }
  }
}
