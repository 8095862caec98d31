package import PolicyEngine

/// Where the boxes of a graph stand and where its lines run: layers from left to right, in whole numbers.
///
/// Inputs stand in the first layer, and each value behind all it reads, as near to them as it can; what is shown and
/// read by nothing stands in the last. A line that passes a layer has a place in it like a box, so no line crosses a
/// box; the lines from one box share these places.
package struct GraphLayout {
  package static let boxHeight = 44
  private static let margin = 24
  private static let gap = 14
  private static let passHeight = 6
  private static let layerGap = 90
  private static let sweeps = 24

  /// The size of the whole drawing.
  package private(set) var width = 0
  package private(set) var height = 0
  package private(set) var boxes: [Box] = []
  package private(set) var lines: [Line] = []

  /// A vertex with its place.
  package struct Box: Sendable, Equatable {
    package var vertex: Int
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int
  }

  /// From what is read to what reads it: pairs of points between which the line bends, each pair crossing one gap.
  package struct Line: Sendable, Equatable {
    package var from: Int
    package var to: Int
    package var points: [Point]
    /// Both ends are in the first layer: an input that another one's default reads.
    package var isWithinLayer: Bool
  }

  package struct Point: Sendable, Equatable {
    package var x: Int
    package var y: Int
  }

  /// - Parameters:
  ///   - graph: The inputs and values.
  ///   - vertices: Those that are drawn.
  ///   - boxWidth: How wide the text of a vertex is with its margins.
  package init(_ graph: BookGraph, vertices: Set<Int>, boxWidth: (Int) -> Int) {
    guard !vertices.isEmpty else { return }
    let layer = Self.layers(graph, vertices)
    var layers = LayerOrder(graph, vertices, layer)
    layers.reduceCrossings(sweeps: Self.sweeps)
    place(layers, boxWidth)
    draw(graph, vertices, layers)
  }

  /// The layer of each vertex.
  private static func layers(_ graph: BookGraph, _ vertices: Set<Int>) -> [Int: Int] {
    var layer: [Int: Int] = [:]
    // Values come after those they read.
    for vertex in vertices.sorted() {
      if graph.vertices[vertex].isInput {
        layer[vertex] = 0
      } else {
        layer[vertex] = 1 + (graph.vertices[vertex].reads.compactMap { layer[$0] }.max() ?? 0)
      }
    }
    let last = layer.values.max() ?? 0
    for vertex in vertices where graph.vertices[vertex].isShown && graph.vertices[vertex].readers.isEmpty {
      layer[vertex] = last
    }
    return layer
  }

  // MARK: Places

  private var xOfLayer: [Int] = []
  private var widthOfLayer: [Int] = []
  /// The middle of each item of each layer.
  private var middles: [[Int]] = []

  private mutating func place(_ layers: LayerOrder, _ boxWidth: (Int) -> Int) {
    var x = Self.margin + (layers.hasLineWithinFirst ? 40 : 0)
    for items in layers.items {
      let width = items.compactMap { $0.isPass ? nil : boxWidth($0.vertex) }.max() ?? 0
      xOfLayer.append(x)
      widthOfLayer.append(width)
      x += width + Self.layerGap
    }
    self.width = x - Self.layerGap + Self.margin
    middles = layers.items.map { items in
      var y = 0
      return items.map { item in
        let half = Self.height(item) / 2
        y += half
        defer { y += half + Self.gap }
        return y
      }
    }
    let neighbours = layers.neighbours
    for sweep in 0..<Self.sweeps {
      let isForward = sweep.isMultiple(of: 2)
      for index in isForward ? Array(layers.items.indices) : layers.items.indices.reversed() {
        // The last sweeps look both ways.
        let sides = sweep >= Self.sweeps - 4 ? [true, false] : [isForward]
        var wanted: [Int] = []
        for position in layers.items[index].indices {
          var sum = 0
          var count = 0
          for side in sides {
            let other = side ? index - 1 : index + 1
            let list = side ? neighbours[index][position].before : neighbours[index][position].behind
            for neighbour in list { sum += middles[other][neighbour] }
            count += list.count
          }
          if count > 0 {
            wanted.append(sum / count)
          } else if let before = wanted.last {
            // What nothing draws anywhere stands under the one above it.
            let heights = layers.items[index][(position - 1)...position].map(Self.height)
            wanted.append(before + heights.reduce(0, +) / 2 + Self.gap)
          } else {
            wanted.append(middles[index][position])
          }
        }
        middles[index] = Self.separated(wanted, layers.items[index].map(Self.height))
      }
    }
    let tops = zip(layers.items, middles).flatMap { zip($0, $1).map { $1 - Self.height($0) / 2 } }
    let shift = Self.margin - (tops.min() ?? 0)
    for index in middles.indices { for position in middles[index].indices { middles[index][position] += shift } }
    let bottoms = zip(layers.items, middles).flatMap { zip($0, $1).map { $1 + Self.height($0) / 2 } }
    height = (bottoms.max() ?? 0) + Self.margin
    for (index, items) in layers.items.enumerated() {
      for (position, item) in items.enumerated() where !item.isPass {
        boxes.append(
          Box(
            vertex: item.vertex, x: xOfLayer[index], y: middles[index][position] - Self.boxHeight / 2,
            width: boxWidth(item.vertex), height: Self.boxHeight))
      }
    }
    boxes.sort { $0.vertex < $1.vertex }
  }

  private static func height(_ item: LayerOrder.Item) -> Int { item.isPass ? passHeight : boxHeight }

  /// The places nearest to those wanted that keep the order and the gaps: neighbours that would overlap stand together
  /// around their common middle.
  static func separated(_ wanted: [Int], _ heights: [Int]) -> [Int] {
    var offsets: [Int] = []
    var offset = 0
    for index in heights.indices {
      if index > 0 { offset += (heights[index - 1] + heights[index]) / 2 + gap }
      offsets.append(offset)
    }
    var groups: [(sum: Int, count: Int)] = []
    for index in wanted.indices {
      groups.append((wanted[index] - offsets[index], 1))
      while groups.count > 1 {
        let last = groups[groups.count - 1]
        let before = groups[groups.count - 2]
        guard before.sum * last.count > last.sum * before.count else { break }
        groups.removeLast()
        groups[groups.count - 1] = (before.sum + last.sum, before.count + last.count)
      }
    }
    // Rounding down keeps the order, and so the gaps.
    let starts = groups.flatMap { group in
      let (quotient, rest) = group.sum.quotientAndRemainder(dividingBy: group.count)
      return Array(repeating: rest < 0 ? quotient - 1 : quotient, count: group.count)
    }
    return zip(starts, offsets).map { $0 + $1 }
  }

  // MARK: Lines

  private mutating func draw(_ graph: BookGraph, _ vertices: Set<Int>, _ layers: LayerOrder) {
    let box = Dictionary(uniqueKeysWithValues: boxes.map { ($0.vertex, $0) })
    for to in vertices.sorted() {
      for from in graph.vertices[to].reads where vertices.contains(from) {
        guard let source = box[from], let target = box[to] else { continue }
        let first = layers.layer[from] ?? 0
        let last = layers.layer[to] ?? 0
        let end = Point(x: target.x, y: target.y + Self.boxHeight / 2)
        if first == last {
          let start = Point(x: source.x, y: source.y + Self.boxHeight / 2)
          lines.append(Line(from: from, to: to, points: [start, end], isWithinLayer: true))
          continue
        }
        // What is narrower than its layer is lengthened to the layer's end, so that no line bends over a box.
        var points = [Point(x: source.x + source.width, y: source.y + Self.boxHeight / 2)]
        points.append(Point(x: xOfLayer[first] + widthOfLayer[first], y: points[0].y))
        for index in (first + 1)..<max(first + 1, last) {
          guard let position = layers.passes[LayerOrder.Pass(vertex: from, layer: index)] else { continue }
          let y = middles[index][position]
          points.append(Point(x: xOfLayer[index], y: y))
          points.append(Point(x: xOfLayer[index] + widthOfLayer[index], y: y))
        }
        points.append(end)
        lines.append(Line(from: from, to: to, points: points, isWithinLayer: false))
      }
    }
  }
}
