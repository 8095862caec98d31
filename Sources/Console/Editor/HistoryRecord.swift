/// One line of the history file: `{"time":1767225600,"text":"quote team, 3 seats"}`.
struct HistoryRecord: Equatable {
  /// Seconds since 1970, UTC.
  var time: Int64
  var text: String

  init(time: Int64, text: String) {
    self.time = time
    self.text = text
  }

  /// The line without its newline, in ASCII but for letters beyond it.
  var line: String {
    var out = "{\"time\":\(time),\"text\":\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\"}"
  }

  /// Reads one line; nil if it is not such an object. Other members may stand in it, for a later version.
  init?(line: some Sequence<UInt8>) {
    var reader = HistoryRecordReader(Array(line))
    guard let record = reader.record() else { return nil }
    self = record
  }
}

/// As much JSON as a history line needs.
private struct HistoryRecordReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func record() -> HistoryRecord? {
    var time: Int64?
    var text: String?
    guard take("{") else { return nil }
    repeat {
      guard let name = string(), take(":") else { return nil }
      switch name {
      case "time":
        guard let value = number() else { return nil }
        time = value
      case "text":
        guard let value = string() else { return nil }
        text = value
      default:
        guard skipValue(depth: 0) else { return nil }
      }
    } while take(",")
    guard take("}"), peek() == nil, let time, let text else { return nil }
    return HistoryRecord(time: time, text: text)
  }

  /// The next byte that is not white space.
  private mutating func peek() -> UInt8? {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    return at < bytes.count ? bytes[at] : nil
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: sign) else { return false }
    at += 1
    return true
  }

  private mutating func word() -> Substring {
    _ = peek()
    let start = at
    while at < bytes.count, ![0x2C, 0x5D, 0x7D, 0x20, 0x09, 0x0D].contains(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)[...]
  }

  private mutating func number() -> Int64? {
    Int64(word())
  }

  private mutating func skipValue(depth: Int) -> Bool {
    guard depth < 16, let first = peek() else { return false }
    switch first {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "["):
      at += 1
      if take("]") { return true }
      repeat { guard skipValue(depth: depth + 1) else { return false } } while take(",")
      return take("]")
    case UInt8(ascii: "{"):
      at += 1
      if take("}") { return true }
      repeat { guard string() != nil, take(":"), skipValue(depth: depth + 1) else { return false } } while take(",")
      return take("}")
    default:
      let value = word()
      return ["true", "false", "null"].contains(value) || Double(value) != nil
    }
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var out: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: out, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      case 0..<0x20: return nil
      default: out.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    guard at < bytes.count else { return nil }
    let sign = bytes[at]
    at += 1
    switch sign {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(sign)
    case UInt8(ascii: "u"):
      guard let high = unit() else { return nil }
      guard 0xD800...0xDBFF ~= high else { return Unicode.Scalar(high) }
      guard bytes[at...].starts(with: Array("\\u".utf8)) else { return nil }
      at += 2
      guard let low = unit(), 0xDC00...0xDFFF ~= low else { return nil }
      return Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    default: return nil
    }
  }

  private mutating func unit() -> UInt16? {
    guard at + 4 <= bytes.count else { return nil }
    defer { at += 4 }
    return UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
  }
}
