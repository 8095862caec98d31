/// An order in the program's terms: whole numbers, codes and day numbers, each for an input.
///
/// An input that is not given has no answer here. Texts are codes: those of the program's strings, then those of
/// `texts`.
package struct BoundOrder: Sendable, Equatable {
  package var lineCount: Int
  package var answers: [Answer]
  package var texts: [String]
  /// What was given and is not asked for by this order.
  package var notes: [Note] = []

  package init(lineCount: Int = 1, answers: [Answer] = [], texts: [String] = []) {
    self.lineCount = lineCount
    self.answers = answers
    self.texts = texts
  }

  /// The answer to one input, for the order or for a line (from 0).
  package struct Answer: Sendable, Equatable, BitwiseCopyable {
    package var input: Int32
    package var line: Int32
    package var value: Int128

    package init(input: Int, line: Int = 0, value: Int128) {
      self.input = Int32(input)
      self.line = Int32(line)
      self.value = value
    }
  }

  /// A remark about an input.
  package struct Note: Sendable, Equatable {
    package var input: Int
    package var text: String
  }
}
