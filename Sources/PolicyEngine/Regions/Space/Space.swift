import PolicyLanguage
import PolicyProgram
import Quantities

/// The orders that can be: every input as a variable with all its answers.
///
/// A space is of one program, or of two whose inputs of one name and kind are the same variable. It has so many lines;
/// with `hasOtherLines` any number of further ones is thought of, of which nothing is known.
final class Space {
  private(set) var variables: [Variable] = []
  private(set) var views: [SpaceView] = []
  let lineCount: Int
  let hasOtherLines: Bool
  /// Inputs that the programs share by name and not by kind.
  private(set) var unlike: [String] = []

  /// - Parameter assumed: Inputs that are left out, by their place in the first program.
  init(_ plans: [Plan], lineCount: Int = 1, hasOtherLines: Bool = false, assumed: Set<Int> = []) {
    self.lineCount = lineCount
    self.hasOtherLines = hasOtherLines
    let texts = TextClasses(plans.map(\.program))
    for plan in plans { add(plan, texts) }
    if !assumed.isEmpty { views[0].isAssumed = views[0].program.inputs.indices.map { assumed.contains($0) } }
    for view in views { findEdges(view) }
    for index in variables.indices { variables[index].edges = Array(Set(variables[index].edges)).sorted() }
  }

  /// A box of everything.
  var everything: [Domain] { variables.map(\.full) }

  // MARK: Variables

  private func add(_ plan: Plan, _ texts: TextClasses) {
    var view = SpaceView(plan)
    let (codes, unnamed) = texts.codes(in: plan.program)
    view.texts = unnamed
    for definition in plan.program.inputs {
      var first: [Int32] = []
      let values = Self.values(of: definition, codes)
      for line in 0..<(definition.isPerLine ? lineCount : 1) {
        let made = Self.variables(of: definition, line, values, codes)
        if let start = shared(made, definition, plan.program) {
          first.append(Int32(start))
        } else {
          first.append(Int32(variables.count))
          variables += made
        }
      }
      view.firstVariable.append(first)
      view.values.append(positioned(values, definition, Int(first[0]), plan.program))
    }
    views.append(view)
  }

  /// The values by position of an input that is a set; empty for one that is an interval.
  private static func values(of input: InputDefinition, _ texts: [Int128]) -> [Int128] {
    switch input.type {
    case .yesNo, .words: [0, 1]
    case .word(let codes): codes.count <= Domain.width ? codes.map { Int128($0) } : []
    case .country: Country.all.indices.map { Int128($0) }
    case .text: texts.count <= Domain.width ? texts : []
    case .number: input.allowed.count <= Domain.width ? input.allowed : []
    case .date: []
    case .unknown: [0]
    }
  }

  /// The variables of an input: one, or one for each word of a set.
  private static func variables(
    of input: InputDefinition, _ line: Int, _ values: [Int128], _ texts: [Int128]
  ) -> [Variable] {
    if case .words(let codes) = input.type {
      return codes.indices.map { Variable(input.name, line: line, bit: $0, values: values) }
    }
    if !values.isEmpty { return [Variable(input.name, line: line, values: values)] }
    // More words or texts than a set holds: their codes as numbers, which may have gaps.
    let codes: [Int128]
    switch input.type {
    case .word(let words): codes = words.map { Int128($0) }
    case .text: codes = texts
    default:
      var variable = Variable(input.name, line: line, lower: input.lower, upper: input.upper, step: input.step)
      if !input.allowed.isEmpty { variable.isClipped = true }
      return [variable]
    }
    let (lower, upper) = (codes.min() ?? 0, codes.max() ?? 0)
    var wide = Variable(input.name, line: line, lower: lower, upper: upper, step: 1)
    wide.isClipped = wide.isClipped || Int128(codes.count) != upper - lower + 1
    return [wide]
  }

  // MARK: Two programs

  /// The variables of the first program that are the same as those of another; nil where they are not of one kind.
  private func shared(_ made: [Variable], _ input: InputDefinition, _ program: Program) -> Int? {
    guard let first = views.first,
      let start = variables.firstIndex(where: { $0.name == input.name && $0.line == made[0].line })
    else { return nil }
    guard let other = first.program.inputs.first(where: { $0.name == input.name }), isLike(input.type, other.type),
      start + made.count <= variables.count
    else { return notShared(input) }
    for (offset, variable) in made.enumerated() {
      let known = variables[start + offset]
      guard known.name == input.name, known.isSet == variable.isSet, known.bit == variable.bit,
        known.base == variable.base, known.step == variable.step
      else { return notShared(input) }
      if case .number = input.type, known.values != variable.values { return notShared(input) }
      if case .words(let codes) = input.type, case .words(let others) = other.type,
        codes.map({ program.words[$0] }) != others.map({ first.program.words[$0] })
      {
        return notShared(input)
      }
      if !known.isSet {
        // Coordinates of one meaning: codes are words and texts by their places in a program.
        if case .text = input.type, first.program.strings != program.strings { return notShared(input) }
        if case .word(let codes) = input.type, case .word(let others) = other.type,
          codes.map({ program.words[$0] }) != others.map({ first.program.words[$0] })
        {
          return notShared(input)
        }
        if known.full != variable.full { _ = notShared(input) }
        let both = known.full.intersection(variable.full, false)
        if both.isEmpty(false) { return nil }
        variables[start + offset].full = both
      }
    }
    return start
  }

  private func notShared(_ input: InputDefinition) -> Int? {
    if !unlike.contains(input.name) { unlike.append(input.name) }
    return nil
  }

  /// The values of a set in the positions of its variable: words of another program stand where the first has them.
  private func positioned(_ values: [Int128], _ input: InputDefinition, _ variable: Int, _ program: Program) -> [Int128]
  {
    guard case .word(let codes) = input.type, let first = views.first, variables[variable].isSet,
      let other = first.program.inputs.first(where: { $0.name == input.name }), case .word(let others) = other.type,
      variables[variable].values == others.map({ Int128($0) })
    else { return values }
    let words = codes.map { program.words[$0] }
    var placed: [Int128] = []
    for (position, code) in others.enumerated() {
      if let own = words.firstIndex(of: first.program.words[code]) {
        placed.append(Int128(codes[own]))
      } else {
        placed.append(-1)
        for index in variables.indices where variables[index].name == input.name {
          variables[index].full.lanes[position >> 6] &= ~(1 << UInt64(position & 63))
        }
        _ = notShared(input)
      }
    }
    if words.count != others.count { _ = notShared(input) }
    return placed
  }

  private func isLike(_ one: ValueType, _ other: ValueType) -> Bool {
    switch (one, other) {
    case (.number(let first), .number(let second)):
      first.scale == second.scale && first.isPercent == second.isPercent && first.dimension == second.dimension
    case (.word, .word), (.words, .words), (.yesNo, .yesNo), (.country, .country), (.date, .date), (.text, .text): true
    default: false
    }
  }

  // MARK: Edges

  /// Where conditions and tables change along the intervals.
  private func findEdges(_ view: SpaceView) {
    let program = view.program
    func note(_ node: Int32, from lower: Int128, to upper: Int128) {
      var node = node
      var (lower, upper) = (lower, upper)
      while program.nodes[Int(node)].operation == .rescale {
        let factor = program.nodes[Int(node)].constant
        guard factor > 0 else { return }
        lower = lower > -NumberType.widest ? lower / factor : lower
        upper = upper < NumberType.widest ? upper / factor : upper
        node = program.nodes[Int(node)].first
      }
      guard program.nodes[Int(node)].operation == .input else { return }
      for first in view.firstVariable[Int(program.nodes[Int(node)].first)] where !variables[Int(first)].isSet {
        let range = variables[Int(first)].interval(lower, upper)
        let full = variables[Int(first)].full
        if range.isEmpty(false) { continue }
        if range.lower > full.lower { variables[Int(first)].edges.append(range.lower) }
        if range.upper < full.upper { variables[Int(first)].edges.append(range.upper + 1) }
      }
    }
    for node in program.nodes {
      switch node.operation {
      case .equal, .notEqual, .less, .lessOrEqual:
        let (left, right) = (program.nodes[Int(node.first)], program.nodes[Int(node.second)])
        let strict: Int128 = node.operation == .less ? 1 : 0
        let isEqual = node.operation == .equal || node.operation == .notEqual
        if right.operation == .constant {
          note(node.first, from: isEqual ? right.constant : .min, to: right.constant - strict)
        } else if left.operation == .constant {
          note(node.second, from: left.constant + strict, to: isEqual ? left.constant : .max)
        }
      default: break
      }
    }
    for table in program.tables {
      let columns = table.columnCount
      for row in table.rows.indices {
        for column in 0..<columns {
          let node = column < table.keys.count ? table.keys[column] : table.dateNode
          let (lower, upper) = (table.lowers[row * columns + column], table.uppers[row * columns + column])
          note(node, from: lower == .min ? .min : Int128(lower), to: upper == .max ? .max : Int128(upper))
        }
      }
    }
    for value in program.values {
      for item in value.cases where item.dateNode >= 0 { note(item.dateNode, from: item.firstDay, to: item.lastDay) }
    }
    for effect in program.effects where effect.dateNode >= 0 {
      note(effect.dateNode, from: effect.firstDay, to: effect.lastDay)
    }
    for list in program.lists where list.dateNode >= 0 {
      for entry in list.entries { note(list.dateNode, from: entry.firstDay, to: entry.lastDay) }
    }
  }
}
