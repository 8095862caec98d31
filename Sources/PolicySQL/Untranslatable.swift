package import Diagnostics

/// Why a book cannot be written as SQL: what has no exact words there, with its place and the cure.
package struct Untranslatable: Error, Sendable {
  package var diagnostic: Diagnostic

  init(_ message: String, at range: SourceRange, cure: String) {
    diagnostic = Diagnostic(.notInSQL, message, at: range, cure: cure)
  }
}

extension DiagnosticCode {
  /// What `explain` can say about queries.
  package static let sqlCodes: [DiagnosticCode] = [notInSQL]

  static let notInSQL = DiagnosticCode(
    id: "S101", title: "Something has no exact words in SQL",
    meaning:
      "`listino sql` writes a book as one query that gives the same figures to the last digit. What a database cannot say exactly is not written at all: shares between several lines, functions of plugins, numbers that may have more than 38 digits.",
    example: "value next-day \"Next billing day\"\n  is anniversary of first-day by 1 month, on or after quote-date",
    cure: "Ask for figures that do not read it, with `--figures`, or price the orders with `listino batch`.")
}
