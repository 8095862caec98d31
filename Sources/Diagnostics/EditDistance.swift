/// The restricted Damerau-Levenshtein distance: letters changed, left out, added, or swapped with their neighbour.
enum EditDistance {
  /// The distance of two words; nil when it is over `limit`. Takes time in proportion to a word's length and the limit.
  static func between(_ left: [UInt32], _ right: [UInt32], atMost limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    let tooMany = limit + 1
    var beforeLast = [Int](repeating: tooMany, count: right.count + 1)
    var last = (0...right.count).map { min($0, tooMany) }
    for row in 0..<left.count {
      var current = [Int](repeating: tooMany, count: right.count + 1)
      if row < limit { current[0] = row + 1 }
      var least = current[0]
      // Only cells near the diagonal can stay within the limit.
      for column in max(0, row - limit)..<max(max(0, row - limit), min(right.count, row + limit + 1)) {
        let isSame = left[row] == right[column]
        var distance = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          distance = min(distance, beforeLast[column - 1] + 1)
        }
        current[column + 1] = min(distance, tooMany)
        least = min(least, distance)
      }
      guard least <= limit else { return nil }
      (beforeLast, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
