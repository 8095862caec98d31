import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Results of values and exceptions with a window.
extension BookCalendar {
  mutating func addCases(of value: ValueDefinition) {
    for (index, item) in value.cases.enumerated() {
      let isBase = index < value.baseCount
      let table = isBase ? program.table(of: item) : nil
      let name = name(of: item, in: value, isBase: isBase, isTable: table != nil)
      addReview(item.reviewBy, of: name, item.range)
      if isBase {
        addBase(index, of: value, name)
      } else {
        if let date = inside(item.firstDay) { add(date, .starts, "\(name) starts", item.range) }
        if let date = inside(item.lastDay) { add(date, .ends, "\(name) ends", item.range) }
      }
      if let table { addRows(of: program.tables[table], named: value.name) }
    }
  }

  private func name(of item: CaseDefinition, in value: ValueDefinition, isBase: Bool, isTable: Bool) -> String {
    if isTable { return "\(value.block) \(value.name)" }
    if isBase { return "\(value.name): \(written(item.range))" }
    let targets = item.targets.map { $0 < value.baseCount ? value.name : value.cases[$0].name }
    var unique: [String] = []
    for target in targets where !unique.contains(target) { unique.append(target) }
    return "exception \(item.name) to \(unique.joined(separator: ", "))"
  }

  /// One of the results of a value itself: what follows it is another of the same condition, or of none.
  private mutating func addBase(_ index: Int, of value: ValueDefinition, _ name: String) {
    let item = value.cases[index]
    let others = value.cases[..<value.baseCount].enumerated().filter { $0.offset != index && !$0.element.isOtherwise }
      .map(\.element).filter { hasSameCondition($0, item) }
    if let date = inside(item.firstDay) {
      let before = others.filter { $0.lastDay == item.firstDay - 1 }.map { result(of: $0) }
      add(date, .starts, "\(name) starts\(inPlace(of: before))", item.range)
    }
    guard let date = inside(item.lastDay) else { return }
    let next = item.lastDay + 1
    let following = others.filter { $0.firstDay <= next && next <= $0.lastDay }
    if following.isEmpty {
      let hasOtherwise = value.cases[..<value.baseCount].contains { $0.isOtherwise && $0.lastDay >= next }
      add(
        date, .lapses, "\(name) ends on \(date) and nothing follows\(hasOtherwise ? " but its `otherwise`" : "")",
        item.range)
    } else if following.contains(where: { $0.firstDay != next }) || inside(next) == nil {
      add(date, .ends, "\(name) ends\(follows(following.map { result(of: $0) }))", item.range)
    }
  }

  /// Whether a case holds wherever another does, as far as it can be read off: the same words, or no condition at all.
  private func hasSameCondition(_ one: CaseDefinition, _ other: CaseDefinition) -> Bool {
    if one.condition < 0 || one.condition == other.condition { return true }
    guard other.condition >= 0 else { return false }
    return written(program.ranges[Int(one.condition)]) == written(program.ranges[Int(other.condition)])
  }

  private func result(of item: CaseDefinition) -> String {
    item.result >= 0 ? written(program.ranges[Int(item.result)]) : "a refusal"
  }

  // MARK: Words

  /// `, in place of 19%`.
  func inPlace(of results: [String]) -> String {
    let unique = alternatives(results)
    return unique.isEmpty ? "" : ", in place of \(unique)"
  }

  /// `, and 20% follows`.
  func follows(_ results: [String]) -> String {
    let unique = alternatives(results)
    return unique.isEmpty ? "" : ", and \(unique) follows"
  }

  private func alternatives(_ results: [String]) -> String {
    var unique: [String] = []
    for result in results where !unique.contains(result) { unique.append(result) }
    return unique.joined(separator: " or ")
  }
}
