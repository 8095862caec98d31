import PolicyLanguage
import PolicyProgram

/// Texts of which each stands for all that the rules cannot tell from it: those a rule names, one for each beginning
/// a rule asks for, and one for all others.
struct TextClasses {
  private(set) var texts: [String] = []

  init(_ programs: [Program]) {
    var prefixes: [String] = []
    var named: Set<String> = []
    for program in programs {
      for text in program.strings where named.insert(text).inserted { texts.append(text) }
      for node in program.nodes where node.operation == .startsWith {
        let prefix = program.strings[Int(node.second)]
        if !prefixes.contains(prefix) { prefixes.append(prefix) }
      }
    }
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

  /// The texts' codes in a program, from 0 without gaps, and those of them that the program does not name.
  func codes(in program: Program) -> (codes: [Int128], unnamed: [String]) {
    let known = Dictionary(program.strings.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var codes: [Int128] = []
    var unnamed: [String] = []
    for text in texts {
      if let code = known[text] {
        codes.append(Int128(code))
      } else {
        codes.append(Int128(program.strings.count + unnamed.count))
        unnamed.append(text)
      }
    }
    return (codes, unnamed)
  }
}
