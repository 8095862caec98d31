/// What came of a question about all orders.
enum Verdict {
  /// This order shows it: evaluation confirmed it.
  case order(Witness)
  /// No order does: proved.
  case never
  /// Not settled within the budget, or beyond what can be decided.
  case unchecked(Unchecked)

  var witness: Witness? { if case .order(let witness) = self { witness } else { nil } }
  var isNever: Bool { if case .never = self { true } else { false } }
}

/// Why a question stayed open.
struct Unchecked {
  /// How many boxes were searched without finding an order.
  var steps: Int
  /// Orders of one and of two lines show none; more lines were not settled.
  var isAboutLines = false

  var text: String {
    isAboutLines
      ? "no order of one or two lines shows it; orders of more lines are not settled"
      : "searched \(steps) boxes, no order found"
  }
}

/// An order that shows something.
struct Witness {
  var order: BoundOrder
}

/// A question about the orders of a setting.
struct RegionQuestion {
  var required: [Rows]
  var blockers: Rows = []
  /// Where each blocker is known not to hold: asked for instead of the blockers where one of them can be refused.
  var strictly: () -> [Rows]? = { nil }
  var region: [(variable: Int, domain: Domain)] = []
  /// Whether orders that cannot be placed count.
  var includesRefused = false
  /// What evaluation must say of the order.
  var verify: (Evaluator) -> Bool
}
