/// What a file of orders turns out to be instead, told by its first bytes.
package enum ForeignFile {
  /// How files of other kinds begin.
  private static let kinds: [(start: [UInt8], what: String, cure: String)] = [
    ([0x1F, 0x8B], "compressed with gzip", "unpack it: `gunzip -c FILE | listino batch --in -`"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", "unpack it: `zstd -dc FILE | listino batch --in -`"),
    ([0xFD] + Array("7zXZ".utf8), "compressed with xz", "unpack it: `xz -dc FILE | listino batch --in -`"),
    (Array("BZh".utf8), "compressed with bzip2", "unpack it: `bzip2 -dc FILE | listino batch --in -`"),
    (
      Array("PK".utf8) + [3, 4], "a zip archive, as spreadsheets are stored",
      "save the sheet as CSV with commas, or unpack the archive"
    ),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old spreadsheet", "save the sheet as CSV with commas"),
    (Array("PAR1".utf8), "a Parquet file", "write it as CSV or JSON lines"),
    (Array("SQLite format 3".utf8) + [0], "a SQLite database", "write its orders as CSV or JSON lines"),
    (Array("%PDF".utf8), "a PDF", "name a file of orders: CSV or JSON lines"),
    ([0xFF, 0xFE], "text in UTF-16", "save it as UTF-8"),
    ([0xFE, 0xFF], "text in UTF-16", "save it as UTF-8"),
  ]

  /// What the file is, and what to do about it; nil where its first line is text.
  ///
  /// - Parameter bytes: The first bytes of the file, without a byte order mark of UTF-8.
  package static func problem(_ bytes: ArraySlice<UInt8>) -> (what: String, cure: String)? {
    if let kind = kinds.first(where: { bytes.starts(with: $0.start) }) { return (kind.what, kind.cure) }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let isText = line.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
    // A character may be cut in two where the first bytes end.
    let isWhole = line.count < bytes.count
    if isText, String(validating: isWhole ? line : withoutCutCharacter(line), as: UTF8.self) != nil { return nil }
    return ("no text in UTF-8", "save the orders as CSV or JSON lines in UTF-8")
  }

  private static func withoutCutCharacter(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let lead = bytes.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[lead] >= 0xC0 else { return bytes }
    return bytes[..<lead]
  }
}
