import Diagnostics
import PolicyModel

/// The order in which values are made: each after what it reads. Rings do not load.
extension BookBuilder {
  /// The order of value declarations; those in a ring are reported and left out.
  mutating func dependencyOrder(_ exceptionsOf: [[Int]]) -> [Int] {
    var indexOf: [String: Int] = [:]
    for (index, declaration) in valueDeclarations.enumerated() { indexOf[declaration.name.text] = index }
    let reads = valueDeclarations.indices.map { index -> [(target: Int, place: SourceRange)] in
      var words: [Word] = []
      collectReads(of: index, exceptions: exceptionsOf[index], into: &words)
      return words.compactMap { word in indexOf[word.text].map { ($0, word.range) } }
    }
    var order: [Int] = []
    var state = [UInt8](repeating: 0, count: valueDeclarations.count)
    var rings: Set<Int> = []
    // A loop with its own stack: a chain of a hundred thousand values is no reason to fall.
    for root in valueDeclarations.indices where state[root] == 0 {
      var stack: [(index: Int, next: Int)] = [(root, 0)]
      state[root] = 1
      while let (index, next) = stack.last {
        if next < reads[index].count {
          stack[stack.count - 1].next += 1
          let target = reads[index][next].target
          if state[target] == 0 {
            state[target] = 1
            stack.append((target, 0))
          } else if state[target] == 1, !rings.contains(target) {
            let start = stack.firstIndex { $0.index == target } ?? 0
            let ring = stack[start...].map(\.index)
            rings.formUnion(ring)
            reportRing(ring, reads)
          }
        } else {
          state[index] = 2
          order.append(index)
          stack.removeLast()
        }
      }
    }
    return order.filter { !rings.contains($0) }
  }

  private mutating func reportRing(_ ring: [Int], _ reads: [[(target: Int, place: SourceRange)]]) {
    let names = ring.map { displayName(valueDeclarations[$0]) }
    var seen: [String] = []
    var known: Set<String> = []
    for name in names where known.insert(name).inserted { seen.append(name) }
    let isLong = seen.count > 12
    let path = (seen.prefix(12) + (isLong ? ["…"] : []) + [seen[0]]).joined(separator: " → ")
    for index in ring { damaged.insert(valueDeclarations[index].name.text) }
    let places = ring.indices.dropFirst().map { position -> Diagnostic.Place in
      let from = ring[position]
      let to = ring[(position + 1) % ring.count]
      let place = reads[from].first { $0.target == to }?.place ?? valueDeclarations[from].range
      return .init(range: place, label: "reads \(displayName(valueDeclarations[to]))")
    }
    let first = ring[0]
    let target = ring[1 % ring.count]
    report(
      .ring, "\(seen[0]) reads, in the end, itself: \(path)",
      at: reads[first].first { $0.target == target }?.place ?? valueDeclarations[first].range,
      label: "reads \(displayName(valueDeclarations[target]))", also: places,
      cure: "let one of them read something else: a figure cannot be computed from itself")
  }

  /// How a declaration is spoken of; a step is its price.
  func displayName(_ declaration: ValueDeclaration) -> String {
    declaration.isStep ? String(declaration.name.text.prefix { $0 != " " }) : declaration.name.text
  }

  private func collectReads(of index: Int, exceptions: [Int], into words: inout [Word]) {
    let declaration = valueDeclarations[index]
    func window(_ window: WindowSyntax, _ datedBy: Word?) {
      if window.isDated, let name = datedBy ?? declaration.datedBy ?? bookDatedBy { words.append(name) }
    }
    func oneCase(_ declaration: CaseDeclaration) {
      if case .expression(let expression) = declaration.result { collect(expression, &words) }
      if case .refuse(let text) = declaration.result { collect(text, &words) }
      if let when = declaration.when { collect(when, &words) }
      if let print = declaration.print { collect(print, &words) }
      window(declaration.window, declaration.datedBy)
      for step in declaration.steps { words.append(Word(step.value, step.range)) }
    }
    window(declaration.window, nil)
    if let when = declaration.readWhen { collect(when, &words) }
    switch declaration.body {
    case .cases(let cases): for item in cases { oneCase(item) }
    case .table(let table):
      words += table.keys
      for row in table.rows {
        if case .expression(let expression) = row.result { collect(expression, &words) }
        if case .refuse(let text) = row.result { collect(text, &words) }
        if let print = row.print { collect(print, &words) }
        window(row.window, nil)
        for cell in row.keys {
          if case .predicates(let predicates) = cell.kind { for predicate in predicates { collect(predicate, &words) } }
        }
      }
      if let otherwise = table.otherwise { oneCase(otherwise) }
    }
    for exception in exceptions { oneCase(self.exceptions[exception]) }
  }

  private func collect(_ text: TextSyntax, _ words: inout [Word]) {
    for piece in text.text.split(separator: "{").dropFirst() {
      words.append(Word(String(piece.prefix { $0 != "}" }), text.range))
    }
  }

  private func collect(_ predicate: PredicateSyntax, _ words: inout [Word]) {
    switch predicate {
    case .equals(let value), .compare(_, let value): collect(value, &words)
    case .between(let lower, let upper, _):
      collect(lower, &words)
      collect(upper, &words)
    case .inList(let list):
      if case .list(let index)? = names[list.text], let name = lists[index].datedBy ?? bookDatedBy {
        words.append(Word(name.text, list.range))
      }
    case .has, .startsWith: break
    }
  }

  private func collect(_ expression: ExpressionSyntax, _ words: inout [Word]) {
    switch expression.kind {
    case .word(let word): words.append(Word(word, expression.range))
    case .bracket(let inner), .negative(let inner), .aggregate(_, let inner), .datePart(_, let inner),
      .rounded(let inner, _), .not(let inner):
      collect(inner, &words)
    case .binary(_, let left, let right), .bounded(let left, _, let right), .dayInMonth(let left, let right):
      collect(left, &words)
      collect(right, &words)
    case .pick(_, let members), .call(_, let members), .and(let members), .or(let members):
      for member in members { collect(member, &words) }
    case .span(let span):
      collect(span.from, &words)
      collect(span.end, &words)
    case .spread(let spread):
      collect(spread.amount, &words)
      collect(spread.weight, &words)
      if let cap = spread.cap { collect(cap, &words) }
    case .test(let subject, let predicate, _):
      collect(subject, &words)
      collect(predicate, &words)
    case .number, .quantity, .percent, .date, .text, .code, .local, .rule: break
    }
  }
}
