import Diagnostics
import PolicyModel

/// What all lines of a file share: one reference for the many parsers of its lines and cells.
final class FileContext {
  let source: SourceText
  let sourceIndex: Int
  let vocabulary: Vocabulary

  init(_ source: SourceText, _ sourceIndex: Int, _ vocabulary: Vocabulary) {
    self.source = source
    self.sourceIndex = sourceIndex
    self.vocabulary = vocabulary
  }
}
