/// One text with a name, its lines indexed once. All offsets are UTF-8 offsets in `text`.
public struct SourceText: Sendable {
  /// What messages call it: a path as the user knows it, or `console`.
  public let name: String
  /// The whole text, stored as native UTF-8.
  public let text: String
  /// The same as bytes, for readers that go by offsets.
  public let bytes: [UInt8]
  /// The offset at which each line starts.
  private let lineStarts: [Int]

  /// Takes any text; lines end with a line feed, a carriage return before it belongs to the line end.
  public init(name: String, text: String) {
    var native = text
    native.makeContiguousUTF8()
    self.name = name
    self.text = native
    bytes = Array(native.utf8)
    var starts = [0]
    native.withUTF8 { bytes in
      for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
    }
    lineStarts = starts
  }

  /// The length of the text in UTF-8 bytes.
  public var utf8Count: Int { text.utf8.count }

  /// How many lines there are: one more than line feeds.
  public var lineCount: Int { lineStarts.count }

  /// Line and column of an offset, both from 1, the column in characters. An offset outside of the text counts as
  /// its nearest end.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let inside = min(max(offset, 0), utf8Count)
    let number = lineNumber(at: inside)
    let start = lineStarts[number - 1]
    return (number, characterCount(start..<inside) + 1)
  }

  /// The line in which an offset lies, from 1.
  public func lineNumber(at offset: Int) -> Int {
    var (lower, upper) = (0, lineStarts.count)
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if lineStarts[middle] <= offset { lower = middle } else { upper = middle }
    }
    return lower + 1
  }

  /// A line, from 1, without its line end; empty when there is no such line.
  public func line(_ number: Int) -> String {
    guard (1...lineCount).contains(number) else { return "" }
    return String(slice(offsets(ofLine: number)))
  }

  /// The offset at which a line, from 1, starts; the line must exist.
  public func offset(ofLine number: Int) -> Int { lineStarts[number - 1] }

  /// Where a line lies without its line end; the line must exist.
  func offsets(ofLine number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    guard number < lineCount else { return start..<utf8Count }
    let end = lineStarts[number] - 1
    return start..<(end > start && byte(at: end - 1) == UInt8(ascii: "\r") ? end - 1 : end)
  }

  /// The text between two offsets; each is first moved back to the start of its Unicode scalar.
  func slice(_ offsets: Range<Int>) -> Substring {
    text[index(offsets.lowerBound)..<index(offsets.upperBound)]
  }

  /// How many blanks and tabs a line begins with; the line must exist.
  func indentation(ofLine number: Int) -> Int {
    slice(offsets(ofLine: number)).utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  }

  /// The offset at which the Unicode scalar at an offset starts.
  func scalarStart(_ offset: Int) -> Int {
    var start = offset
    while start > 0, start < utf8Count, byte(at: start) & 0b1100_0000 == 0b1000_0000 { start -= 1 }
    return start
  }

  private func index(_ offset: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: scalarStart(offset))
  }

  private func byte(at offset: Int) -> UInt8 {
    text.utf8[text.utf8.index(text.startIndex, offsetBy: offset)]
  }

  /// ASCII without carriage returns has one character a byte, so a long line costs little.
  private func characterCount(_ offsets: Range<Int>) -> Int {
    let part = slice(offsets)
    let isPlain = part.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    return isPlain ? part.utf8.count : String(part).count
  }
}
