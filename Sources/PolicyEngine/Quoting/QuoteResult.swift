package import PolicyModel

/// What came of an order.
package enum QuoteResult: Sendable, Equatable {
  case quote(Quote)
  /// Inputs are missing: the first to ask for first. `partial` has what is known without them.
  case missing([MissingInput], partial: Quote)
  case invalid([OrderProblem])
}

/// What came of one expression or one value.
package enum FigureResult: Sendable, Equatable {
  /// One figure for the order, or one for each line.
  case figures([Quote.Figure], isPerLine: Bool)
  case refused([Quote.Refusal])
  case missing([MissingInput])
  case invalid([OrderProblem])
  /// Nothing has this name; what may have been meant.
  case unknown(suggestion: String?)
}

/// Why a figure is what it is.
package enum ExplanationResult: Sendable, Equatable {
  case explained(Explanation)
  case missing([MissingInput])
  case invalid([OrderProblem])
  /// Nothing has this name; what may have been meant.
  case unknown(suggestion: String?)
}
