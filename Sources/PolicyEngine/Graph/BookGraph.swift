package import Diagnostics
import PolicyLanguage
package import PolicyProgram

/// The inputs and values of a book, and which reads which. Hidden steps belong to the value they are steps of.
package struct BookGraph: Sendable {
  /// Inputs in their order, then values in the order of the program: each value after those it reads.
  package let vertices: [Vertex]
  /// What refuses, warns and is collected, what is said, and what is promised of all orders: it reads, and nothing reads
  /// it.
  package let observers: [Observer]
  /// The vertices that a quote shows, in its order.
  package let shown: [Int]
  private let byName: [String: Int]

  /// An input or a value.
  package struct Vertex: Sendable {
    package var name: String
    package var title: String
    /// The block word it came from.
    package var word: String
    package var isInput: Bool
    package var isShown: Bool
    /// How many cases decide it, exceptions included; 0 for an input.
    package var caseCount: Int
    /// How many rows it has if its base is a table, as written.
    package var rowCount: Int
    package var range: SourceRange
    /// The vertices it reads, in the order in which its text names them first.
    package var reads: [Int]
    /// The vertices that read it, in their order.
    package var readers: [Int] = []
    /// The observers that read it, in their order.
    package var observers: [Int] = []
  }

  /// An effect, a text, a check, or what a value prints.
  package struct Observer: Sendable {
    package var kind: Kind
    /// The block word.
    package var word: String
    /// Its name, or its title where it has no name.
    package var name: String
    package var range: SourceRange
    package var reads: [Int]

    package enum Kind: Sendable {
      /// Effects and texts, by their names.
      case block
      /// Checks, by their titles.
      case check
      /// The texts that a value's cases refuse with or print.
      case value
    }
  }

  /// - Parameters:
  ///   - program: A checked program.
  ///   - inputWord: The block word of inputs, and the one of checks: values and effects carry their own.
  package init(_ program: Program, inputWord: String = "input", checkWord: String = "check") {
    let reader = VertexReader(program)
    var vertices: [Vertex] = []
    for (index, input) in program.inputs.enumerated() {
      vertices.append(
        Vertex(
          name: input.name, title: input.title, word: inputWord, isInput: true, isShown: false, caseCount: 0,
          rowCount: 0, range: input.range,
          // An input whose condition reads itself would not load; one that its default reads is another.
          reads: reader.vertices(of: [input.defaultNode, input.guardNode]).filter { $0 != index }))
    }
    let shown = Set(program.shows)
    for (index, value) in program.values.enumerated() where !value.isStep {
      vertices.append(
        Vertex(
          name: value.name, title: value.title ?? "", word: value.block, isInput: false, isShown: shown.contains(index),
          caseCount: value.cases.count, rowCount: Self.rowCount(value, program), range: value.range,
          reads: reader.vertices(of: Self.roots(value))))
    }
    var observers: [Observer] = []
    func observe(_ kind: Observer.Kind, _ word: String, _ name: String, _ range: SourceRange, _ nodes: [Int32]) {
      let reads = reader.vertices(of: nodes)
      observers.append(Observer(kind: kind, word: word, name: name, range: range, reads: reads))
    }
    for value in program.values where !value.isStep {
      let texts = value.cases.flatMap { [$0.refusal, $0.print] }.compactMap { $0 }
      if texts.contains(where: { !$0.nodes.isEmpty }) {
        observe(.value, value.block, value.name, value.range, texts.flatMap(\.nodes))
      }
    }
    for effect in program.effects {
      let texts = effect.fields.flatMap(\.text.nodes)
      observe(.block, effect.kind, effect.name, effect.range, [effect.condition, effect.dateNode] + texts)
    }
    for message in program.messages {
      observe(.block, message.block, message.name, message.range, message.entries.flatMap(\.text.nodes))
    }
    for check in program.checks {
      observe(.check, checkWord, check.title, check.range, [check.condition, check.guardNode])
    }
    for index in vertices.indices { for read in vertices[index].reads { vertices[read].readers.append(index) } }
    for index in observers.indices { for read in observers[index].reads { vertices[read].observers.append(index) } }
    self.vertices = vertices
    self.observers = observers
    self.shown = program.shows.compactMap { reader.vertex(ofValue: $0) }
    var byName = Dictionary(vertices.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, value) in program.values.enumerated() {
      guard let vertex = reader.vertex(ofValue: index) else { continue }
      for rule in value.cases where byName[rule.name] == nil { byName[rule.name] = vertex }
    }
    self.byName = byName
  }

  /// The vertex of a name. The name of an exception stands for the value that it is in.
  package func vertex(named name: String) -> Int? { byName[name] }

  /// Vertices as one reads them: what a quote shows, each followed by what it reads and has not come before; then what
  /// only observers read, and what nothing reads.
  package var readingOrder: [Int] {
    var order: [Int] = []
    var seen = Set<Int>()
    let roots = shown + vertices.indices.filter { !vertices[$0].isInput && vertices[$0].readers.isEmpty }
    // What is shown comes first, also where one shown figure reads another.
    for vertex in shown where seen.insert(vertex).inserted { order.append(vertex) }
    var pending = Array(roots.reversed())
    var opened = Set<Int>()
    while let vertex = pending.popLast() {
      guard opened.insert(vertex).inserted else { continue }
      if seen.insert(vertex).inserted { order.append(vertex) }
      pending += vertices[vertex].reads.reversed()
    }
    return order + vertices.indices.filter { !seen.contains($0) }
  }

  /// What a vertex reads, directly or through others, and itself.
  package func below(_ vertex: Int) -> Set<Int> { reached(from: vertex, by: \.reads) }

  /// What reads a vertex, directly or through others, and itself.
  package func above(_ vertex: Int) -> Set<Int> { reached(from: vertex, by: \.readers) }

  private func reached(from vertex: Int, by neighbours: KeyPath<Vertex, [Int]>) -> Set<Int> {
    var found: Set = [vertex]
    var pending = [vertex]
    while let next = pending.popLast() {
      for neighbour in vertices[next][keyPath: neighbours] where found.insert(neighbour).inserted {
        pending.append(neighbour)
      }
    }
    return found
  }

  /// The nodes a value's cases begin with: results first, as its text does.
  private static func roots(_ value: ValueDefinition) -> [Int32] {
    value.cases.flatMap { [$0.result, $0.condition, $0.dateNode] }
  }

  /// A row with a list in a cell is several in the program, which share the place.
  private static func rowCount(_ value: ValueDefinition, _ program: Program) -> Int {
    var places = Set<SourceRange>()
    for rule in value.cases.prefix(value.baseCount) where rule.result >= 0 {
      let node = program.nodes[Int(rule.result)]
      if node.operation == .table { places.formUnion(program.tables[Int(node.first)].rows.map(\.range)) }
    }
    return places.count
  }
}

extension TextTemplate {
  /// The nodes whose figures stand in it.
  fileprivate var nodes: [Int32] { parts.compactMap { if case .node(let node) = $0 { node } else { nil } } }
}
