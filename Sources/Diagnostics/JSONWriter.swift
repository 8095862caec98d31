/// Writes a JSON value as text.
struct JSONWriter {
  private(set) var text = ""
  private let pretty: Bool
  private var depth = 0

  init(pretty: Bool) {
    self.pretty = pretty
  }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: text += "null"
    case .bool(let isTrue): text += isTrue ? "true" : "false"
    case .number(let literal):
      if JSONParser.isNumber(literal) { text += literal } else { write(string: literal) }
    case .string(let string): write(string: string)
    case .array(let elements):
      enclose("[", "]", elements) { $0.write($1) }
    case .object(let members):
      enclose("{", "}", members) {
        $0.write(string: $1.key)
        $0.text += $0.pretty ? ": " : ":"
        $0.write($1.value)
      }
    }
  }

  private mutating func enclose<Item>(
    _ opening: String, _ closing: String, _ items: [Item], _ writeItem: (inout JSONWriter, Item) -> Void
  ) {
    text += opening
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      startLine()
      writeItem(&self, item)
    }
    depth -= 1
    if !items.isEmpty { startLine() }
    text += closing
  }

  private mutating func startLine() {
    if pretty { text += "\n" + String(repeating: "  ", count: depth) }
  }

  private mutating func write(string: String) {
    text += "\""
    // Most strings need no escape at all.
    let isPlain = string.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      text += string
      text += "\""
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if needsEscape(scalar) {
          for unit in UTF16.encode(scalar)! {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
          }
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }

  /// Control characters, which JSON or a terminal does not take as they are, and marks of writing direction.
  private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }
}
