package import Diagnostics

/// An input of the order.
package struct InputDefinition: Sendable {
  package var name: String
  package var title: String
  package var type: ValueType
  package var isPerLine: Bool
  /// The quantities it may be, when they are listed.
  package var allowed: [Int128]
  /// The least and the greatest answer: numbers at the type's scale, dates as day numbers.
  package var lower: Int128
  package var upper: Int128
  /// The smallest difference of two answers, at the type's scale.
  package var step: Int128
  /// The node of its default, or -1.
  package var defaultNode: Int32
  /// The node of `only when`, or -1.
  package var guardNode: Int32
  /// How many conditions and keys read it: what to ask first.
  package var telling = 0
  package var range: SourceRange

  package init(
    name: String, title: String, type: ValueType, isPerLine: Bool, allowed: [Int128], lower: Int128, upper: Int128,
    step: Int128, defaultNode: Int32, guardNode: Int32, telling: Int = 0, range: SourceRange
  ) {
    self.name = name
    self.title = title
    self.type = type
    self.isPerLine = isPerLine
    self.allowed = allowed
    self.lower = lower
    self.upper = upper
    self.step = step
    self.defaultNode = defaultNode
    self.guardNode = guardNode
    self.telling = telling
    self.range = range
  }
}
