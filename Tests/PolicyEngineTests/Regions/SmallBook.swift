/// A random book so small that every order of it can be priced: inputs with few answers, values with exceptions of
/// exceptions, tables, dates, refusals and checks.
struct SmallBook {
  private var random: SeededGenerator
  private var inputs: [Input] = []
  private var blocks: [String] = []
  /// Names of values so far, by what they are.
  private var values: [Kind: [String]] = [:]
  private var lineValues: Set<String> = []
  private var count = 0
  /// How many orders of one line there are.
  private var orders = 1

  private enum Kind { case number, word, percent, condition }

  private struct Input {
    var name: String
    var kind: Sort
    var isPerLine = false

    enum Sort {
      case choice(Int)
      case yesNo
      case number(Int)
      case day(Int)
      case roles(Int)
      case share(Int)
    }
  }

  private static let limit = 2_500

  /// What a book shall have: conditions on figures make questions harder.
  struct Flavour {
    var figures = 25
    var lines = true
    var refusals = true
    var tables = 50
    /// Prices with tiers, discounts and roundings.
    var prices = false
  }

  private let flavour: Flavour

  private init(_ seed: UInt64, _ flavour: Flavour) {
    random = SeededGenerator(seed)
    self.flavour = flavour
  }

  /// The text of a book.
  static func text(seed: UInt64, flavour: Flavour = Flavour()) -> String {
    var book = SmallBook(seed, flavour)
    return book.make()
  }

  // MARK: Chance

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }
  private mutating func pick<T>(_ items: [T]) -> T { items[number(0...items.count - 1)] }

  private mutating func fresh(_ word: String) -> String {
    count += 1
    return "\(word)\(count)"
  }

  // MARK: The book

  private mutating func make() -> String {
    let wanted = number(2...6)
    while inputs.count < wanted { addInput() }
    for _ in 0..<number(2...5) {
      if chance(flavour.tables) { addTable() } else { addValue() }
    }
    if flavour.prices { for _ in 0..<number(1...3) { addPrice() } }
    if flavour.refusals {
      for _ in 0..<number(0...2) {
        let name = fresh("refusal-")
        blocks.append("refuse \(name)\n  when \(condition(2, isPerLine: false))\n  say \"no\"")
      }
      if chance(40) {
        let name = fresh("warning-")
        blocks.append("warn \(name)\n  when \(condition(2, isPerLine: false))\n  say \"look\"")
      }
    }
    for _ in 0..<number(0...2) {
      let title = fresh("check ")
      let guarded = chance(40) ? "\n  when \(condition(1, isPerLine: false))" : ""
      blocks.append("check \"\(title)\"\n  \(condition(2, isPerLine: false))\(guarded)")
    }
    var head = "book small \"Small\"\n  language 1\n  currency EUR\n  shows total\n\n"
    for input in inputs { head += Self.text(input) + "\n" }
    return head + "value total \"Total\"\n  is 1 EUR\n\n" + blocks.joined(separator: "\n\n") + "\n"
  }

  private mutating func addInput() {
    let sort: Input.Sort
    let size: Int
    switch number(0...9) {
    case 0...2:
      size = number(2...4)
      sort = .choice(size)
    case 3:
      size = 2
      sort = .yesNo
    case 4...6:
      size = number(2...7)
      sort = .number(size)
    case 7:
      size = number(3...6)
      sort = .day(size)
    case 8:
      size = 4
      sort = .roles(2)
    default:
      size = number(2...4)
      sort = .share(size)
    }
    var input = Input(name: fresh("in-"), kind: sort)
    if flavour.lines, case .number = sort, !inputs.contains(where: \.isPerLine), chance(30), size <= 4 {
      input.isPerLine = true
    }
    let cost = input.isPerLine ? size + size * size : size
    guard orders * cost <= Self.limit else { return addFallback() }
    orders *= cost
    inputs.append(input)
  }

  private mutating func addFallback() { inputs.append(Input(name: fresh("in-"), kind: .number(1))) }

  private static func text(_ input: Input) -> String {
    let line = input.isPerLine ? "\n  for each line" : ""
    switch input.kind {
    case .choice(let count):
      return "input \(input.name) \"I\"\n  one of \(words(input.name, count).joined(separator: ", "))\n"
    case .yesNo: return "input \(input.name) \"I\"\n  yes or no\n"
    case .number(let count): return "input \(input.name) \"I\"\n  whole number 0 to \(count - 1)\(line)\n"
    case .day(let count): return "input \(input.name) \"I\"\n  date from 2026-01-29 to \(day(count - 1))\n"
    case .roles(let count):
      return "input \(input.name) \"I\"\n  any of \(words(input.name, count).joined(separator: ", "))\n"
    case .share(let count): return "input \(input.name) \"I\"\n  percent 0% to \((count - 1) * 5)% in steps of 5%\n"
    }
  }

  private static func words(_ name: String, _ count: Int) -> [String] {
    (0..<count).map { "w\(name.dropFirst(3))\(["a", "b", "c", "d"][$0])" }
  }

  private static func day(_ offset: Int) -> String {
    ["2026-01-29", "2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02", "2026-02-03"][offset]
  }

  // MARK: Values

  private mutating func addValue() {
    let name = fresh("value-")
    let kind: Kind = chance(30) ? .word : chance(30) ? .percent : chance(30) ? .condition : .number
    let isPerLine = inputs.contains(where: \.isPerLine) && chance(30)
    var text = "value \(name)"
    let words = ["x\(count)", "y\(count)", "z\(count)"]
    func constant(_ number: Int) -> String {
      switch kind {
      case .number: "\(number)"
      case .percent: "\(number * 5)%"
      case .word: words[number % 3]
      case .condition: number % 2 == 0 ? "yes" : "no"
      }
    }
    if kind == .word { text += "\n  one of \(words.joined(separator: ", "))" }
    let days = inputs.filter { if case .day = $0.kind { true } else { false } }.map(\.name)
    func result() -> String {
      if kind == .number, chance(flavour.figures) { return figure(isPerLine: isPerLine) }
      if kind == .condition, chance(50) { return constant(number(0...1)) }
      return constant(number(0...4))
    }
    let isDated = !days.isEmpty
    if isDated { text += "\n  dated by \(days[0])" }
    switch number(0...2) {
    case 0: text += "\n  is \(result())"
    case 1:
      for _ in 0..<number(2...3) { text += "\n  is \(result()) when \(condition(1, isPerLine: isPerLine))" }
      if chance(60) { text += "\n  otherwise \(result())" }
    default:
      // Cases that fit together, most of the time.
      let input = pick(inputs)
      switch input.kind {
      case .choice(let count):
        for word in Self.words(input.name, count) where !chance(8) {
          text += "\n  is \(result()) when \(input.name) is \(word)"
        }
      case .number(let count) where !input.isPerLine && count > 1:
        let edge = number(1...count - 1)
        text +=
          "\n  is \(result()) when \(input.name) is under \(edge)\n  is \(result()) when \(input.name) is \(edge + (chance(20) ? 1 : 0)) or more"
      default: text += "\n  is \(result())"
      }
    }
    blocks.append(text)
    var targets = [name]
    for _ in 0..<number(0...3) {
      let exception = fresh("exception-")
      var rule = "exception \(exception) to \(chance(70) ? targets[0] : pick(targets))"
      rule += "\n  is \(result())"
      if !chance(10) { rule += "\n  when \(condition(2, isPerLine: isPerLine))" }
      if isDated, chance(30) {
        let from = number(0...4)
        rule += "\n  from \(Self.day(from))"
        if chance(50) { rule += "\n  to \(Self.day(number(from...5)))" }
      }
      if chance(15) { rule += "\n  final" } else { targets.append(exception) }
      blocks.append(rule)
    }
    if isPerLine { lineValues.insert(name) } else { values[kind, default: []].append(name) }
    if kind == .number, isPerLine { values[.number, default: []].append("sum of \(name)") }
  }

  // MARK: Prices

  private mutating func addPrice() {
    let numbers = inputs.filter { input in
      if case .number(let count) = input.kind { return count > 1 }
      return false
    }
    guard let quantity = numbers.randomElement(using: &random), case .number(let count) = quantity.kind else { return }
    var share = "\(number(1...4) * 5)%"
    if chance(75) {
      let name = fresh("tier-")
      let edge = number(1...count - 1)
      let keys = chance(30) ? inputs.first { if case .choice = $0.kind { true } else { false } } : nil
      var text = "tiers \(name)\n  by \(keys.map { "\($0.name), " } ?? "")\(quantity.name)"
      text += "\n  \(pick(["on the whole quantity", "on the whole quantity", "slice by slice"]))"
      var groups = [""]
      if let keys, case .choice(let words) = keys.kind { groups = Self.words(keys.name, words).map { "\($0) | " } }
      for group in groups {
        text += "\n  \(group)0 to \(edge - 1) | \(number(0...4) * 5)%"
        text += "\n  \(group)\(edge) or more | \(number(0...9) * 5)%"
      }
      blocks.append(text)
      share = name
    }
    let shares =
      inputs.filter { if case .share = $0.kind { true } else { false } }.map(\.name) + (values[.percent] ?? [])
    let name = fresh("price-")
    var text = "price \(name)"
    let others = inputs.filter { input in
      if case .number = input.kind { return !input.isPerLine && input.name != quantity.name }
      return false
    }
    let factor = others.isEmpty || chance(50) ? "" : " × \(pick(others).name)"
    text += "\n  start \(quantity.name) × \(number(1...900)).\(number(10...99)) EUR\(factor)"
    if !share.hasPrefix("0") { text += "\n  less \(share) of \(pick(["what is left", "the start"]))" }
    if let other = shares.randomElement(using: &random), chance(50) { text += "\n  less \(other) of what is left" }
    if chance(20) { text += "\n  at least \(number(1...50)) EUR" }
    if chance(20) { text += "\n  plus \(number(1...50)) EUR" }
    let step = pick(["cent", "cent", "1 EUR", "5 EUR", "end in 0.99", "end in 9"])
    text += "\n  round \(pick(["half up", "up", "down"])) to \(step)"
    blocks.append(text)
    if chance(30) {
      blocks.append(
        "exception \(fresh("exception-")) to \(name)\n  is \(number(0...20)) EUR\n  when \(condition(1, isPerLine: quantity.isPerLine))"
      )
    }
    if chance(40) {
      blocks.append(
        "price \(fresh("price-"))\n  start \(quantity.isPerLine ? "sum of " : "")\(name)\n  plus 19% of what is left\n  round half up to cent"
      )
    }
  }

  // MARK: Tables

  private mutating func addTable() {
    let name = fresh("table-")
    var keys: [(name: String, cells: [String])] = []
    let candidates = inputs.filter { input in
      if input.isPerLine { return false }
      if case .roles = input.kind { return false }
      if case .number(let count) = input.kind { return count > 1 }
      return true
    }
    guard !candidates.isEmpty else { return addValue() }
    for input in candidates.shuffled(using: &random).prefix(number(1...3)) { keys.append((input.name, cells(input))) }
    if let number = values[.number]?.first(where: { !$0.hasPrefix("sum") }), chance(25) {
      keys.append((number, ["0", "1 to 2", "3 or more", "under 0", "1 or more", "0 or less"]))
    }
    if let word = values[.condition]?.last, chance(20) { keys.append((word, ["yes", "no"])) }
    let promise = pick([
      "one row applies", "one row applies", "first row applies", "highest applies", "all rows add up",
    ])
    var text = "table \(name)\n  by \(keys.map(\.name).joined(separator: ", "))\n  \(promise)"
    var seen: Set<String> = []
    for _ in 0..<number(2...7) {
      let row = keys.map { key in chance(18) ? "any" : pick(key.cells) }.joined(separator: " | ")
      if seen.insert(row).inserted { text += "\n  \(row) | \(number(0...4))" }
    }
    if chance(55) { text += "\n  otherwise \(number(0...4))" }
    blocks.append(text)
    values[.number, default: []].append(name)
  }

  private mutating func cells(_ input: Input) -> [String] {
    switch input.kind {
    case .choice(let count):
      let words = Self.words(input.name, count)
      return words + [words.prefix(2).joined(separator: ", ")]
    case .yesNo: return ["yes", "no"]
    case .number(let count):
      let edge = number(0...count - 1)
      return [
        "\(edge)", "0 to \(edge)", "\(edge) or more", "under \(max(1, edge))", "over \(edge)", "\(count + 3) or more",
      ]
    case .day(let count):
      let edge = number(0...count - 1)
      return [
        Self.day(edge), "\(Self.day(edge)) or later", "before \(Self.day(max(1, edge)))",
        "\(Self.day(0)) to \(Self.day(edge))",
      ]
    case .share(let count):
      let edge = number(0...count - 1) * 5
      return ["\(edge)%", "\(edge)% or more", "under \(max(5, edge))%"]
    case .roles: return ["any"]
    }
  }

  // MARK: Conditions and figures

  private mutating func condition(_ depth: Int, isPerLine: Bool) -> String {
    if depth == 0 || chance(35) { return atom(isPerLine: isPerLine) }
    let one = condition(depth - 1, isPerLine: isPerLine)
    let other = condition(depth - 1, isPerLine: isPerLine)
    switch number(0...3) {
    case 0: return "(\(one)) or (\(other))"
    case 1: return "not (\(one))"
    default: return "(\(one)) and (\(other))"
    }
  }

  private mutating func atom(isPerLine: Bool) -> String {
    if chance(flavour.figures) {
      let figure = figure(isPerLine: isPerLine)
      return "\(figure) is \(comparison(number(0...9)))"
    }
    if let name = values[.percent]?.randomElement(using: &random), chance(20) {
      return "\(name) is \(number(0...4) * 5)% or more"
    }
    if let name = values[.condition]?.randomElement(using: &random), chance(20) { return name }
    let open = inputs.filter { isPerLine || !$0.isPerLine }
    guard !open.isEmpty else { return "total is 1 EUR" }
    let input = pick(open)
    switch input.kind {
    case .choice(let count):
      let word = pick(Self.words(input.name, count))
      return chance(70) ? "\(input.name) is \(word)" : "\(input.name) is not \(word)"
    case .yesNo: return chance(50) ? input.name : "not \(input.name)"
    case .number(let count):
      let others = open.filter {
        if case .number(let size) = $0.kind { $0.name != input.name && size > 1 } else { false }
      }
      if !others.isEmpty, chance(30) {
        let other = pick(others)
        let shift = chance(30) ? " + \(number(1...2))" : ""
        return
          "\(input.name)\(shift) is \(pick(["under \(other.name)", "\(other.name)", "\(other.name) or more", "over \(other.name)"]))"
      }
      return "\(input.name) is \(comparison(number(0...max(1, count))))"
    case .day(let count): return "\(input.name) is \(pick(["", "before ", "after "]))\(Self.day(number(0...count - 1)))"
    case .roles(let count): return "\(input.name) has \(pick(Self.words(input.name, count)))"
    case .share(let count): return "\(input.name) is \(number(0...count - 1) * 5)% or \(chance(50) ? "more" : "less")"
    }
  }

  private mutating func comparison(_ number: Int) -> String {
    pick(["\(number)", "\(number) or more", "\(number) or less", "over \(number)", "under \(number)"])
  }

  private mutating func figure(isPerLine: Bool) -> String {
    var operands = inputs.filter { input in
      if case .number = input.kind { return isPerLine || !input.isPerLine }
      return false
    }.map(\.name)
    operands += inputs.filter { $0.isPerLine && !isPerLine }.map { "sum of \($0.name)" }
    operands += values[.number] ?? []
    if operands.isEmpty { return "2 + 3" }
    let one = pick(operands)
    let other = pick(operands)
    switch number(0...7) {
    case 0: return "\(one) × 2 + \(other)"
    case 1: return "\(one) × \(other)"
    case 2: return "\(one) - \(other)"
    case 3: return "(\(one) / 3, rounded \(pick(["half up", "up", "down"])) to 1)"
    case 4: return "highest of (\(one), \(other))"
    case 5: return "(\(one) × \(other) + 1)"
    case 6:
      if let share = values[.percent]?.randomElement(using: &random) {
        return "(\(one) × 10 - \(share) of (\(one) × 10), rounded half up to 1)"
      }
      return "\(one) + \(other)"
    default: return "\(one) + \(other)"
    }
  }
}
