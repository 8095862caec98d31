/// A book of one value with many rules over many inputs, made at random and the same in every run.
///
/// Each rule asks about three things and is an exception to the value or to an earlier rule. What is an exception to
/// one thing asks about one input apart from the others, most of the time, so that few pairs clash.
struct RuleSet {
  private var random: SeededGenerator
  private let inputs: [Input]
  private var nodes: [Node] = []
  private let figures: Int

  private struct Input {
    var name: String
    var kind: Kind

    enum Kind {
      case choice(Int)
      case yesNo
      case number(Int)
      case date, percent
    }

    /// How many parts its answers fall into.
    var parts: Int {
      switch kind {
      case .choice(let count): count
      case .yesNo: 2
      case .number: 10
      case .date: 8
      case .percent: 6
      }
    }
  }

  /// The value, or a rule of it.
  private struct Node {
    var name: String
    var depth: Int
    /// Inputs that it and what it is an exception to ask about.
    var asked: Set<Int>
    /// What its exceptions ask about each apart from the others.
    var split: Int
    var partsLeft: Int
    /// The amounts that are left for conditions on the figure.
    var amounts: ClosedRange<Int>
  }

  /// - Parameter figures: How many of a hundred conditions ask about the price in place of an input.
  static func text(rules: Int, figures: Int = 0) -> String {
    var set = RuleSet(figures)
    return set.text(rules)
  }

  private init(_ figures: Int) {
    random = SeededGenerator(2_026)
    self.figures = figures
    var inputs = [Input(name: "quantity", kind: .number(100_000))]
    for size in [8, 7, 6, 5, 4, 4] { inputs.append(Input(name: "choice-\(inputs.count)", kind: .choice(size))) }
    for size in [1_000, 500, 100, 100_000] {
      inputs.append(Input(name: "number-\(inputs.count)", kind: .number(size)))
    }
    for _ in 0..<3 { inputs.append(Input(name: "date-\(inputs.count)", kind: .date)) }
    for _ in 0..<3 { inputs.append(Input(name: "answer-\(inputs.count)", kind: .yesNo)) }
    for _ in 0..<3 { inputs.append(Input(name: "share-\(inputs.count)", kind: .percent)) }
    self.inputs = inputs
  }

  private mutating func text(_ rules: Int) -> String {
    var text = "book rules \"Rules\"\n  language 1\n  currency EUR\n  shows points\n"
    for input in inputs { text += "\ninput \(input.name) \"Input\"\n  \(Self.declaration(input))\n" }
    if figures > 0 { text += Self.price }
    text += "\nvalue points \"Points\"\n  is 0\n"
    nodes = [Node(name: "points", depth: 0, asked: [1], split: 1, partsLeft: 8, amounts: 10...800_000)]
    for rule in 1...rules { text += self.rule(rule) }
    return text
  }

  private static let price = """

    tiers volume "Volume"
      by quantity
      on the whole quantity
      0 to 9 | 0%
      10 to 49 | 5%
      50 to 249 | 10%
      250 or more | 15%

    price amount "Amount"
      start quantity × 9.90 EUR
      less volume of what is left
      round half up to cent
      accept cliff "meant"

    """

  private static func declaration(_ input: Input) -> String {
    switch input.kind {
    case .choice: "one of \(words(input).joined(separator: ", "))"
    case .yesNo: "yes or no"
    case .number(let size): "whole number 0 to \(size - 1)"
    case .date: "date from 2016-01-01"
    case .percent: "percent 0% to 60% in steps of 0.5%"
    }
  }

  private static func words(_ input: Input) -> [String] { (0..<input.parts).map { "\(input.name)-\($0)" } }

  private mutating func rule(_ number: Int) -> String {
    let open = nodes.indices.filter { nodes[$0].partsLeft > 0 && nodes[$0].depth < 4 }
    let parent = open.randomElement(using: &random) ?? 0
    let node = nodes[parent]
    nodes[parent].partsLeft -= 1
    var next = Node(
      name: "rule-\(number)", depth: node.depth + 1, asked: node.asked, split: 0, partsLeft: 0, amounts: node.amounts)
    // Now and then somebody forgets to keep a rule apart from its neighbours.
    var literals = random.chance(3) ? [] : [part(inputs[node.split], nodes[parent].partsLeft)]
    while literals.count < 3 {
      if random.chance(figures), next.amounts.count > 100 {
        literals.append(amount(&next.amounts))
        continue
      }
      let input = free(next.asked)
      next.asked.insert(input)
      literals.append(part(inputs[input], Int.random(in: 0..<inputs[input].parts, using: &random), isLoose: true))
    }
    next.split = free(next.asked)
    next.asked.insert(next.split)
    next.partsLeft = inputs[next.split].parts
    nodes.append(next)
    return "\nexception \(next.name) to \(node.name)\n  is \(number)\n  when \(literals.joined(separator: " and "))\n"
  }

  private mutating func free(_ asked: Set<Int>) -> Int {
    inputs.indices.filter { !asked.contains($0) }.randomElement(using: &random) ?? 0
  }

  private mutating func amount(_ range: inout ClosedRange<Int>) -> String {
    let edge = Int.random(in: range.lowerBound + 1...range.upperBound - 1, using: &random)
    if random.chance(50) {
      range = edge...range.upperBound
      return "amount is \(edge) EUR or more"
    }
    range = range.lowerBound...edge
    return "amount is under \(edge) EUR"
  }

  /// A condition that one part of an input's answers meets; a loose one stands for more of them.
  private mutating func part(_ input: Input, _ part: Int, isLoose: Bool = false) -> String {
    switch input.kind {
    case .choice:
      return isLoose && random.chance(50)
        ? "\(input.name) is not \(input.name)-\(part)" : "\(input.name) is \(input.name)-\(part)"
    case .yesNo: return part == 0 ? input.name : "not \(input.name)"
    case .number(let size):
      let (lower, upper) = (size / 10 * part, size / 10 * (part + 1))
      if isLoose { return random.chance(50) ? "\(input.name) is \(lower) or more" : "\(input.name) is under \(upper)" }
      return "\(input.name) is \(lower) or more and \(input.name) is under \(upper)"
    case .date:
      let (before, after) = ("\(2_018 + part)-01-01", "\(2_017 + part)-01-01")
      if isLoose {
        return random.chance(50) ? "\(input.name) is after \(after)" : "\(input.name) is before \(before)"
      }
      return "\(input.name) is after \(after) and \(input.name) is before \(before)"
    case .percent:
      let (lower, upper) = (part * 10, part * 10 + 9)
      if isLoose {
        return random.chance(50) ? "\(input.name) is \(lower)% or more" : "\(input.name) is \(upper)% or less"
      }
      return "\(input.name) is \(lower)% or more and \(input.name) is \(upper)% or less"
    }
  }
}
