import PolicyEngine

/// The order of boxes and passing lines in each layer, and how crossings of lines between layers are made few.
struct LayerOrder {
  /// A box, or a place at which lines from a vertex pass.
  struct Item: Equatable {
    var vertex: Int
    var isPass: Bool
  }

  /// The lines from one vertex through one layer.
  struct Pass: Hashable {
    var vertex: Int
    var layer: Int
  }

  let layer: [Int: Int]
  private(set) var items: [[Item]]
  /// The position of each passing line in its layer.
  private(set) var passes: [Pass: Int] = [:]
  private var boxes: [Int: Int] = [:]
  private(set) var hasLineWithinFirst = false
  /// Between a layer and the next: from an item to an item, both by vertex and kind.
  private var links: [[(from: Item, to: Item)]]

  init(_ graph: BookGraph, _ vertices: Set<Int>, _ layer: [Int: Int]) {
    self.layer = layer
    let count = (layer.values.max() ?? 0) + 1
    items = Array(repeating: [], count: count)
    links = Array(repeating: [], count: count)
    for vertex in graph.readingOrder where vertices.contains(vertex) {
      items[layer[vertex] ?? 0].append(Item(vertex: vertex, isPass: false))
    }
    for from in vertices.sorted() {
      let first = layer[from] ?? 0
      let readers = graph.vertices[from].readers.filter { vertices.contains($0) }
      let lasts = readers.map { layer[$0] ?? 0 }
      if lasts.contains(first) { hasLineWithinFirst = true }
      let farthest = lasts.max() ?? first
      var before = Item(vertex: from, isPass: false)
      for index in first..<max(first, farthest) {
        for reader in readers where layer[reader] == index + 1 {
          links[index].append((before, Item(vertex: reader, isPass: false)))
        }
        if farthest > index + 1 {
          let pass = Item(vertex: from, isPass: true)
          items[index + 1].append(pass)
          links[index].append((before, pass))
          before = pass
        }
      }
    }
    number()
  }

  private mutating func number() {
    for (index, items) in items.enumerated() {
      for (position, item) in items.enumerated() {
        if item.isPass {
          passes[Pass(vertex: item.vertex, layer: index)] = position
        } else {
          boxes[item.vertex] = position
        }
      }
    }
  }

  private func position(_ item: Item, _ layer: Int) -> Int {
    (item.isPass ? passes[Pass(vertex: item.vertex, layer: layer)] : boxes[item.vertex]) ?? 0
  }

  /// For each item of each layer, the positions it is linked to in the layers before and behind.
  var neighbours: [[(before: [Int], behind: [Int])]] {
    var result = items.map { Array(repeating: (before: [Int](), behind: [Int]()), count: $0.count) }
    for (index, links) in links.enumerated() {
      for (from, to) in links {
        let (left, right) = (position(from, index), position(to, index + 1))
        result[index][left].behind.append(right)
        result[index + 1][right].before.append(left)
      }
    }
    return result
  }

  /// Sorts each layer by the middle of what its items are linked to, forwards and backwards, and keeps the best order.
  mutating func reduceCrossings(sweeps: Int) {
    var best = items
    var fewest = crossings
    for sweep in 0..<sweeps where fewest > 0 {
      let isForward = sweep.isMultiple(of: 2)
      for index in isForward ? Array(items.indices.dropFirst()) : items.indices.dropLast().reversed() {
        let sides = neighbours[index]
        let keys = items[index].indices.map { position in
          let list = isForward ? sides[position].before : sides[position].behind
          // A mean as a whole number, fine enough to tell neighbours apart.
          return list.isEmpty ? position << 20 : (list.reduce(0, +) << 20) / list.count
        }
        let order = items[index].indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
        items[index] = order.map { items[index][$0] }
        number()
      }
      let count = crossings
      if count < fewest {
        fewest = count
        best = items
      }
    }
    items = best
    number()
  }

  /// How many pairs of links cross.
  var crossings: Int {
    var count = 0
    for (index, links) in links.enumerated() {
      let pairs = links.map { (position($0.from, index), position($0.to, index + 1)) }.sorted { $0 < $1 }
      // Inversions of the right ends, counted by insertion into a sorted list.
      var ends: [Int] = []
      for (_, right) in pairs {
        var (lower, upper) = (0, ends.count)
        while lower < upper {
          let middle = (lower + upper) / 2
          if ends[middle] <= right { lower = middle + 1 } else { upper = middle }
        }
        count += ends.count - lower
        ends.insert(right, at: lower)
      }
    }
    return count
  }
}
