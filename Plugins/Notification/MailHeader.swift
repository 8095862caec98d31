import PolicyModel

/// Headers of a message, each with its line ends.
enum MailHeader {
  /// Lines with encoded words end here (RFC 2047, 2); the others may be two longer.
  private static let lineLength = 76
  /// A longer word cannot be relied on to fit beside a header's name, and is encoded instead.
  private static let greatestWordLength = 60

  /// A header of free text, such as the subject.
  static func text(_ name: String, _ text: String) -> String {
    let text = MailText.oneLine(text)
    return folded(name, plainWords(text) ?? EncodedWords.words(text, firstLength: lineLength - name.utf8.count - 2))
  }

  /// A header with one mailbox. Its address must be a ``MailAddress``.
  static func mailbox(_ name: String, _ personName: String, _ address: MailAddress) -> String {
    let personName = MailText.oneLine(personName)
    if personName.isEmpty { return folded(name, [address.text]) }
    let words =
      plainWords(isPhrase(personName) ? personName : quoted(personName))
      ?? EncodedWords.words(personName, firstLength: lineLength - name.utf8.count - 2)
    return folded(name, words + ["<\(address.text)>"])
  }

  /// The words of a text that can stand as it is, between which lines may end.
  private static func plainWords(_ text: String) -> [String]? {
    // What looks like an encoded word would be read as one.
    guard text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }), !hasEncodedWordOpening(text) else { return nil }
    let words = text.split(separator: " ").map { String($0) }
    return words.allSatisfy { $0.utf8.count <= greatestWordLength } ? words : nil
  }

  private static func hasEncodedWordOpening(_ text: String) -> Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
  }

  /// Whether a name needs no quotes: letters, digits and the signs of an atom (RFC 5322, 3.2.3).
  private static func isPhrase(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || MailAddress.isAtomText($0) }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// The header with its words on as few lines as hold them; a further line begins with a blank.
  private static func folded(_ name: String, _ words: [String]) -> String {
    var result = name + ":"
    var length = result.utf8.count
    for (index, word) in words.enumerated() {
      if index > 0, length + 1 + word.utf8.count > lineLength {
        result += "\r\n"
        length = 0
      }
      result += " " + word
      length += 1 + word.utf8.count
    }
    return result + "\r\n"
  }
}
