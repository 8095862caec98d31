/// How many columns a character takes on a terminal: 2 for East Asian wide characters and emoji, 0 for marks that
/// join the character before them, otherwise 1.
enum CharacterWidth {
  static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    if isEmoji(first, scalars: scalars) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  private static func isEmoji(_ first: Unicode.Scalar, scalars: Character.UnicodeScalarView) -> Bool {
    if first.isASCII && scalars.count == 1 { return false }
    return first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}")
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return (0x20..<0x7F).contains(value) || (value >= 0xA0 && value != 0xAD) ? 1 : 0 }
    // The vowels and final consonants of Hangul join the syllable's first consonant.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: return isWide(value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    var (lower, upper) = (0, wide.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if wide[middle].upperBound < value { lower = middle + 1 } else { upper = middle }
    }
    return lower < wide.count && wide[lower].contains(value)
  }

  /// The blocks of East Asian Width W and F (Unicode Standard Annex 11) that are not emoji by default, in order.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
