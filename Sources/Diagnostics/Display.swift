/// How text looks on a terminal.
public enum Display {
  /// The text as one line that cannot steer a terminal or mislead a reader.
  ///
  /// A tab becomes one blank. Control characters (line ends and terminal escapes too), marks that change the direction
  /// of writing and other invisible characters are spelled out, as in `\u{1B}`. All other text stays as it is.
  public static func harmless(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        result.append(" ")
      } else if isHarmful(scalar, after: previous) {
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }

  /// How many columns of a terminal the text takes. Control characters count 0; see `harmless`.
  public static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + CharacterWidth.columns(of: $1) }
  }

  private static func isHarmful(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) -> Bool {
    if 0x20 <= scalar.value, scalar.value < 0x7F { return false }
    switch scalar.value {
    case 0x200C, 0x200D:
      // Joiners are part of many scripts and of emoji, but hide between Latin letters.
      return previous.isASCII
    case 0x0600...0x0605, 0x06DD, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD:
      // Signs of Arabic and Kaithi numbers: of category format, yet visible.
      return false
    case 0x3164, 0xFFA0:
      // Letters that look like blanks.
      return true
    default:
      break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
