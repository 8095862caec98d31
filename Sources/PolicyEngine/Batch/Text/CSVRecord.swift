/// One row of a table as ``CSVGrammar`` has it, with its cells.
package struct CSVRecord {
  /// The cells without their quotes.
  private(set) var cells: [[UInt8]] = []
  /// Where each cell lies as it is written, with its quotes.
  private(set) var ranges: [Range<Int32>] = []
  /// A quote was opened and never closed.
  private(set) var isOpen = false

  /// An empty line.
  var isEmpty: Bool { cells.count == 1 && ranges[0].isEmpty }

  /// Reads one row, and moves position and line past it.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ line: inout Int) {
    var grammar = CSVGrammar()
    var cell: [UInt8] = []
    var start = position
    func end(_ position: Int) {
      cells.append(cell)
      ranges.append(Int32(start)..<Int32(position))
    }
    while position < bytes.count {
      let byte = bytes[position]
      switch grammar.role(of: byte) {
      case .content:
        cell.append(byte)
        if byte == UInt8(ascii: "\n") { line += 1 }
      case .quote: break
      case .cellEnd:
        end(position)
        cell = []
        start = position + 1
      case .rowEnd:
        let hasReturn = position > start && bytes[position - 1] == UInt8(ascii: "\r")
        if hasReturn { cell.removeLast() }
        end(hasReturn ? position - 1 : position)
        position += 1
        line += 1
        return
      }
      position += 1
    }
    isOpen = grammar.isOpen
    end(position)
  }

  /// The cells of the first row of some bytes as texts.
  package static func heading(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ line: inout Int) -> [String]
  {
    var record = CSVRecord()
    record.read(bytes, &position, &line)
    return record.isEmpty ? [] : record.cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
