package import Diagnostics
package import PolicyModel

/// Puts a rule file into the one layout, or says why it is left as it is.
package struct RuleFormatter: Sendable {
  private let vocabulary: Vocabulary

  package init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// What comes of a file.
  package enum Outcome: Sendable {
    /// The text in the one layout: the same as before, where the file had it already.
    case text(String)
    /// It cannot be read.
    case mistakes([Diagnostic])
    /// It was read, and in the one layout it would say something else: a fault of the printer, never of the author.
    case wouldChange
  }

  /// The text of a file in the one layout. It is read again before it is given out: it says the same, keeps every
  /// comment, and has nothing left to format.
  package func format(_ source: SourceText) -> Outcome {
    let (file, diagnostics) = FileParser.parse(source, index: 0, vocabulary: vocabulary)
    let mistakes = diagnostics.filter { $0.severity == .error }
    if !mistakes.isEmpty { return .mistakes(mistakes) }
    let printer = SyntaxPrinter(vocabulary: vocabulary)
    let text = printer.text(file)
    if text == source.text { return .text(text) }
    let (again, findings) = FileParser.parse(
      SourceText(name: source.name, text: text), index: 0, vocabulary: vocabulary)
    let isSame = findings.isEmpty && again == file && printer.text(again) == text
    return isSame && comments(of: source.text) == comments(of: text) ? .text(text) : .wouldChange
  }

  private func comments(of text: String) -> [String] {
    Lexer.lines(of: SourceText(name: "", text: text)).compactMap(\.comment)
  }
}
