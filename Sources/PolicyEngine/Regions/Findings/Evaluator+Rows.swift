import PolicyLanguage
import PolicyModel

/// Single rows of tables, as the proofs about tables ask for them.
extension Evaluator {
  /// Whether a row fits the order on its first line.
  func fits(row: Int, ofTable index: Int) -> Bool {
    let table = tables.start.advanced(by: index)
    _ = readKeys(table, 0)
    return fitsOpen(table, Int32(row)) == .yes
  }

  /// The first row that fits the order on its first line; nil where there is none or a key is not known.
  func firstRow(ofTable index: Int) -> Int? {
    let table = tables.start.advanced(by: index)
    let match = matches(table, areKnown: readKeys(table, 0))
    return match.isOpen || match.first < 0 ? nil : Int(match.first)
  }

  /// Whether the order on its first line comes to what holds otherwise.
  func isInNoRow(ofTable index: Int) -> Bool {
    let table = tables.start.advanced(by: index)
    let match = matches(table, areKnown: readKeys(table, 0))
    return !match.isOpen && match.first < 0
  }
}
