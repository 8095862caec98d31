import Diagnostics
package import PolicyEngine
package import PolicyLanguage

/// The values of a book and what they read, as an indented tree.
///
/// A value is opened where it comes first; where it comes again its name points up.
package struct GraphText {
  private let graph: BookGraph
  private let book: RuleBook

  package init(_ graph: BookGraph, of book: RuleBook) {
    self.graph = graph
    self.book = book
  }

  /// The whole book: what a quote shows, then what only rules outside of the figures read, then what nothing reads.
  package var text: String {
    var tree = Tree(graph, book)
    var parts: [String] = []
    for vertex in graph.shown where !tree.opened.contains(vertex) { parts.append(tree.opening(vertex)) }
    let others = graph.vertices.indices.filter { !graph.vertices[$0].isInput && graph.vertices[$0].readers.isEmpty }
    var rest = others.filter { !tree.opened.contains($0) }.map { tree.opening($0) }
    let inputs = graph.vertices.indices.filter { graph.vertices[$0].isInput && !tree.opened.contains($0) }
    for input in inputs where !tree.opened.contains(input) { rest.append(tree.opening(input)) }
    if !rest.isEmpty { parts.append("not read by what is shown:\n" + rest.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  /// One value: its own tree, and what reads it.
  package func text(of vertex: Int) -> String {
    var tree = Tree(graph, book)
    let own = tree.opening(vertex)
    let readers =
      graph.vertices[vertex].readers.map { tree.description($0) }
      + graph.vertices[vertex].observers.map { description(graph.observers[$0]) }
    return own + "\n\n" + (readers.isEmpty ? "nothing reads it" : "read by:\n" + readers.joined(separator: "\n"))
  }

  private func description(_ observer: BookGraph.Observer) -> String {
    let name =
      switch observer.kind {
      case .block: observer.name
      case .value: "\(observer.name) (its text)"
      case .check: "“\(observer.name)”"
      }
    return Display.harmless("\(name)  \(observer.word)  (\(book.place(observer.range)))")
  }

  /// Writes trees, and knows what was opened above.
  private struct Tree {
    let graph: BookGraph
    let book: RuleBook
    var opened = Set<Int>()

    init(_ graph: BookGraph, _ book: RuleBook) {
      self.graph = graph
      self.book = book
    }

    /// The tree below a vertex. A long chain of values is no deep recursion.
    mutating func opening(_ root: Int) -> String {
      var lines: [String] = []
      var pending = [(vertex: root, lead: "", below: "")]
      while let (vertex, lead, below) = pending.popLast() {
        guard opened.insert(vertex).inserted else {
          lines.append("\(lead)\(Display.harmless(graph.vertices[vertex].name))  (above)")
          continue
        }
        lines.append(lead + description(vertex))
        let reads = graph.vertices[vertex].reads
        for (index, read) in reads.enumerated().reversed() {
          let isLast = index == reads.count - 1
          pending.append((read, below + (isLast ? "└─ " : "├─ "), below + (isLast ? "   " : "│  ")))
        }
      }
      return lines.joined(separator: "\n")
    }

    /// `net "Net"  price, 2 cases, shown  (rules/discounts.rules:27)`.
    func description(_ vertex: Int) -> String {
      let vertex = graph.vertices[vertex]
      var words = [vertex.word]
      if vertex.rowCount > 0 { words.append(Self.count(vertex.rowCount, "row")) }
      if vertex.caseCount > 0, vertex.rowCount == 0 || vertex.caseCount > 1 {
        words.append(Self.count(vertex.caseCount, "case"))
      }
      if vertex.isShown { words.append("shown") }
      let title = vertex.title.isEmpty ? "" : " \"\(vertex.title)\""
      return Display.harmless("\(vertex.name)\(title)  \(words.joined(separator: ", "))  (\(book.place(vertex.range)))")
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
  }
}
