import Glibc
import PolicyEngine

/// Finds where rows end in bytes that come piece by piece. Each byte is looked at once, however long a row is.
struct RowBorders {
  /// Rows may hold line ends within quotes.
  private let isTable: Bool
  private var grammar = CSVGrammar()
  /// How many bytes were looked at.
  private var position = 0
  /// Where the first row and the last whole one end, behind their line ends; nil while none does.
  private(set) var firstEnd: Int?
  private(set) var lastEnd: Int?
  /// Whether a quote is open behind the last byte.
  var isOpen: Bool { grammar.isOpen }

  /// - Parameter isTable: The rows are those of a table; otherwise each line is one.
  init(isTable: Bool) { self.isTable = isTable }

  /// Looks at what has come, from quote to quote.
  ///
  /// - Parameter start: All bytes from the beginning of a row on, those of earlier looks among them.
  mutating func look(_ start: UnsafePointer<UInt8>, _ count: Int) {
    while position < count {
      let quote = isTable ? Self.first(UInt8(ascii: "\""), start, position, count) : nil
      let end = quote ?? count
      if !grammar.isOpen { noteLineEnds(start, end) }
      if end > position { grammar.pass(upTo: start[end - 1]) }
      position = end
      if quote != nil {
        _ = grammar.role(of: UInt8(ascii: "\""))
        position += 1
      }
    }
  }

  /// Goes on without the bytes looked at, which end within a row.
  mutating func forget() { position = 0 }

  private mutating func noteLineEnds(_ start: UnsafePointer<UInt8>, _ end: Int) {
    if firstEnd == nil { firstEnd = Self.first(UInt8(ascii: "\n"), start, position, end).map { $0 + 1 } }
    guard firstEnd != nil else { return }
    var last = end
    while last > position, start[last - 1] != UInt8(ascii: "\n") { last -= 1 }
    if last > position { lastEnd = last }
  }

  private static func first(_ byte: UInt8, _ start: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    memchr(start + from, Int32(byte), end - from).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
  }
}
