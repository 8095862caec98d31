/// A stretch of one source, in UTF-8 offsets, half open.
public struct SourceRange: Hashable, Sendable {
  /// The index of the source in the list of sources; -1 for a range that is nowhere.
  public var source: Int
  /// The first offset inside.
  public var lower: Int
  /// The first offset behind; equal to `lower` for a point between two characters.
  public var upper: Int

  /// The offsets `lower..<upper` of a source.
  public init(source: Int, lower: Int, upper: Int) {
    self.source = source
    self.lower = lower
    self.upper = upper
  }

  /// No place: shown without a snippet.
  public static let none = SourceRange(source: -1, lower: 0, upper: 0)

  /// Whether this is no place.
  public var isNone: Bool { source < 0 }

  /// The smallest range that has both in it. No place adds nothing; of ranges in two sources, this one stays.
  public func union(_ other: SourceRange) -> SourceRange {
    if isNone { return other }
    guard other.source == source else { return self }
    return SourceRange(source: source, lower: min(lower, other.lower), upper: max(upper, other.upper))
  }
}
