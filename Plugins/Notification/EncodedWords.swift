/// Text in headers that ASCII cannot write (RFC 2047): `=?utf-8?Q?caff=C3=A8?=`.
enum EncodedWords {
  /// The longest word that the standard allows.
  static let greatestLength = 75

  private static let opening = "=?utf-8?"
  /// What is not the text itself: the opening, the letter of the encoding and its mark, and the closing.
  private static let frameLength = opening.utf8.count + 4

  /// The whole text as words; readers drop the blanks between them, so that the text's own are encoded, too.
  ///
  /// - Parameter firstLength: what is left of the line that the first word stands on.
  static func words(_ text: String, firstLength: Int) -> [String] {
    // People look into the files of a maildrop: text that is mostly of Latin letters stays legible.
    let staysReadable = text.utf8.reduce(0) { $0 + (isReadable($1) ? 1 : -1) } >= 0
    var words: [String] = []
    var chunk: [UInt8] = []
    // A word holds whole characters: each is decoded by itself (RFC 2047, 5).
    for scalar in text.unicodeScalars {
      let longer = chunk + Array(String(scalar).utf8)
      let room = (words.isEmpty ? min(firstLength, greatestLength) : greatestLength) - frameLength
      if !chunk.isEmpty, staysReadable ? quoted(longer).utf8.count > room : base64Length(longer.count) > room {
        words.append(word(chunk, staysReadable))
        chunk = Array(String(scalar).utf8)
      } else {
        chunk = longer
      }
    }
    if !chunk.isEmpty { words.append(word(chunk, staysReadable)) }
    return words
  }

  private static func word(_ bytes: [UInt8], _ staysReadable: Bool) -> String {
    opening + (staysReadable ? "Q?" + quoted(bytes) : "B?" + base64(bytes)) + "?="
  }

  /// The Q encoding, with the few characters that may stay as they are in names of people, too (RFC 2047, 5 (3)).
  private static func quoted(_ bytes: [UInt8]) -> String {
    bytes.reduce(into: "") { result, byte in
      if byte == UInt8(ascii: " ") {
        result += "_"
      } else if isReadable(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += MailBody.escape(byte)
      }
    }
  }

  private static func isReadable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    case UInt8(ascii: " "), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static func base64Length(_ count: Int) -> Int { (count + 2) / 3 * 4 }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        result.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
