/// Reads JSON from UTF-8 bytes by recursive descent.
struct JSONParser {
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// How deep arrays and objects may be nested.
  static let greatestDepth = 200

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether a text is a number by the grammar of JSON.
  static func isNumber(_ text: String) -> Bool {
    var parser = JSONParser(bytes: Array(text.utf8))
    return (try? parser.number()) != nil && parser.offset == parser.bytes.count
  }

  mutating func document() throws(JSONError) -> JSON {
    skipBlanks()
    let result = try value()
    skipBlanks()
    guard offset == bytes.count else {
      throw failure("there is more after the end of the value", cure: "keep only one value")
    }
    return result
  }

  private mutating func value() throws(JSONError) -> JSON {
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil:
      throw failure("the text ends where a value is expected", cure: "check whether the end of the text was lost")
    case UInt8(ascii: "'"):
      throw failure("a string begins with a single quote", cure: "write it in double quotes")
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      throw failure("JSON has no comments", cure: "remove the comment")
    case 0xEF where bytes[offset...].starts(with: [0xEF, 0xBB, 0xBF]):
      throw failure("a byte order mark stands before the value", cure: "save the text without it")
    default:
      throw failure(
        "a value is expected here",
        cure: "write a string in double quotes, a number, true, false, null, an array or an object")
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    try enter()
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    var isFirst = true
    while try hasNext(closedBy: UInt8(ascii: "}"), isFirst: isFirst, of: "object") {
      isFirst = false
      guard current == UInt8(ascii: "\"") else {
        throw failure("the name of a member is expected here", cure: "write it in double quotes")
      }
      let start = offset
      let key = try string()
      guard keys.insert(key).inserted else {
        offset = start
        throw failure("the name \"\(Display.harmless(key))\" stands twice in one object", cure: "keep one of the two")
      }
      skipBlanks()
      guard current == UInt8(ascii: ":") else {
        throw failure("a colon is expected after the name of a member", cure: "write \"name\": value")
      }
      offset += 1
      skipBlanks()
      members.append(JSON.Member(key, try value()))
      skipBlanks()
    }
    depth -= 1
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSON {
    try enter()
    var elements: [JSON] = []
    while try hasNext(closedBy: UInt8(ascii: "]"), isFirst: elements.isEmpty, of: "array") {
      elements.append(try value())
      skipBlanks()
    }
    depth -= 1
    return .array(elements)
  }

  /// Passes the opening bracket.
  private mutating func enter() throws(JSONError) {
    guard depth < Self.greatestDepth else {
      throw failure("arrays and objects are nested more than \(Self.greatestDepth) deep", cure: "nest them less")
    }
    depth += 1
    offset += 1
    skipBlanks()
  }

  /// Passes the comma before a further item, or the closing bracket.
  private mutating func hasNext(closedBy closing: UInt8, isFirst: Bool, of whole: String) throws(JSONError) -> Bool {
    if current == closing {
      offset += 1
      return false
    }
    guard current != nil else {
      throw failure("the text ends inside of an \(whole)", cure: "check whether the end of the text was lost")
    }
    if isFirst { return true }
    guard current == UInt8(ascii: ",") else {
      throw failure("a comma or the end of the \(whole) is expected here", cure: "put a comma between two items")
    }
    let comma = offset
    offset += 1
    skipBlanks()
    guard current != closing else {
      offset = comma
      throw failure("a comma stands before the end of the \(whole)", cure: "remove the comma")
    }
    return true
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[offset...].starts(with: word.utf8) else {
      throw failure("an unknown word", cure: "write true, false, null, or a string in double quotes")
    }
    offset += word.utf8.count
    return value
  }

  /// The literal of a number, as it is written.
  private mutating func number() throws(JSONError) -> String {
    let start = offset
    if current == UInt8(ascii: "-") { offset += 1 }
    let hasLeadingZero = current == UInt8(ascii: "0")
    try digits()
    if hasLeadingZero, bytes[start..<offset].drop(while: { $0 == UInt8(ascii: "-") }).count > 1 {
      offset = start
      throw failure("a number begins with a superfluous 0", cure: "remove the 0")
    }
    if current == UInt8(ascii: ".") {
      offset += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = offset
    while let byte = current, Self.isDigit(byte) { offset += 1 }
    guard offset > start else {
      throw failure("a digit is missing in a number", cure: "write digits before and after the point")
    }
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }
}

extension JSONParser {
  /// Passes a string, from its opening quote to its closing one.
  private mutating func string() throws(JSONError) -> String {
    let start = offset
    offset += 1
    var contents: [UInt8] = []
    while true {
      switch current {
      case UInt8(ascii: "\""):
        offset += 1
        guard let text = String(validating: contents, as: UTF8.self) else {
          offset = start
          throw failure("a string is not valid UTF-8", cure: "save the text as UTF-8")
        }
        return text
      case UInt8(ascii: "\\"):
        contents.append(contentsOf: try escape().utf8)
      case nil:
        offset = start
        throw failure("a string has no end", cure: "close it with a double quote")
      case let byte? where byte < 0x20:
        throw failure("a control character or line end stands in a string", cure: "write it as \\n, \\t or \\u00XX")
      case let byte?:
        contents.append(byte)
        offset += 1
      }
    }
  }

  private mutating func escape() throws(JSONError) -> String {
    let start = offset
    offset += 1
    let letter = current
    offset += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var units = [hexadecimalUnit()]
      if let first = units[0], UTF16.isLeadSurrogate(first), bytes[offset...].starts(with: [0x5C, 0x75]) {
        offset += 2
        units.append(hexadecimalUnit())
      }
      let whole = units.compactMap { $0 }
      if whole.count == units.count, let text = String(validating: whole, as: UTF16.self) { return text }
      offset = start
      throw failure("\\u names no character", cure: "write four hexadecimal digits, or a pair for one above FFFF")
    default:
      offset = start
      throw failure("an unknown escape in a string", cure: "write a backslash itself as two")
    }
  }

  private mutating func hexadecimalUnit() -> UInt16? {
    let end = min(offset + 4, bytes.count)
    let digits = bytes[min(offset, end)..<end]
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else {
      return nil
    }
    offset = end
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private func failure(_ message: String, cure: String) -> JSONError {
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSONError(
      message: message,
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: String(decoding: before[lineStart...], as: UTF8.self).count + 1,
      cure: cure)
  }
}
