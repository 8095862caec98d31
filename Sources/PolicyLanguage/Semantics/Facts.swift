import PolicyModel
import PolicyProgram
import Quantities

/// What is known of the inputs where an expression is read: from the conditions that led there.
struct Facts: Sendable {
  /// The codes an input can still be; an input that is not here can be anything.
  var codes: [Int: Set<Int128>] = [:]
  /// The bounds of inputs that are numbers or dates.
  var bounds: [Int: ClosedRange<Int128>] = [:]
  /// Conditions as they were asked, with their answers: what codes and bounds cannot hold, such as `starts with`.
  private(set) var answers: [Answer] = []
  /// Of which one side or the other holds: `or` where it holds, `and` where it does not.
  var disjunctions: [Answer] = []
  /// They contradict each other: no order comes here.
  private(set) var isImpossible = false
  /// How many more answers a proof compares; 0 where nothing is to be proved.
  var comparisonsLeft = 0

  /// A condition with its answer.
  struct Answer: Sendable {
    var node: Int32
    var isYes: Bool
  }

  enum Truth { case yes, no, open }

  /// The facts and a condition that holds (or, with `truth` false, does not).
  func adding(_ node: Int, _ truth: Bool, in program: Program) -> Facts {
    var facts = self
    facts.add(node, truth, program)
    return facts
  }

  /// Adds a condition that holds (or, with `truth` false, does not).
  mutating func assume(_ node: Int, _ truth: Bool, in program: Program) { add(node, truth, program) }

  private mutating func add(_ index: Int, _ truth: Bool, _ program: Program) {
    let node = program.nodes[index]
    if ![.and, .or, .not, .constant].contains(node.operation) {
      if comparisonsLeft > 0 {
        comparisonsLeft -= answers.count + 1
        if self.truth(of: index, in: program) == (truth ? .no : .yes) { isImpossible = true }
      }
      answers.append(Answer(node: Int32(index), isYes: truth))
    }
    switch node.operation {
    case .and where truth, .or where !truth:
      add(Int(node.first), truth, program)
      add(Int(node.second), truth, program)
    case .or, .and:
      // One side or the other: what both leave open.
      let known = disjunctions + [Answer(node: Int32(index), isYes: truth)]
      var left = self
      var right = self
      left.add(Int(node.first), truth, program)
      right.add(Int(node.second), truth, program)
      self = left.union(right, in: program)
      disjunctions = known
    case .not: add(Int(node.first), !truth, program)
    case .input:
      if case .yesNo = program.inputs[Int(node.first)].type { restrict(Int(node.first), to: [truth ? 1 : 0]) }
    case .equal, .notEqual:
      guard let (input, value) = comparison(node, program) else { return }
      let isEqual = (node.operation == .equal) == truth
      switch program.inputs[input].type {
      case .word(let words):
        if isEqual {
          restrict(input, to: [value])
        } else {
          restrict(input, to: (codes[input] ?? Set(words.map { Int128($0) })).subtracting([value]))
        }
      case .yesNo: restrict(input, to: isEqual ? [value] : [1 - value])
      case .country where isEqual: restrict(input, to: [value])
      case .country: if let known = codes[input] { restrict(input, to: known.subtracting([value])) }
      case .number where isEqual, .date where isEqual: restrict(input, value...value)
      default: break
      }
    case .less, .lessOrEqual:
      let (left, right) = (program.nodes[Int(node.first)], program.nodes[Int(node.second)])
      let strict: Int128 = node.operation == .less ? 1 : 0
      if left.operation == .input, right.operation == .constant {
        let input = Int(left.first)
        if truth {
          restrict(input, Int128.min...(right.constant - strict))
        } else {
          restrict(input, (right.constant + 1 - strict)...Int128.max)
        }
      } else if right.operation == .input, left.operation == .constant {
        let input = Int(right.first)
        if truth {
          restrict(input, (left.constant + strict)...Int128.max)
        } else {
          restrict(input, Int128.min...(left.constant - 1 + strict))
        }
      }
    case .inList:
      guard let (input, members) = membership(node, program) else { return }
      if truth {
        restrict(input, to: members)
      } else if let known = codes[input] {
        restrict(input, to: known.subtracting(members))
      } else if case .word(let words) = program.inputs[input].type {
        restrict(input, to: Set(words.map { Int128($0) }).subtracting(members))
      }
    case .constant: if (node.constant != 0) != truth { isImpossible = true }
    default: break
    }
  }

  /// The input that is asked for a list, and the codes of the list; nil where the list has dates.
  private func membership(_ node: Node, _ program: Program) -> (input: Int, members: Set<Int128>)? {
    let subject = program.nodes[Int(node.first)]
    guard subject.operation == .input, node.third < 0 else { return nil }
    return (Int(subject.first), Set(program.lists[Int(node.second)].entries.map { Int128($0.code) }))
  }

  private func comparison(_ node: Node, _ program: Program) -> (input: Int, value: Int128)? {
    let (left, right) = (program.nodes[Int(node.first)], program.nodes[Int(node.second)])
    if left.operation == .input, right.operation == .constant { return (Int(left.first), right.constant) }
    if right.operation == .input, left.operation == .constant { return (Int(right.first), left.constant) }
    return nil
  }

  private mutating func restrict(_ input: Int, to allowed: Set<Int128>) {
    let left = codes[input].map { $0.intersection(allowed) } ?? allowed
    codes[input] = left
    if left.isEmpty { isImpossible = true }
  }

  private mutating func restrict(_ input: Int, _ range: ClosedRange<Int128>) {
    let known = bounds[input] ?? Int128.min...Int128.max
    let lower = max(known.lowerBound, range.lowerBound)
    if lower > min(known.upperBound, range.upperBound) { isImpossible = true }
    bounds[input] = lower...max(lower, min(known.upperBound, range.upperBound))
  }

  private func union(_ other: Facts, in program: Program) -> Facts {
    if isImpossible { return other }
    if other.isImpossible { return self }
    var facts = Facts()
    facts.comparisonsLeft = min(comparisonsLeft, other.comparisonsLeft)
    facts.answers = answers.filter { other.answer(to: Int($0.node), in: program) == $0.isYes }
    for (input, set) in codes { if let theirs = other.codes[input] { facts.codes[input] = set.union(theirs) } }
    for (input, range) in bounds {
      if let theirs = other.bounds[input] {
        facts.bounds[input] =
          min(range.lowerBound, theirs.lowerBound)...max(range.upperBound, theirs.upperBound)
      }
    }
    return facts
  }

  /// The answer to a condition that was asked in the same words.
  private func answer(to index: Int, in program: Program) -> Bool? {
    answers.first { program.asksTheSame($0.node, Int32(index)) }?.isYes
  }

  /// Whether a condition certainly holds, certainly does not, or neither.
  func truth(of index: Int, in program: Program) -> Truth {
    if let known = answer(to: index, in: program) { return known ? .yes : .no }
    let node = program.nodes[index]
    switch node.operation {
    case .and:
      let (left, right) = (truth(of: Int(node.first), in: program), truth(of: Int(node.second), in: program))
      if left == .no || right == .no { return .no }
      return left == .yes && right == .yes ? .yes : .open
    case .or:
      let (left, right) = (truth(of: Int(node.first), in: program), truth(of: Int(node.second), in: program))
      if left == .yes || right == .yes { return .yes }
      return left == .no && right == .no ? .no : .open
    case .not:
      switch truth(of: Int(node.first), in: program) {
      case .yes: return .no
      case .no: return .yes
      case .open: return .open
      }
    case .constant: return node.constant != 0 ? .yes : .no
    case .input:
      guard let set = codes[Int(node.first)] else { return .open }
      return set == [1] ? .yes : set == [0] ? .no : .open
    case .equal, .notEqual:
      guard let (input, value) = comparison(node, program) else { return .open }
      let answer: Truth
      if let set = codes[input] {
        answer = !set.contains(value) ? .no : set.count == 1 ? .yes : .open
      } else if let range = bounds[input] {
        answer = !range.contains(value) ? .no : range.lowerBound == range.upperBound ? .yes : .open
      } else {
        return .open
      }
      if node.operation == .equal { return answer }
      return answer == .yes ? .no : answer == .no ? .yes : .open
    case .less, .lessOrEqual:
      let (left, right) = (range(of: Int(node.first), program), range(of: Int(node.second), program))
      guard let left, let right else { return .open }
      if node.operation == .less {
        return left.upperBound < right.lowerBound ? .yes : left.lowerBound >= right.upperBound ? .no : .open
      }
      return left.upperBound <= right.lowerBound ? .yes : left.lowerBound > right.upperBound ? .no : .open
    case .inList:
      guard let (input, members) = membership(node, program), let set = codes[input] else { return .open }
      return set.isSubset(of: members) ? .yes : set.isDisjoint(with: members) ? .no : .open
    default: return .open
    }
  }

  private func range(of index: Int, _ program: Program) -> ClosedRange<Int128>? {
    let node = program.nodes[index]
    if node.operation == .constant { return node.constant...node.constant }
    if node.operation == .input { return bounds[Int(node.first)] }
    return nil
  }

  /// What of it holds on every line: what was asked of the order, and not of the line where this is read.
  func ofOrder(_ isPerLine: [Bool], in program: Program) -> Facts {
    var facts = self
    facts.codes = codes.filter { !program.inputs[$0.key].isPerLine }
    facts.bounds = bounds.filter { !program.inputs[$0.key].isPerLine }
    facts.answers = answers.filter { !isPerLine[Int($0.node)] }
    facts.disjunctions = disjunctions.filter { !isPerLine[Int($0.node)] }
    return facts
  }

  /// The single currency that these facts leave, if there is one.
  func currency(in program: Program) -> String? {
    if program.currencies.count == 1 { return program.currencies[0].code }
    guard let set = codes[program.currencyInput], set.count == 1, let code = set.first else { return nil }
    return program.words[Int(code)]
  }
}
