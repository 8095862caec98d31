/// Makes random books that load: inputs of every type, tables with every promise, tiers in all readings, prices with
/// steps, exceptions of exceptions, finals, dates, spans, aggregates over lines, and effects.
struct BookGenerator {
  var random: SeededGenerator
  var book = RandomBook()
  /// What can be read so far, by type.
  var known: [Kind: [Figure]] = [:]
  private(set) var count = 0

  /// The types that expressions are made of.
  enum Kind: CaseIterable { case money, percent, pieces, months, date, yesNo }

  /// Something with a name, of which each line has its own or not.
  struct Figure {
    var name: String
    var isPerLine: Bool
  }

  /// A text, and whether it reads something of a line.
  struct Text {
    var text: String
    var isPerLine = false

    init(_ text: String, _ parts: Text...) {
      self.text = text
      isPerLine = parts.contains(where: \.isPerLine)
    }
  }

  static func book(seed: UInt64) -> RandomBook {
    var generator = BookGenerator(random: SeededGenerator(seed: seed))
    generator.make()
    return generator.book
  }

  mutating func fresh(_ word: String) -> String {
    count += 1
    return "\(word)\(count)"
  }

  mutating func add(_ heading: String, _ clauses: [String] = [], rows: [String] = [], ordered: Bool = false) {
    book.blocks.append(.init(heading: heading, clauses: clauses, rows: rows, rowsAreOrdered: ordered))
  }

  private mutating func make() {
    addInputs()
    for _ in 0..<random.number(4...12) { addValue() }
    var shown: [String] = []
    for _ in 0..<random.number(1...3) { shown.append(addPrice()) }
    let lineTotal = fresh("total")
    let perLine = (known[.money] ?? []).filter(\.isPerLine)
    if let part = perLine.last {
      add("price \(lineTotal)", ["start sum of \(part.name) \"Lines\"", "round half up to cent"])
      shown.append(lineTotal)
    }
    for _ in 0..<random.number(0...4) { addEffect() }
    add(
      "book random \"Random\"",
      [
        "language 1", "currency EUR", "month end \(random.pick(["keep last day", "go to next month"]))",
        "dated by ordered-on", "shows \(shown.joined(separator: ", "))",
      ])
  }

  // MARK: Inputs

  private mutating func addInputs() {
    add("unit piece \"piece\" \"pieces\"")
    add("list union \"Union\"", rows: ["SE", "DE", "FI | from 2020-01-01", "HR | from 2013-07-01 | to 2027-12-31"])
    add("list north \"North\"", ["SE, FI"])
    add("list receivers \"Receivers\"", ["reseller, administrators"])
    input("action", ["one of fresh, renewal, top-up"], ["fresh", "renewal", "top-up"])
    input("pieces", ["whole number 1 to 1000 pieces"], ["1", "9", "10", "49", "50", "1000"], .pieces, perLine: true)
    input("colour", ["one of red, green"], ["red", "green"], perLine: true)
    input("seats", ["whole number 0 to 500 pieces", "default 3 pieces"], ["0", "7", "500"], .pieces, hasDefault: true)
    input("rebate", ["percent 0% to 60% in steps of 0.5%"], ["0%", "12.5%", "60%"], .percent)
    input("fee", ["money 0 to 1000 in steps of 0.01"], ["0", "0.01", "99.99", "1000"], .money)
    input("unit-cost", ["money 0 to 50 in steps of 0.001"], ["0.001", "7.925", "50"], .money, perLine: true)
    input("ordered-on", ["date from 2020-01-01 to 2030-12-31"], ["2020-01-31", "2024-02-29", "2030-12-31"], .date)
    input(
      "ends-on", ["date from 2020-01-01 to 2031-12-31", "default ordered-on"], ["2020-02-29", "2031-12-31"], .date,
      hasDefault: true)
    input("country", ["country"], ["SE", "DE", "FI", "US"])
    input("express", ["yes or no", "default no"], ["yes", "no"], .yesNo, hasDefault: true)
    input("term", ["one of 1 month, 12 months"], ["1 month", "12 months"], .months)
    input("roles", ["any of admin, viewer, owner"], ["admin", "admin and viewer", "none"])
    input("code", ["text", "default \"\""], ["SUMMER24", "x"], hasDefault: true)
    input(
      "seasonal", ["yes or no", "default code starts with \"SUMMER\""], ["yes", "no"], .yesNo, hasDefault: true)
    input("member", ["whole number 1 to 999", "only when code starts with \"SUMMER\""], ["7", "800"])
    input("late-fee", ["money 0 to 100 in steps of 0.01", "only when express"], ["0", "12.34"])
  }

  private mutating func input(
    _ name: String, _ clauses: [String], _ answers: [String], _ kind: Kind? = nil, perLine: Bool = false,
    hasDefault: Bool = false
  ) {
    add("input \(name) \"\(name)\"", clauses + (perLine ? ["for each line"] : []))
    book.inputs.append(.init(name: name, isPerLine: perLine, answers: answers, hasDefault: hasDefault))
    if let kind { known[kind, default: []].append(.init(name: name, isPerLine: perLine)) }
  }

  // MARK: Values

  private mutating func addValue() {
    let kind = random.pick(Kind.allCases)
    switch (kind, random.number(1...4)) {
    case (.percent, 1): addTable()
    case (.percent, 2), (.money, 1): addTiers(kind)
    case (.money, 2): addCatalogue()
    default: addCases(kind)
    }
  }

  /// A value with one `is`, or several, and exceptions of exceptions.
  private mutating func addCases(_ kind: Kind) {
    let name = fresh("value")
    var isPerLine = false
    var clauses: [String] = []
    if random.chance(oneIn: 3) {
      for _ in 0..<random.number(1...2) {
        let (result, when) = (expression(kind, 2), condition(2))
        clauses.append("is \(result.text) when \(when.text)")
        isPerLine = isPerLine || result.isPerLine || when.isPerLine
      }
      let last = expression(kind, 1)
      clauses.append("otherwise \(last.text)")
      isPerLine = isPerLine || last.isPerLine
    } else {
      let result = expression(kind, 2)
      clauses.append("is \(result.text)")
      isPerLine = result.isPerLine
    }
    if random.chance(oneIn: 3) { clauses.append("because \"The reason of \(name)\"") }
    add("value \(name)", clauses)
    addExceptions(to: name, kind, isPerLine: &isPerLine)
    known[kind, default: []].append(.init(name: name, isPerLine: isPerLine))
  }

  /// Exceptions to a value, to each other, some final, some dated.
  private mutating func addExceptions(
    to value: String, _ kind: Kind, isRounded: Bool = false, isPerLine: inout Bool
  ) {
    var rules = [value]
    for _ in 0..<random.number(0...4) {
      let name = fresh("rule")
      let when = condition(2)
      let result = random.chance(oneIn: 8) ? Text("refuse \"Not so: \(name)\"") : result(kind, isRounded: isRounded)
      var clauses = [result.text, "when \(when.text)"]
      if random.chance(oneIn: 3) { clauses.append("from 202\(random.number(0...5))-01-01") }
      if random.chance(oneIn: 4) { clauses.append("to 202\(random.number(5...9))-12-31") }
      if random.chance(oneIn: 4) { clauses.append("because \"The reason of \(name)\"") }
      if random.chance(oneIn: 6) { clauses.append("print \"Printed by \(name), {rebate}\"") }
      let isFinal = random.chance(oneIn: 5)
      if isFinal { clauses.append("final") }
      add("exception \(name) to \(random.pick(rules))", clauses)
      isPerLine = isPerLine || when.isPerLine || result.isPerLine
      if !isFinal { rules.append(name) }
    }
  }

  /// A result; what a price shows is rounded.
  private mutating func result(_ kind: Kind, isRounded: Bool) -> Text {
    let result = expression(kind, 1)
    return Text(isRounded ? "is (\(result.text)), rounded \(mode()) to cent" : "is \(result.text)", result)
  }

  /// A price with steps, and perhaps an exception with steps of its own. Gives its name.
  private mutating func addPrice() -> String {
    let name = fresh("price")
    var isPerLine = false
    let clauses = steps(isPerLine: &isPerLine)
    add("price \(name) \"Price \(name)\"", clauses)
    if random.chance(oneIn: 3) {
      let when = condition(2)
      add("exception \(fresh("rule")) to \(name)", steps(isPerLine: &isPerLine) + ["when \(when.text)"])
      isPerLine = isPerLine || when.isPerLine
    } else {
      addExceptions(to: name, .money, isRounded: true, isPerLine: &isPerLine)
    }
    known[.money, default: []].append(.init(name: name, isPerLine: isPerLine))
    return name
  }

  private mutating func steps(isPerLine: inout Bool) -> [String] {
    let start = expression(.money, 2)
    isPerLine = isPerLine || start.isPerLine
    var clauses = ["start \(start.text) \"Start\""]
    for _ in 0..<random.number(0...4) {
      let word = random.pick(["less", "plus", "at least", "at most"])
      let base = random.pick(["what is left", "the start"])
      let part = expression(.percent, 1)
      let amount = expression(.money, 1)
      let step =
        random.chance(oneIn: 2)
        ? Text("\(word) (\(part.text)) of \(base)", part) : Text("\(word) \(amount.text)", amount)
      clauses.append(step.text + (random.chance(oneIn: 2) ? " \"Step\"" : ""))
      if random.chance(oneIn: 3) { clauses.append("round \(mode()) to \(random.pick(["cent", "0.05 EUR", "10 EUR"]))") }
      isPerLine = isPerLine || step.isPerLine
    }
    return clauses + ["round \(mode()) to cent"]
  }

  private mutating func addEffect() {
    let when = condition(2)
    let text = "{rebate}, {country} and {ordered-on}"
    switch random.number(1...3) {
    case 1: add("refuse \(fresh("refusal"))", ["when \(when.text)", "say \"No: \(text)\""])
    case 2: add("warn \(fresh("warning"))", ["when \(when.text)", "say \"Mind \(text)\""])
    default:
      let template = fresh("template")
      add("template \(template)", ["subject en \"About {term}\"", "text en \"\(text)\"", "text en \"Bye\""])
      add("notify \(fresh("notice"))", ["when \(when.text)", "tell reseller", "with template \(template)"])
    }
  }
}
