/// A number as a person typed it, with separators gone and small letters made capital.
struct TypedNumber: Sendable {
  /// Only A–Z, 0–9, and the + and * that old Irish numbers may hold.
  var bytes: ArraySlice<UInt8>

  /// More characters than the longest number takes when every character stands apart; the rest is not looked at.
  private static let limit = 64

  init(_ text: some StringProtocol) throws(VATNumberProblem) {
    var bytes: [UInt8] = []
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < Self.limit else { throw .tooLong }
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x2A, 0x2B: bytes.append(UInt8(scalar.value))
      case 0x61...0x7A: bytes.append(UInt8(scalar.value - 0x20))
      default:
        guard Self.isSeparator(scalar) else { throw .badCharacter(Self.name(of: scalar), at: index + 1) }
      }
    }
    guard !bytes.isEmpty else { throw .empty }
    self.bytes = bytes[...]
  }

  /// Takes these capital letters off the front, if they stand there.
  mutating func drop(prefix: String) -> Bool {
    guard bytes.starts(with: prefix.utf8) else { return false }
    bytes = bytes.dropFirst(prefix.utf8.count)
    return true
  }

  /// Takes these capital letters off the end, if they stand there.
  mutating func drop(suffix: String) -> Bool {
    guard bytes.reversed().starts(with: suffix.utf8.reversed()) else { return false }
    bytes = bytes.dropLast(suffix.utf8.count)
    return true
  }

  /// The first two characters, when both are letters.
  var leadingLetters: String? {
    let head = bytes.prefix(2)
    guard head.count == 2, head.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    return String(decoding: head, as: UTF8.self)
  }

  /// What people write between the parts of a number: space of any width, tab, line end, dot, hyphen, dash, slash.
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x0D, 0x2D, 0x2E, 0x2F: true
    case 0x00A0, 0x2007, 0x2009, 0x202F: true  // no-break, figure, thin and narrow no-break space
    case 0x2010...0x2013: true  // hyphen, no-break hyphen, figure dash, en dash
    default: false
    }
  }

  /// A name for a character that does not belong, without showing it.
  private static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control: "a control character, which cannot be seen"
    case .format: "a mark that cannot be seen"
    case .decimalNumber, .letterNumber, .otherNumber: "a digit of another script"
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      "a letter of another alphabet or with an accent"
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: "an unusual space"
    default: "a sign"
    }
  }
}
