import PolicyEngine
import PolicyLanguage
import Testing

@testable import Console

/// The graph of a book as a drawing: everything is there, and nothing lies on anything else.
@Suite struct GraphDrawingTests {
  /// A book of many values that read each other at random.
  static func randomBook(_ seed: UInt64) -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let count = 3 + next(25)
    var lines = ["book b \"B\"", "  language 1", "  currency EUR", "  shows value-\(count - 1), value-\(count / 2)"]
    for input in 0..<3 {
      lines += [
        "input input-\(input) \"Input \(String(repeating: "long ", count: next(12)))\"", "  whole number 0 to 9",
      ]
      if input > 0, next(2) == 0 { lines.append("  default input-\(input - 1)") }
    }
    for value in 0..<count {
      let names = (0...next(4)).map { _ in
        value == 0 || next(3) == 0 ? "input-\(next(3))" : "value-\(next(value))"
      }
      lines += ["value value-\(value)", "  is (" + names.joined(separator: " + ") + "), at most 9"]
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: PageBook.folders) func ofABook(folder: String) throws { try expectSound(PageBook(folder: folder)) }

  @Test(arguments: 1...60) func ofARandomBook(seed: Int) throws {
    try expectSound(PageBook(Self.randomBook(UInt64(seed))))
  }

  private func expectSound(_ sample: PageBook) throws {
    let graph = sample.graph
    let drawing = GraphDrawing(graph, of: sample.book)
    let layout = drawing.layout
    #expect(layout.boxes.map(\.vertex) == Array(graph.vertices.indices))
    let edges = graph.vertices.indices.flatMap { to in graph.vertices[to].reads.map { [$0, to] } }
    #expect(Set(layout.lines.map { [$0.from, $0.to] }) == Set(edges))
    #expect(layout.lines.count == edges.count)
    for (index, box) in layout.boxes.enumerated() {
      #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= layout.width && box.y + box.height <= layout.height)
      for other in layout.boxes[(index + 1)...] {
        let apart =
          box.x + box.width <= other.x || other.x + other.width <= box.x || box.y + box.height <= other.y
          || other.y + other.height <= box.y
        #expect(apart, "\(graph.vertices[box.vertex].name) lies on \(graph.vertices[other.vertex].name)")
      }
      // Inputs at one side, values behind what they read.
      let vertex = graph.vertices[box.vertex]
      if vertex.isInput { #expect(box.x == layout.boxes.map(\.x).min()) }
      for read in vertex.reads where !vertex.isInput { #expect(layout.boxes[read].x < box.x) }
    }
    for line in layout.lines where !line.isWithinLayer {
      // Along a layer a line is straight, and no box but its own lies there.
      for index in stride(from: 1, to: line.points.count - 1, by: 2) {
        let (start, end) = (line.points[index - 1], line.points[index])
        #expect(start.y == end.y)
        for box in layout.boxes where box.vertex != line.from {
          let isClear =
            end.x <= box.x || start.x >= box.x + box.width || start.y <= box.y || start.y >= box.y + box.height
          #expect(isClear, "a line lies on \(graph.vertices[box.vertex].name)")
        }
      }
    }
    let svg = drawing.svg
    let reader = MarkupReader(svg)
    #expect(reader.faults.isEmpty, "\(reader.faults)")
    #expect(Set(reader.elements.map(\.name)) == ["svg", "title", "style", "rect", "text", "path", "g"])
    #expect(
      !reader.elements.contains { element in
        ["x", "y", "width", "height"].contains { element.attributes[$0]?.contains(".") == true }
      })
    #expect(GraphDrawing(sample.graph, of: sample.book).svg == svg)
  }

  /// The tree opens each value once.
  @Test(arguments: PageBook.folders) func theTreeHasEverythingOnce(folder: String) throws {
    let sample = try PageBook(folder: folder)
    let lines = GraphText(sample.graph, of: sample.book).text.split(separator: "\n")
    for vertex in sample.graph.vertices {
      let named = lines.filter { line in
        line.drop { "│├└─ ".contains($0) }.split(separator: " ").first.map(String.init) == vertex.name
      }
      #expect(named.filter { !$0.hasSuffix("(above)") }.count == 1, "\(vertex.name)")
    }
  }

  @Test func ofOneValue() throws {
    let sample = try PageBook(folder: "rules")
    let graph = sample.graph
    let vertex = try #require(graph.vertex(named: "reseller-discount"))
    let drawn = graph.below(vertex).union(graph.above(vertex))
    let layout = GraphDrawing(graph, of: sample.book, vertices: drawn).layout
    #expect(
      Set(layout.boxes.map { graph.vertices[$0.vertex].name }) == [
        "reseller-discount", "agreed-discount", "buyer", "own-administrators", "net", "vat", "total",
      ])
  }

  /// A chain of values is as deep as its author likes. Behind it and its input stands the currency, under a heading.
  @Test func aLongChain() throws {
    var lines = [
      "book b \"B\"", "  language 1", "  currency EUR", "  shows value-2000", "input n \"N\"", "  whole number 0 to 9",
    ]
    for value in 0...2000 { lines += ["value value-\(value)", "  is \(value == 0 ? "n" : "value-\(value - 1)")"] }
    let sample = try PageBook(lines.joined(separator: "\n"))
    #expect(GraphText(sample.graph, of: sample.book).text.split(separator: "\n").count == 2004)
    #expect(sample.graph.readingOrder.count == sample.graph.vertices.count)
    #expect(GraphDrawing(sample.graph, of: sample.book).layout.boxes.count == sample.graph.vertices.count)
  }

  @Test(arguments: 1...40) func placesKeepTheirDistance(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let wanted = (0..<20).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % 400) - 200
    }
    let heights = wanted.map { $0.isMultiple(of: 2) ? 44 : 6 }
    let places = GraphLayout.separated(wanted, heights)
    for index in places.indices.dropFirst() {
      #expect(places[index] - places[index - 1] >= (heights[index - 1] + heights[index]) / 2)
    }
    // What has room already stays.
    let roomy = (0..<20).map { $0 * 1000 }
    #expect(GraphLayout.separated(roomy, heights) == roomy)
  }
}
