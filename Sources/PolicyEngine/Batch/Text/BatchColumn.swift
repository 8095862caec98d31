/// What one column of a table of orders is for.
package enum BatchColumn: Sendable, Equatable {
  /// It answers this input.
  case input(Int)
  /// It is taken along, as the carried column of this number.
  case carried(Int)
  /// It is taken along under its own name: a member of JSON lines that the first of them does not have.
  case other
  case ignored
}

/// A row that could not be priced, with where and why.
package struct RejectedRow: Sendable {
  /// The line of the file on which it begins, from 1.
  package var line: Int
  /// The column or member it is about; empty where it is about the row.
  package var column: String
  package var message: String
  /// The row as it was read.
  package var text: String

  /// What is said where a quote is open at the end of a file: all behind it is within the cell.
  package static let openQuote = "a quoted cell does not end; close it with a second quote"

  package init(line: Int, column: String, message: String, text: String) {
    self.line = line
    self.column = column
    self.message = message
    self.text = text
  }
}

/// Where the parts of the rows of a block lie in the bytes they were read from.
package struct BatchRow: BitwiseCopyable, Sendable {
  package var start: Int32
  package var end: Int32
  package var line: Int32
}
