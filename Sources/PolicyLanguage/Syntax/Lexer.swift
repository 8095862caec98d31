import Diagnostics
import PolicyModel
import Quantities

/// Cuts a rule text into lines of tokens. Never fails: what it does not know becomes a token of its own kind, which the
/// parser answers where it stands.
struct Lexer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var tokens: [Token] = []
  private var position = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// All lines of a text.
  ///
  /// - Parameter omitsTests: Whether the blocks of tests are left out.
  static func lines(of source: SourceText, omitsTests: Bool = false) -> [TokenLine] {
    var text = source.text
    return text.withUTF8 { bytes in
      var lexer = Lexer(bytes)
      return lexer.lines(omitsTests)
    }
  }

  private mutating func lines(_ omitsTests: Bool) -> [TokenLine] {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    var spans: [(indent: Int, tokens: Range<Int>, comment: String?, lower: Int, upper: Int)] = []
    while position < bytes.count, !Cancellation.isRequested {
      while omitsTests, isTest(at: position) { skipBlock() }
      if position == bytes.count { break }
      let lower = position
      var indent = 0
      while let width = blankWidth(at: position) {
        position += width
        indent += 1
      }
      let first = tokens.count
      let comment = line()
      spans.append((indent, first..<tokens.count, comment, lower, position))
      if position < bytes.count { position += 1 }
    }
    return spans.map { span in
      TokenLine(
        indent: span.indent, tokens: tokens[span.tokens], comment: span.comment, lower: span.lower, upper: span.upper)
    }
  }

  private func isTest(at start: Int) -> Bool {
    let word: StaticString = "test "
    guard start + word.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
  }

  /// To the next line with a block word, or to the end. A comment at the margin does not end a block.
  private mutating func skipBlock() {
    repeat {
      while position < bytes.count, bytes[position] != 10 { position += 1 }
      if position < bytes.count { position += 1 }
    } while position < bytes.count && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[position])
  }

  /// The rest of one line; gives its comment.
  private mutating func line() -> String? {
    var hasBlank = false
    while position < bytes.count, bytes[position] != 10 {
      if bytes[position] == 13, position + 1 == bytes.count || bytes[position + 1] == 10 {
        position += 1
        continue
      }
      if bytes[position] == 9 {
        tokens.append(Token(kind: .tab, lower: position, upper: position + 1, hasBlankBefore: hasBlank))
        position += 1
        hasBlank = true
        continue
      }
      if let width = blankWidth(at: position) {
        position += width
        hasBlank = true
        continue
      }
      if bytes[position] == UInt8(ascii: "#") { return comment() }
      token(hasBlank)
      hasBlank = false
    }
    return nil
  }

  private mutating func comment() -> String {
    let lower = position + 1
    while position < bytes.count, bytes[position] != 10 { position += 1 }
    var upper = position
    while upper > lower, [9, 13, 32].contains(bytes[upper - 1]) { upper -= 1 }
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// A blank, a no-break space or a narrow one; nil for anything else.
  private func blankWidth(at position: Int) -> Int? {
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case 32, 9: return 1
    case 0xC2 where position + 1 < bytes.count && bytes[position + 1] == 0xA0: return 2
    case 0xE2 where position + 2 < bytes.count && bytes[position + 1] == 0x80 && bytes[position + 2] == 0xAF: return 3
    default: return nil
    }
  }

  private mutating func token(_ hasBlank: Bool) {
    let lower = position
    let kind: Token.Kind
    switch bytes[position] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): kind = word()
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): kind = capitals()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = number()
    case UInt8(ascii: "\""): kind = text(closing: [UInt8(ascii: "\"")], .text)
    case UInt8(ascii: "+"): kind = sign(.plus)
    case UInt8(ascii: "-"): kind = sign(.minus)
    case UInt8(ascii: "*"): kind = sign(.times)
    case UInt8(ascii: "/"): kind = sign(.slash)
    case UInt8(ascii: "("): kind = sign(.open)
    case UInt8(ascii: ")"): kind = sign(.close)
    case UInt8(ascii: ","): kind = sign(.comma)
    case UInt8(ascii: "|"): kind = sign(.bar)
    case UInt8(ascii: "%"): kind = sign(.percent)
    case UInt8(ascii: ".") where isDigit(peek(1)): kind = strangeNumber()
    case UInt8(ascii: "="):
      kind = sign(.equalSign)
      if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
        position += 1
        return tokens.append(Token(kind: .comparison, lower: lower, upper: position, hasBlankBefore: hasBlank))
      }
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"):
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "=") { position += 1 }
      kind = .comparison
    default: kind = other()
    }
    tokens.append(Token(kind: kind, lower: lower, upper: position, hasBlankBefore: hasBlank))
  }

  private mutating func sign(_ kind: Token.Kind) -> Token.Kind {
    position += 1
    return kind
  }

  private mutating func word() -> Token.Kind {
    var hasCapital = false
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): position += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
        hasCapital = true
        position += 1
      case UInt8(ascii: "-") where position + 1 < bytes.count && isAlphanumeric(bytes[position + 1]): position += 1
      default: break scan
      }
    }
    return hasCapital ? .capital : .word
  }

  private mutating func capitals() -> Token.Kind {
    let lower = position
    while position < bytes.count,
      isAlphanumeric(bytes[position]) || bytes[position] == UInt8(ascii: "_")
        || (bytes[position] == UInt8(ascii: "-") && position + 1 < bytes.count && isAlphanumeric(bytes[position + 1]))
    { position += 1 }
    let isCode = bytes[lower..<position].allSatisfy { $0 >= 65 && $0 <= 90 } && (2...3).contains(position - lower)
    return isCode ? .code : .capital
  }

  private mutating func number() -> Token.Kind {
    let lower = position
    digits()
    if position - lower == 4, isDate(at: lower) {
      position = lower + 10
      let text = String(decoding: bytes[lower..<position], as: UTF8.self)
      return CalendarDate(parsing: text) == nil ? .badDate : .date
    }
    if peek(0) == UInt8(ascii: "."), isDigit(peek(1)) {
      position += 1
      digits()
    }
    if peek(0) == UInt8(ascii: ","), isDigit(peek(1)) {
      while peek(0) == UInt8(ascii: ",") || peek(0) == UInt8(ascii: "."), isDigit(peek(1)) {
        position += 1
        digits()
      }
      return strangeSign(at: 0) == nil ? .groupedNumber : strangeNumber()
    }
    if strangeSign(at: 0) != nil { return strangeNumber() }
    if peek(0) == UInt8(ascii: "-"), isDigit(peek(1)) {
      position += 1
      digits()
      return .hyphenRange
    }
    if peek(0) == 0xE2, peek(1) == 0x80, peek(2) == 0x93 || peek(2) == 0x94, isDigit(peek(3)) {
      position += 3
      digits()
      return .hyphenRange
    }
    if peek(0) == UInt8(ascii: "+"), !isDigit(peek(1)) {
      position += 1
      return .plusNumber
    }
    return .number
  }

  /// How many bytes a sign has that people write within numbers, and the language does not; nil for any other.
  private func strangeSign(at offset: Int) -> Int? {
    switch peek(offset) {
    case UInt8(ascii: "."), UInt8(ascii: "'"): 1
    // A middle dot, an acute accent.
    case 0xC2 where peek(offset + 1) == 0xB7 || peek(offset + 1) == 0xB4: 2
    // Typographic apostrophes; a thin blank and a figure's blank.
    case 0xE2 where peek(offset + 1) == 0x80 && [0x98, 0x99, 0x87, 0x88, 0x89].contains(peek(offset + 2)): 3
    default: nil
    }
  }

  /// All that hangs together with such a sign.
  private mutating func strangeNumber() -> Token.Kind {
    while true {
      digits()
      if let width = strangeSign(at: 0) {
        position += width
      } else if peek(0) == UInt8(ascii: ","), isDigit(peek(1)) {
        position += 1
      } else {
        return .strangeNumber
      }
    }
  }

  private mutating func text(closing: [UInt8], _ kind: Token.Kind) -> Token.Kind {
    position += closing.count
    let limit = position
    while position < bytes.count, bytes[position] != 10 {
      if closing.count == 1 ? bytes[position] == closing[0] : isTypographicQuote(at: position) {
        position += closing.count
        return kind
      }
      position += 1
    }
    if position > limit, bytes[position - 1] == 13 { position -= 1 }
    return .unclosedText
  }

  private mutating func other() -> Token.Kind {
    if bytes[position] == 0xC3, peek(1) == 0x97 {
      position += 2
      return .times
    }
    if bytes[position] == 0xE2, peek(1) == 0x88, peek(2) == 0x92 {
      position += 3
      return .minus
    }
    if isTypographicQuote(at: position) { return text(closing: [0xE2, 0x80, 0x9D], .typographicText) }
    if bytes[position] == 0xE2, peek(1) == 0x82, peek(2) == 0xAC {
      position += 3
      return currencySign()
    }
    if bytes[position] == UInt8(ascii: "$") {
      position += 1
      return currencySign()
    }
    if bytes[position] == 0xC2, peek(1) == 0xA3 || peek(1) == 0xA5 {
      position += 2
      return currencySign()
    }
    let first = bytes[position]
    position += 1
    while position < bytes.count, bytes[position] & 0xC0 == 0x80 || (bytes[position] == first && first < 0x80) {
      position += 1
    }
    return .junk
  }

  private mutating func currencySign() -> Token.Kind {
    digits()
    if peek(0) == UInt8(ascii: ".") || peek(0) == UInt8(ascii: ","), isDigit(peek(1)) {
      position += 1
      digits()
    }
    return .currencySign
  }

  private func isTypographicQuote(at position: Int) -> Bool {
    guard position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x80 else { return false }
    return (0x9C...0x9F).contains(bytes[position + 2])
  }

  private func isDate(at lower: Int) -> Bool {
    guard lower + 10 <= bytes.count else { return false }
    for offset in 4..<10 {
      let byte = bytes[lower + offset]
      if offset == 4 || offset == 7 ? byte != UInt8(ascii: "-") : !isDigit(byte) { return false }
    }
    return lower + 10 == bytes.count || !isAlphanumeric(bytes[lower + 10])
  }

  private mutating func digits() { while isDigit(peek(0)) { position += 1 } }
  private func peek(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }
  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)
  }
}
