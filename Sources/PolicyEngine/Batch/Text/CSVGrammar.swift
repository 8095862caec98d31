/// Where the cells and rows of a table end, after RFC 4180, byte by byte. All that cut a table into rows or a row into cells
/// follow it: a row is the same wherever it stands in a file.
///
/// A quote opens only as the first byte of a cell. Within quotes two of them are one, and commas and line ends are text;
/// behind the closing quote no other one opens in the same cell.
package struct CSVGrammar: Sendable {
  private var place = Place.cellStart

  private enum Place: Sendable { case cellStart, plain, quoted, afterQuote }

  /// What a byte is.
  package enum Role: Sendable {
    case content
    /// A quote around a cell, or the first of two within.
    case quote
    case cellEnd
    /// The line feed; a carriage return before it is content, which the line end takes along.
    case rowEnd
  }

  package init() {}

  /// Whether a quote is open.
  package var isOpen: Bool { place == .quoted }

  package mutating func role(of byte: UInt8) -> Role {
    let isQuote = byte == UInt8(ascii: "\"")
    if place == .quoted {
      if isQuote { place = .afterQuote }
      return isQuote ? .quote : .content
    }
    if isQuote, place == .cellStart || place == .afterQuote {
      defer { place = .quoted }
      return place == .cellStart ? .quote : .content
    }
    switch byte {
    case UInt8(ascii: ","):
      place = .cellStart
      return .cellEnd
    case UInt8(ascii: "\n"):
      place = .cellStart
      return .rowEnd
    default:
      place = .plain
      return .content
    }
  }

  /// Passes over bytes that are no quotes, the last of which is this one.
  package mutating func pass(upTo last: UInt8) {
    guard place != .quoted else { return }
    place = last == UInt8(ascii: ",") || last == UInt8(ascii: "\n") ? .cellStart : .plain
  }
}
