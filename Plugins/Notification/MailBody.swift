/// The text of a message, in lines short enough for every mail server.
struct MailBody {
  /// The value of the header Content-Transfer-Encoding: `7bit` or `quoted-printable` (RFC 2045, 6).
  let encoding: String
  /// The text as it is sent, each line with its end.
  let text: String

  /// The longest line of a quoted-printable text.
  private static let lineLength = 76

  /// - Parameter paragraphs: an empty line is put between two.
  init(_ paragraphs: [String]) {
    let lines = Array(paragraphs.map { MailText.lines($0) }.joined(separator: [""]))
    let isPlain = lines.allSatisfy { Self.isPlain($0) }
    encoding = isPlain ? "7bit" : "quoted-printable"
    text = lines.map { (isPlain ? $0 : Self.quoted($0)) + "\r\n" }.joined()
  }

  /// A byte as quoted-printable writes it: `=C3`.
  static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "=0" + digits : "=" + digits
  }

  /// Whether a line reaches its reader as it is.
  private static func isPlain(_ line: String) -> Bool {
    line.utf8.count <= lineLength && line.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F } && line.utf8.last != 0x20
      && !needsEscapedStart(line)
  }

  /// Mailbox files part messages by `From `, and mail servers end them by a point.
  private static func needsEscapedStart(_ line: String) -> Bool {
    line.utf8.starts(with: "From ".utf8) || line.utf8.first == UInt8(ascii: ".")
  }

  /// The line in quoted-printable, perhaps on several lines that end with `=`.
  private static func quoted(_ line: String) -> String {
    var result = ""
    var length = 0
    var remaining = line.unicodeScalars.count
    for scalar in line.unicodeScalars {
      remaining -= 1
      // Blanks at the end of a line get lost on the way.
      let isReadable = scalar == " " ? remaining > 0 : 0x20 < scalar.value && scalar.value < 0x7F && scalar != "="
      let isFirst = result.isEmpty
      let piece =
        isReadable && !(isFirst && needsEscapedStart(line))
        ? String(scalar) : String(scalar).utf8.map { escape($0) }.joined()
      // A character stays on one line, with room for the mark that the line goes on.
      if length + piece.utf8.count > lineLength - (remaining > 0 ? 1 : 0) {
        result += "=\r\n"
        length = 0
      }
      result += piece
      length += piece.utf8.count
    }
    return result
  }
}
