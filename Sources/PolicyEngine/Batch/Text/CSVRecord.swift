/// One row of a table as RFC 4180 has it: quoted cells may hold commas, quotes and line ends.
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
    var cell: [UInt8] = []
    var start = position
    var isQuoted = false
    func isLineEnd(_ index: Int) -> Bool {
      bytes[index] == UInt8(ascii: "\n")
        || (bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n"))
    }
    while position < bytes.count {
      let byte = bytes[position]
      if isQuoted {
        if byte == UInt8(ascii: "\n") { line += 1 }
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") {
          cell.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), position == start {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        cells.append(cell)
        ranges.append(Int32(start)..<Int32(position))
        cell = []
        start = position + 1
      } else if isLineEnd(position) {
        break
      } else {
        cell.append(byte)
      }
      position += 1
    }
    isOpen = isQuoted
    cells.append(cell)
    ranges.append(Int32(start)..<Int32(position))
    if position < bytes.count {
      position += bytes[position] == UInt8(ascii: "\r") ? 2 : 1
      line += 1
    }
  }

  /// The cells of the first row of some bytes as texts.
  package static func heading(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ line: inout Int) -> [String]
  {
    var record = CSVRecord()
    record.read(bytes, &position, &line)
    return record.isEmpty ? [] : record.cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
