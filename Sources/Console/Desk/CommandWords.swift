/// The words of a command: plain ones, and options such as `--why "a text"`, whose values reach to the next option.
struct CommandWords: Equatable {
  var words: [String] = []
  var options: [String: String] = [:]

  /// Everything that is no option, as it was typed but for blanks between words.
  var text: String { words.joined(separator: " ") }

  init(_ arguments: String) {
    var option: String?
    for word in Self.split(arguments) {
      if !word.isQuoted, word.text.hasPrefix("--"), word.text.count > 2 {
        option = String(word.text.dropFirst(2))
        options[option ?? ""] = ""
      } else if let name = option {
        let value = options[name] ?? ""
        options[name] = value.isEmpty ? word.text : value + " " + word.text
      } else {
        words.append(word.text)
      }
    }
  }

  /// The words, and what stands in quotes as one.
  private static func split(_ text: String) -> [(text: String, isQuoted: Bool)] {
    var result: [(String, Bool)] = []
    var word = ""
    var isQuoted = false
    var isInside = false
    for character in text {
      if character == "\"" {
        isInside.toggle()
        isQuoted = true
      } else if character.isWhitespace, !isInside {
        if !word.isEmpty || isQuoted { result.append((word, isQuoted)) }
        (word, isQuoted) = ("", false)
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty || isQuoted { result.append((word, isQuoted)) }
    return result
  }

  /// Takes a word off the front if it is this one.
  mutating func take(_ word: String) -> Bool {
    guard words.first == word else { return false }
    words.removeFirst()
    return true
  }
}
