import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Conditions of one program as alternatives of rows over the variables of a space.
///
/// What is known to hold and what is known not to hold are asked for separately, for a condition can also be refused.
/// A condition with more than ``limit`` alternatives stays one literal that is evaluated.
final class Conditions {
  let space: Space
  let view: Int
  let figures: FigureConditions
  private let program: Program
  private var known: [Key: Rows] = [:]
  var knownCases: [CaseKey: Rows?] = [:]
  var knownOverruling: [Int32: OverrulingCases] = [:]

  /// The most alternatives of a condition.
  static let limit = 64

  private struct Key: Hashable {
    var node: Int32
    var line: Int
    var truth: Bool
  }

  init(_ space: Space, view: Int, figures: FigureConditions) {
    self.space = space
    self.view = view
    self.figures = figures
    program = space.views[view].program
  }

  private var isOneLine: Bool { space.lineCount == 1 && !space.hasOtherLines }

  // MARK: Combining

  static let never: Rows = []
  static let always: Rows = [.always]

  /// All of them; nil past the limit.
  func all(_ conditions: [Rows]) -> Rows? {
    var result = Self.always
    for rows in conditions {
      var next: Rows = []
      for one in result {
        for other in rows {
          guard let both = one.and(other, in: space) else { continue }
          next.append(both)
        }
        if next.count > Self.limit * 4 { return nil }
      }
      result = simplified(next)
      if result.count > Self.limit { return nil }
      if result.isEmpty { return result }
    }
    return result
  }

  /// Any of them; nil past the limit.
  func any(_ conditions: [Rows]) -> Rows? {
    let result = simplified(conditions.flatMap(\.self))
    return result.count > Self.limit ? nil : result
  }

  private func simplified(_ rows: Rows) -> Rows {
    if rows.count < 2 { return rows }
    if rows.contains(.always) { return Self.always }
    if rows.count > 300 { return rows }
    var kept: Rows = []
    for row in rows where !kept.contains(where: { row.implies($0, in: space) }) {
      kept.removeAll { $0.implies(row, in: space) }
      kept.append(row)
    }
    return kept
  }

  private func figure(_ kind: FigureCondition.Kind, _ line: Int, _ truth: Bool) -> Rows {
    let place = figures.place(of: FigureCondition(view: view, line: line, kind: kind))
    return Row.always.adding(.figure(place, truth), in: space).map { [$0] } ?? []
  }

  // MARK: Conditions

  /// Where a condition is known to hold or, with `truth` false, known not to hold.
  func rows(_ node: Int32, _ truth: Bool, line: Int) -> Rows {
    if node < 0 { return truth ? Self.always : Self.never }
    let key = Key(node: node, line: line, truth: truth)
    if let rows = known[key] { return rows }
    let rows = simplifiedRows(node, truth, line) ?? figure(.node(node), line, truth)
    known[key] = rows
    return rows
  }

  private func simplifiedRows(_ index: Int32, _ truth: Bool, _ line: Int) -> Rows? {
    let index = resolved(index)
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .constant: return (node.constant != 0) == truth ? Self.always : Self.never
    case .and, .or:
      let sides = [rows(node.first, truth, line: line), rows(node.second, truth, line: line)]
      return (node.operation == .and) == truth ? all(sides) : any(sides)
    case .not: return rows(node.first, !truth, line: line)
    case .input: return within(index, Span(truth ? 1 : 0), line)
    case .value: return within(index, Span(truth ? 1 : 0), line)
    case .has:
      let subject = program.nodes[Int(resolved(node.first))]
      guard subject.operation == .input else { return nil }
      let first = space.views[view].variable(subject.first, line)
      return domain(first + Int(node.constant), Domain(position: truth ? 1 : 0))
    case .startsWith:
      guard !isAssumed(node.first) else { return nil }
      let prefix = program.strings[Int(node.second)]
      return chosen(node.first, line) { self.space.views[self.view].text($0).utf8.starts(with: prefix.utf8) == truth }
    case .inList: return member(node, truth, line)
    case .equal, .notEqual: return equality(node, (node.operation == .equal) == truth, line)
    case .less, .lessOrEqual: return comparison(node, truth, line)
    case .aggregate(let aggregate):
      guard isOneLine, aggregate == .any || aggregate == .all else { return nil }
      return rows(node.first, truth, line: 0)
    case .ruleState(let question):
      return rule(question, node.first, node.second, by: Int32(truncatingIfNeeded: node.constant), truth, line)
    default: return nil
    }
  }

  private func isAssumed(_ input: Int32) -> Bool {
    let assumed = space.views[view].isAssumed
    return !assumed.isEmpty && assumed[Int(input)]
  }

  private func domain(_ variable: Int, _ domain: Domain) -> Rows {
    Row.always.adding(.domain(variable, domain), in: space).map { [$0] } ?? []
  }

  /// The positions of a set for which a test of the value holds; nil for what is no set.
  private func chosen(_ input: Int32, _ line: Int, _ test: (Int128) -> Bool) -> Rows? {
    let values = space.views[view].values[Int(input)]
    let variable = space.views[view].variable(input, line)
    guard !values.isEmpty, space.variables[variable].isSet else { return nil }
    var allowed = Domain.noPosition
    for (position, value) in values.enumerated() where value >= 0 && test(value) { allowed.insert(position: position) }
    return domain(variable, allowed)
  }

  private func member(_ node: Node, _ truth: Bool, _ line: Int) -> Rows? {
    let list = program.lists[Int(node.second)]
    let subject = program.nodes[Int(resolved(node.first))]
    guard subject.operation == .input else { return nil }
    func isOpen(_ entry: ListDefinition.Entry) -> Bool {
      (entry.firstDay == .min || entry.firstDay <= Int128(Evaluator.firstDay))
        && entry.lastDay >= Int128(Evaluator.lastDay)
    }
    let always = Set(list.entries.filter(isOpen).map { Int128($0.code) })
    let dated = Set(list.entries.map { Int128($0.code) }).subtracting(always)
    guard
      let plain = chosen(
        subject.first, line, { truth ? always.contains($0) : !always.contains($0) && !dated.contains($0) })
    else { return nil }
    if dated.isEmpty { return plain }
    guard node.third >= 0 else { return nil }
    var alternatives = [plain]
    for code in dated.sorted() {
      guard let one = chosen(subject.first, line, { $0 == code }) else { return nil }
      var days = [one]
      let windows = list.entries.filter { Int128($0.code) == code }
      if truth {
        var inside: [Rows] = []
        for window in windows {
          guard let rows = within(node.third, Span(window.firstDay, window.lastDay), line) else { return nil }
          inside.append(rows)
        }
        guard let rows = any(inside) else { return nil }
        days.append(rows)
      } else {
        for window in windows {
          guard let rows = within(node.third, Span(window.firstDay, window.lastDay, isOutside: true), line) else {
            return nil
          }
          days.append(rows)
        }
      }
      guard let rows = all(days) else { return nil }
      alternatives.append(rows)
    }
    return any(alternatives)
  }

  private func equality(_ node: Node, _ truth: Bool, _ line: Int) -> Rows? {
    let (left, right) = (program.nodes[Int(resolved(node.first))], program.nodes[Int(resolved(node.second))])
    if right.operation == .constant { return within(node.first, Span(right.constant, isOutside: !truth), line) }
    if left.operation == .constant { return within(node.second, Span(left.constant, isOutside: !truth), line) }
    if let (one, other) = linear(node.first, node.second, line) {
      let least = other.offset - one.offset
      let (above, below) = (atLeast(one, other, least), atLeast(other, one, -least))
      if truth { return all([above, below]) }
      return any([atLeast(one, other, least + 1), atLeast(other, one, -least + 1)])
    }
    // Two sets: each value on both sides.
    guard left.operation == .input, right.operation == .input, !space.views[view].values[Int(left.first)].isEmpty else {
      return nil
    }
    let values = space.views[view].values[Int(left.first)]
    guard values.count <= Self.limit else { return nil }
    var alternatives: [Rows] = []
    for value in values {
      guard let one = chosen(left.first, line, { $0 == value }),
        let other = chosen(right.first, line, { ($0 == value) == truth }),
        let both = all([one, other])
      else { return nil }
      alternatives.append(both)
    }
    return any(alternatives)
  }

  private func comparison(_ node: Node, _ truth: Bool, _ line: Int) -> Rows? {
    let (left, right) = (program.nodes[Int(resolved(node.first))], program.nodes[Int(resolved(node.second))])
    let strict: Int128 = node.operation == .less ? 1 : 0
    if right.operation == .constant {
      // left < c, left <= c, or the opposite.
      return within(
        node.first, truth ? Span(.min, right.constant - strict) : Span(right.constant - strict + 1, .max), line)
    }
    if left.operation == .constant {
      return within(
        node.second, truth ? Span(left.constant + strict, .max) : Span(.min, left.constant + strict - 1), line)
    }
    guard let (one, other) = linear(node.first, node.second, line) else { return nil }
    // one + a <= other + b, that is other - one >= a - b.
    let least = one.offset - other.offset + Int64(strict)
    return truth ? atLeast(other, one, least) : atLeast(one, other, 1 - least)
  }

  private func atLeast(_ one: Linear, _ other: Linear, _ bound: Int64) -> Rows {
    if one.variable == other.variable { return bound <= 0 ? Self.always : Self.never }
    return Row.always.adding(.difference(one.variable, less: other.variable, atLeast: bound), in: space).map { [$0] }
      ?? []
  }

  // MARK: Two inputs

  struct Linear {
    var variable: Int
    var offset: Int64
  }

  private func linear(_ first: Int32, _ second: Int32, _ line: Int) -> (Linear, Linear)? {
    guard let one = linear(first, line), let other = linear(second, line) else { return nil }
    return (one, other)
  }

  /// A node that is one input and a constant.
  private func linear(_ index: Int32, _ line: Int) -> Linear? {
    let node = program.nodes[Int(resolved(index))]
    func shifted(_ node: Int32, by amount: Int128) -> Linear? {
      guard var inner = linear(node, line), let small = Int64(exactly: amount), small.magnitude < 1 << 40 else {
        return nil
      }
      inner.offset += small
      return inner
    }
    func constant(_ node: Int32) -> Int128? {
      program.nodes[Int(node)].operation == .constant ? program.nodes[Int(node)].constant : nil
    }
    switch node.operation {
    case .input:
      let variable = space.views[view].variable(node.first, line)
      let definition = space.variables[variable]
      guard !definition.isSet, definition.step == 1, !definition.isClipped else { return nil }
      return Linear(variable: variable, offset: 0)
    case .add:
      if let amount = constant(node.second) { return shifted(node.first, by: amount) }
      if let amount = constant(node.first) { return shifted(node.second, by: amount) }
      return nil
    case .subtract: return constant(node.second).flatMap { shifted(node.first, by: -$0) }
    case .value:
      guard let result = transparent(node.first) else { return nil }
      return linear(result, line)
    case .aggregate:
      guard isOneLine, node.operation.isOneLineIdentity else { return nil }
      return linear(node.first, 0)
    default: return nil
    }
  }

  /// A node, or the default of the input left out that it reads.
  func resolved(_ node: Int32) -> Int32 { space.views[view].resolved(node) }

  /// The result of a value with nothing to decide.
  func transparent(_ value: Int32) -> Int32? {
    let result = space.views[view].plan.values[Int(value)].plainResult
    return result >= 0 ? result : nil
  }
}
