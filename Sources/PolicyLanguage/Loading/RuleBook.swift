package import Diagnostics
package import PolicyModel
package import PolicyProgram

/// A loaded book: the checked program, and the texts it came from.
package struct RuleBook: Sendable {
  package let program: Program
  package let sources: [SourceText]
  /// The blocks as written, for `show` and the formatter.
  package let blocks: [BlockSyntax]
  /// The state after loading, from which further expressions can be read.
  let builder: BookBuilder

  /// `file:line` of a place.
  package func place(_ range: SourceRange) -> String { program.place(range, in: sources) }

  /// Reads one expression against this book, as `eval` and the console do.
  ///
  /// - Returns: A program with the expression's node as its last, or what is wrong with the text.
  package func reading(_ expression: SourceText) -> Result<(program: Program, node: Int), ReadingFailure> {
    untriedReading(expression).mapError { failure in
      var failure = failure
      for (index, diagnostic) in failure.diagnostics.enumerated() {
        guard let corrected = diagnostic.correctedLine else { continue }
        // A correction is read before it is shown.
        if case .failure = untriedReading(SourceText(name: expression.name, text: corrected)) {
          failure.diagnostics[index].correctedLine = nil
        }
      }
      return failure
    }
  }

  private func untriedReading(_ expression: SourceText) -> Result<(program: Program, node: Int), ReadingFailure> {
    var lines = Lexer.lines(of: expression).filter { !$0.tokens.isEmpty }
    guard lines.count == 1 else {
      return .failure(
        ReadingFailure(
          diagnostics: [], message: lines.isEmpty ? "nothing is written here" : "one expression stands on one line"))
    }
    let line = lines.removeFirst()
    var parser = LineParser(tokens: line.tokens, FileContext(expression, sources.count, builder.vocabulary))
    do throws(SyntaxFailure) {
      let syntax = try parser.condition()
      try parser.expectEnd("the expression ends before it")
      var builder = BookBuilder(extending: self.builder, with: expression)
      builder.diagnostics = []
      builder.context = BookBuilder.Context(owner: "this line", ignoresGuards: true)
      let typed = builder.elaborate(syntax)
      if !builder.diagnostics.isEmpty || typed.type.isUnknown {
        return .failure(ReadingFailure(diagnostics: builder.diagnostics, message: nil))
      }
      return .success((builder.program, typed.node))
    } catch {
      return .failure(ReadingFailure(diagnostics: [error.diagnostic], message: nil))
    }
  }
}

/// Why an expression could not be read. Its diagnostics' places are in the sources and, after them, the expression.
package struct ReadingFailure: Error {
  package var diagnostics: [Diagnostic]
  package var message: String?
}

extension Program {
  /// `file:line` of a place, or an empty text for none.
  package func place(_ range: SourceRange, in sources: [SourceText]) -> String {
    guard range.source >= 0, range.source < sources.count else { return "" }
    let source = sources[range.source]
    return "\(source.name):\(source.position(at: range.lower).line)"
  }
}
