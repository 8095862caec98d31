/// What a node is in the query: an expression that is NULL where the evaluator has no result, and why it has none.
struct Term {
  /// For a ratio, its numerator.
  var value: Expression
  /// Positive wherever the value is not NULL; nil for 1.
  var denominator: Expression?
  /// NULL may mean that an input is missing.
  var canMiss = false
  /// NULL may mean a refusal.
  var canRefuse = false
  /// Where NULL may mean both: whether it is a refusal. It is never NULL itself.
  var refused: Expression?

  init(_ value: Expression, denominator: Expression? = nil, canMiss: Bool = false, canRefuse: Bool = false) {
    self.value = value
    self.denominator = denominator
    self.canMiss = canMiss
    self.canRefuse = canRefuse
  }

  var isOpen: Bool { canMiss || canRefuse }
}
