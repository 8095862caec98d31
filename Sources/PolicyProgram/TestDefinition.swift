package import Diagnostics
package import PolicyModel

/// One order of a test with what is expected of it.
package struct TestDefinition: Sendable {
  package var title: String
  /// The row of its table, from 1; nil for a test without rows.
  package var row: Int?
  package var order: Order
  package var expectations: [Expectation]
  package var range: SourceRange

  package init(
    title: String, row: Int? = nil, order: Order, expectations: [Expectation], range: SourceRange
  ) {
    self.title = title
    self.row = row
    self.order = order
    self.expectations = expectations
    self.range = range
  }

  package struct Expectation: Sendable {
    package var kind: ExpectationSyntax.Kind
    package var range: SourceRange

    package init(kind: ExpectationSyntax.Kind, range: SourceRange) {
      self.kind = kind
      self.range = range
    }
  }
}
