import Diagnostics
package import PolicyEngine
package import PolicyLanguage
import PolicyProgram

/// The values of a book and what they read, as an SVG drawing that needs nothing but itself.
package struct GraphDrawing {
  private let graph: BookGraph
  private let book: RuleBook
  private let vertices: Set<Int>
  package let layout: GraphLayout

  private static let nameWidth = 8
  private static let titleWidth = 7
  private static let padding = 10
  private static let widestBox = 280

  /// - Parameters:
  ///   - graph: The inputs and values.
  ///   - book: The book they are of.
  ///   - vertices: Those that are drawn; all if nil.
  package init(_ graph: BookGraph, of book: RuleBook, vertices: Set<Int>? = nil) {
    self.graph = graph
    self.book = book
    let drawn = vertices ?? Set(graph.vertices.indices)
    self.vertices = drawn
    layout = GraphLayout(graph, vertices: drawn) { Self.width(graph.vertices[$0]) }
  }

  /// Wide enough for the name, and for a title that is not too long.
  private static func width(_ vertex: BookGraph.Vertex) -> Int {
    let name = Display.width(Display.harmless(vertex.name)) * nameWidth
    let title = Display.width(Display.harmless(vertex.title)) * titleWidth
    return min(max(name, min(title, 210), 70) + 2 * padding, widestBox)
  }

  package var svg: String {
    let title = Markup.escaped(book.program.title.isEmpty ? book.program.name : book.program.title)
    let (width, height) = (layout.width, layout.height + 30)
    var lines = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" width="\#(width)" height="\#(height)" role="img">"#,
      "<title>\(title): what reads what</title>",
      "<style>", Self.style, "</style>",
      #"<rect class="paper" x="0" y="0" width="\#(width)" height="\#(height)"/>"#,
      #"<text class="note" x="24" y="\#(height - 14)">left: inputs · right: what a quote shows · a line runs from what is read to what reads it · hold the pointer over a box for its title</text>"#,
    ]
    for line in layout.lines { lines.append(path(line)) }
    for box in layout.boxes { lines.append(self.box(box)) }
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  private static let style = """
    svg { color-scheme: light dark; font-family: ui-sans-serif, system-ui, "Helvetica Neue", Arial, sans-serif; }
    .paper { fill: #ffffff; }
    .line { fill: none; stroke: #8a94a3; stroke-width: 1; }
    .default { stroke-dasharray: 4 3; }
    .box rect { fill: #f3f5f8; stroke: #8a94a3; }
    .input rect { fill: #eef6ee; stroke: #7da07d; }
    .shown rect { fill: #e6effb; stroke: #2f6fc4; stroke-width: 2; }
    .name { font: 600 13px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1b2330; }
    .under, .note { font-size: 11px; fill: #5a6575; }
    .line:hover { stroke: #d2621b; stroke-width: 3; }
    .box:hover rect { stroke: #d2621b; }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #14181f; }
      .line { stroke: #66707f; }
      .box rect { fill: #212833; stroke: #66707f; }
      .input rect { fill: #1d2b20; stroke: #5f8a62; }
      .shown rect { fill: #1b2d47; stroke: #6aa3ee; }
      .name { fill: #e8edf4; }
      .under, .note { fill: #a3aebd; }
    }
    """

  private func path(_ line: GraphLayout.Line) -> String {
    let points = line.points
    var data = "M\(points[0].x) \(points[0].y)"
    if line.isWithinLayer {
      let reach = points[0].x - 36
      data += " C\(reach) \(points[0].y) \(reach) \(points[1].y) \(points[1].x) \(points[1].y)"
    } else {
      // Straight along a layer, bent between two.
      for index in points.indices.dropFirst() {
        let (start, end) = (points[index - 1], points[index])
        if index % 2 == 1 {
          if start != end { data += " H\(end.x)" }
        } else {
          let middle = (start.x + end.x) / 2
          data += " C\(middle) \(start.y) \(middle) \(end.y) \(end.x) \(end.y)"
        }
      }
    }
    let (from, to) = (graph.vertices[line.from].name, graph.vertices[line.to].name)
    let kind = line.isWithinLayer ? "line default" : "line"
    return
      "<path class=\"\(kind)\" data-from=\"\(Markup.escaped(from))\" data-to=\"\(Markup.escaped(to))\" d=\"\(data)\"><title>\(Markup.escaped(to)) reads \(Markup.escaped(from))</title></path>"
  }

  private func box(_ box: GraphLayout.Box) -> String {
    let vertex = graph.vertices[box.vertex]
    let kind = vertex.isInput ? "box input" : vertex.isShown ? "box shown" : "box"
    let under = vertex.title.isEmpty ? vertex.word : vertex.title
    let tip = [vertex.title, vertex.word, book.place(vertex.range)].filter { !$0.isEmpty }.joined(separator: " · ")
    let x = box.x + Self.padding
    return """
      <g class="\(kind)" data-name="\(Markup.escaped(vertex.name))"><title>\(Markup.escaped(tip))</title>\
      <rect x="\(box.x)" y="\(box.y)" width="\(box.width)" height="\(box.height)" rx="6"/>\
      <text class="name" x="\(x)" y="\(box.y + 18)">\
      \(Markup.escaped(clipped(vertex.name, box, Self.nameWidth)))</text>\
      <text class="under" x="\(x)" y="\(box.y + 35)">\(Markup.escaped(clipped(under, box, Self.titleWidth)))</text></g>
      """
  }

  /// As much of a text as the box has room for.
  private func clipped(_ text: String, _ box: GraphLayout.Box, _ letterWidth: Int) -> String {
    let room = (box.width - 2 * Self.padding) / letterWidth
    let text = Display.harmless(text)
    guard Display.width(text) > room else { return text }
    var kept = ""
    var width = 0
    for character in text {
      width += Display.width(String(character))
      if width >= room { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
