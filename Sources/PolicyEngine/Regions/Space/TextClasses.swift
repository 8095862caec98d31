import PolicyLanguage

/// Texts of which each stands for all that the rules cannot tell from it: those a rule names, one for each beginning
/// a rule asks for, and one for all others.
struct TextClasses {
  private(set) var texts: [String] = []

  init(_ programs: [Program]) {
    var prefixes: [String] = []
    for program in programs {
      for text in program.strings where !texts.contains(text) { texts.append(text) }
      for node in program.nodes where node.operation == .startsWith {
        let prefix = program.strings[Int(node.second)]
        if !prefixes.contains(prefix) { prefixes.append(prefix) }
      }
    }
    let named = texts
    func isPlain(_ text: String, _ prefix: String) -> Bool {
      !named.contains(text)
        && !prefixes.contains { $0.utf8.count > prefix.utf8.count && text.utf8.starts(with: $0.utf8) }
    }
    for prefix in prefixes + [""] {
      for ending in ["other", "another", "x", "y", "z", "0", "1", "~", "~~", "~x"]
      where isPlain(prefix + ending, prefix) {
        texts.append(prefix + ending)
        break
      }
    }
  }

  /// The texts' codes in a program, and those of them that the program does not name.
  func codes(in program: Program) -> (codes: [Int128], unnamed: [String]) {
    var codes: [Int128] = []
    var unnamed: [String] = []
    for text in texts {
      if let known = program.strings.firstIndex(of: text) {
        codes.append(Int128(known))
      } else {
        codes.append(Int128(program.strings.count + unnamed.count))
        unnamed.append(text)
      }
    }
    return (codes, unnamed)
  }
}
