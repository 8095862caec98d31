import PolicyModel

/// A random book: blocks that can stand in any order, in any files.
struct RandomBook {
  var blocks: [Block] = []
  var inputs: [Input] = []

  /// One block as text. Rows of most tables can stand in any order.
  struct Block {
    var heading: String
    var clauses: [String] = []
    var rows: [String] = []
    var rowsAreOrdered = false
  }

  /// An input, with answers that an order may give.
  struct Input {
    var name: String
    var isPerLine: Bool
    var answers: [String]
    /// An order may leave it out.
    var hasDefault = false
  }

  private static func text(_ blocks: [Block], _ random: inout SeededGenerator, shuffled: Bool) -> String {
    blocks.map { block in
      let rows = shuffled && !block.rowsAreOrdered ? block.rows.shuffled(using: &random) : block.rows
      return ([block.heading] + (block.clauses + rows).map { "  " + $0 }).joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }

  /// The book as one file.
  func text() -> String {
    var random = SeededGenerator(seed: 0)
    return Self.text(blocks, &random, shuffled: false)
  }

  /// The same book in up to four files, with blocks and rows in another order.
  func files(shuffledBy random: inout SeededGenerator) -> [String] {
    var files = [[Block]](repeating: [], count: random.number(1...4))
    for block in blocks.shuffled(using: &random) { files[random.number(0...files.count - 1)].append(block) }
    return files.map { Self.text($0, &random, shuffled: true) }
  }

  /// An order that answers nearly everything.
  func order(_ random: inout SeededGenerator) -> Order {
    var order = Order()
    let isComplete = !random.chance(oneIn: 12)
    func isLeftOut(_ input: Input) -> Bool {
      input.hasDefault ? random.chance(oneIn: 2) : !isComplete && random.chance(oneIn: 6)
    }
    for input in inputs where !input.isPerLine && !isLeftOut(input) {
      order.inputs[input.name] = random.pick(input.answers)
    }
    for _ in 0..<random.number(1...3) {
      var line: [String: String] = [:]
      for input in inputs where input.isPerLine && !isLeftOut(input) { line[input.name] = random.pick(input.answers) }
      order.lines.append(line)
    }
    return order
  }
}
