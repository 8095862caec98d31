import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Refusals in words, with the figures and the rules they are about.
extension Wording {
  func refusal(_ index: Int32) -> Quote.Refusal {
    guard evaluator.refusals.indices.contains(Int(index)) else {
      return Quote.Refusal(name: nil, text: "there is no result", place: "")
    }
    let record = evaluator.refusals[Int(index)]
    switch record.kind {
    case .noCase, .clash, .caseRefuses: return ofValue(record)
    case .noRow, .rowClash, .rowRefuses, .otherwiseRefuses, .rowsTooLarge: return ofTable(record)
    default:
      let range = program.ranges[Int(record.site)]
      return Quote.Refusal(name: nil, text: ofNode(record), place: place(range))
    }
  }

  // MARK: Values

  private func ofValue(_ record: RefusalRecord) -> Quote.Refusal {
    let value = program.values[Int(record.site)]
    let line = Int(record.line)
    switch record.kind {
    case .caseRefuses:
      let rule = value.cases[Int(record.first)]
      let words = rule.refusal.map { text($0, line: line) } ?? "\(spoken(value)) has no result"
      return Quote.Refusal(name: rule.name, text: words, because: rule.because, place: place(rule.range))
    case .clash:
      // The two that come first by name, whatever the order of the blocks.
      let left = evaluator.positions(value: record.site, line: line)?.left ?? [Int(record.first), Int(record.second)]
      let rules = left.map { value.cases[$0] }.sorted { ($0.name, $0.range.lower) < ($1.name, $1.range.lower) }
      let names = rules.prefix(2).map { "\($0.name) (\(place($0.range)))" }
      let relation = rules.prefix(value.baseCount).count > 1 && rules.prefix(2).allSatisfy { $0.name == value.name }
      return Quote.Refusal(
        name: nil,
        text: "\(names.joined(separator: " and ")) both decide \(spoken(value)); "
          + (relation ? "only one of its cases may apply" : "neither is an exception to the other"),
        place: place(rules[0].range))
    default:
      return Quote.Refusal(name: nil, text: "no case of \(spoken(value)) applies", place: place(value.range))
    }
  }

  private func spoken(_ value: ValueDefinition) -> String {
    value.isStep ? "the line `\(source(value.range))`" : value.name
  }

  // MARK: Tables

  private func ofTable(_ record: RefusalRecord) -> Quote.Refusal {
    let index = Int(record.site)
    let table = program.tables[index]
    let line = Int(record.line)
    let name = owner(ofTable: index)?.name ?? "the table"
    switch record.kind {
    case .rowRefuses:
      let row = table.rows[Int(record.first)]
      let words = row.refusal.map { text($0, line: line) } ?? "\(name) has no result here"
      return Quote.Refusal(name: name, text: words, because: row.because, place: place(row.range))
    case .otherwiseRefuses:
      let words = table.otherwiseRefusal.map { text($0, line: line) } ?? ""
      return Quote.Refusal(name: name, text: words, place: place(table.otherwiseRange))
    case .rowClash:
      let places = [record.first, record.second].map { place(table.rows[Int($0)].range) }
      return Quote.Refusal(
        name: nil,
        text: "two rows of \(name) fit (\(places.joined(separator: " and "))): \(keys(ofTable: index, line: line))",
        place: places[0])
    case .rowsTooLarge:
      return Quote.Refusal(
        name: nil,
        text: "the rows of \(name) come to more than can be computed exactly: \(keys(ofTable: index, line: line))",
        place: place(table.range))
    default:
      return Quote.Refusal(
        name: nil, text: "no row of \(name) fits: \(keys(ofTable: index, line: line))", place: place(table.range))
    }
  }

  // MARK: Nodes

  private func ofNode(_ record: RefusalRecord) -> String {
    let node = program.nodes[Int(record.site)]
    let first = figure(record.left, node.first)
    switch record.kind {
    case .tooLarge:
      let second = figure(record.right, isBinary(node) ? node.second : -1)
      return "\(first) \(sign(node)) \(second) is too large to be computed exactly"
    case .divisionByZero: return "\(first) cannot be divided by 0: \(source(program.ranges[Int(record.site)]))"
    case .noSuchDate:
      let date = ValueText(plan: evaluator.plan).display(.known(record.left.numerator), .date)
      return "\(date) \(source(program.ranges[Int(record.site)])): there is no such date in the years 1 to 9999"
    case .noSuchDay:
      let date = ValueText(plan: evaluator.plan).display(.known(record.left.numerator), .date)
      let months = record.right.numerator
      return "\(date) \(months < 0 ? "-" : "+") \(months.magnitude) month\(months.magnitude == 1 ? "" : "s"): "
        + "\(month(record.left.numerator, months)) has no day \(CalendarDate(parsing: date)?.day ?? 0)"
    case .noLine: return "the order has no line: \(source(program.ranges[Int(record.site)]))"
    case .notSpread:
      return "\(first) cannot be spread: the figures are too large"
    case .noWeight:
      return "\(first) cannot be spread: every line has the weight 0"
    case .function: return record.words ?? "there is no result"
    case .notWhole: return "\(first) is not whole: \(source(program.ranges[Int(record.site)]))"
    default: return "there is no result"
    }
  }

  private func isBinary(_ node: Node) -> Bool {
    switch node.operation {
    case .add, .subtract, .multiply, .divide: true
    default: false
    }
  }

  /// A figure at the scale of the node it came from.
  private func figure(_ ratio: Ratio, _ node: Int32) -> String {
    DecimalText.text(ratio, scale: node >= 0 ? evaluator.plan.scale(of: node) : 0)
  }

  private func sign(_ node: Node) -> String {
    switch node.operation {
    case .add, .aggregate: "+"
    case .subtract, .negate: "-"
    case .divide: "/"
    case .round: "rounded to"
    default: "×"
    }
  }

  private func month(_ day: Int128, _ months: Int128) -> String {
    guard let start = Int(exactly: day).flatMap({ CalendarDate(checkedDayNumber: $0) }),
      let count = Int(exactly: months),
      let end = start.onDay(1).adding(months: count, monthEnd: .keepLastDay)
    else { return "that month" }
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(names[end.month - 1]) \(end.year)"
  }
}
