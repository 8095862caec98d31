/// Tables as text, after RFC 4180: fields in quotes where they need it, CRLF or LF.
package enum CSVText {
  /// One row, without its line end.
  package static func row(_ fields: [String]) -> String {
    fields.map { field in
      let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      return needsQuotes
        ? "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }

  /// All rows, each with the line it begins on; nil if a quote is never closed.
  package static func rows(_ text: String) -> [(line: Int, fields: [String])]? {
    var rows: [(Int, [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var (line, start) = (1, 1)
    var isQuoted = false
    var isOpen = false
    let bytes = Array(text.utf8)
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      field = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A { line += 1 }
      if isQuoted {
        if byte != 0x22 {
          field.append(byte)
        } else if index < bytes.count, bytes[index] == 0x22 {
          field.append(0x22)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == 0x22, field.isEmpty {
        isQuoted = true
        isOpen = true
      } else if byte == 0x2C {
        endField()
        isOpen = true
      } else if byte == 0x0A {
        if field.last == 0x0D { field.removeLast() }
        if isOpen || !field.isEmpty {
          endField()
          rows.append((start, fields))
        }
        fields = []
        isOpen = false
        start = line
      } else {
        field.append(byte)
      }
    }
    if isQuoted { return nil }
    if isOpen || !field.isEmpty {
      endField()
      rows.append((start, fields))
    }
    return rows
  }
}
