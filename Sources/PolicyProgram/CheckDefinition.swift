package import Diagnostics
package import PolicyModel

/// A finding that a block signs off.
package struct AcceptanceDefinition: Sendable {
  package var kind: AcceptedKind
  package var why: String
  /// The block word and the name of the block.
  package var block: String
  package var owner: String
  package var range: SourceRange

  package init(
    kind: AcceptedKind, why: String, block: String, owner: String, range: SourceRange
  ) {
    self.kind = kind
    self.why = why
    self.block = block
    self.owner = owner
    self.range = range
  }
}

/// Something that must hold for all orders.
package struct CheckDefinition: Sendable {
  package var title: String
  package var condition: Int32
  package var guardNode: Int32
  package var isPerLine: Bool
  package var range: SourceRange

  package init(
    title: String, condition: Int32, guardNode: Int32, isPerLine: Bool, range: SourceRange
  ) {
    self.title = title
    self.condition = condition
    self.guardNode = guardNode
    self.isPerLine = isPerLine
    self.range = range
  }
}
