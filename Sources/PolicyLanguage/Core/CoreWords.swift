/// What the parser knows of core block words beyond their declarations.
enum CoreWords {
  /// Blocks that have a title and no name.
  static let unnamed: Set<String> = ["test", "check"]
}
