/// What the parser knows of core block words beyond their declarations.
enum CoreWords {
  /// Blocks that have a title and no name.
  static let unnamed: Set<String> = ["test", "check"]
  /// The block whose heading ends in a second text.
  static let unit = "unit"
  /// Clauses that are another spelling of a clause.
  static let sameClauses = ["are": "is"]
}
