/// Texts of people, made fit for a message.
enum MailText {
  /// A text for a header: one line, without blanks around it or two of them in a row.
  ///
  /// Line ends and other control characters become blanks, so that no text can begin a header of its own or steer a
  /// terminal. So do the marks that turn the direction of all that follows: left open, they would reach past the text.
  static func oneLine(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isControl(scalar) || isDirectionOverride(scalar) || scalar == " " else {
        result.append(scalar)
        continue
      }
      if let last = result.last, last != " " { result.append(" ") }
    }
    if result.last == " " { result.removeLast() }
    return String(result)
  }

  /// The lines of a text for the body; control characters other than tabs become blanks.
  static func lines(_ text: String) -> [String] {
    var lines: [String.UnicodeScalarView] = [.init()]
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\r" || scalar == "\n" {
        if !(previous == "\r" && scalar == "\n") { lines.append(.init()) }
      } else {
        lines[lines.count - 1].append(isControl(scalar) && scalar != "\t" ? " " : scalar)
      }
      previous = scalar
    }
    return lines.map { String($0) }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // The controls of ASCII and of Latin 1, and the separators of lines and paragraphs.
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Embeddings, overrides and isolates; not the marks that only say how a neighbouring character is read.
  private static func isDirectionOverride(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
