/// What a block can sign off: a finding about its orders that is meant to be so.
public enum AcceptedKind: String, Sendable, CaseIterable {
  /// More for less money.
  case cliff
  /// Orders without a result.
  case gap
  /// Something that can never apply or decide.
  case never
  /// A row that rows above it hide.
  case hidden
  /// Dates that end without a successor.
  case end
}

extension ClauseDeclaration {
  /// `accept cliff "why"`: the finding is known and meant.
  public static let accept = ClauseDeclaration(
    "accept", [.word("accept"), .choice(AcceptedKind.allCases.map(\.rawValue)), .text], .many, inExceptions: true,
    summary: "A finding that is known and meant to be so.", example: "accept cliff \"The fifty-licence offer\"")
}
