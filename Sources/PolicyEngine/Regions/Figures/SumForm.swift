import PolicyLanguage
import PolicyProgram

/// A sum or a difference with what its terms share taken out: what is left less a percentage of it is what is left
/// times the rest of the percentage. Terms that cancel are gone.
///
/// The whole number of the node is the product of the shared factors times the sum of the terms, exactly.
struct SumForm {
  var shared: [Int32]
  var terms: [Term]

  struct Term {
    var coefficient: Int128
    var factors: [Int32]
  }

  /// The form of one node less another (or plus it); nil where taking it apart helps nothing.
  init?(_ first: Int32, _ second: Int32, sign: Int128, _ plan: Plan, isOneLine: Bool) {
    guard let one = Self.term(first, plan, isOneLine, 0), let other = Self.term(second, plan, isOneLine, 0) else {
      return nil
    }
    var negative = other
    negative.coefficient = Bounds.times(other.coefficient, sign)
    if let form = Self.shared([one, negative]) {
      self = form
      return
    }
    var terms: [Term] = []
    Self.flatten(first, 1, plan, isOneLine, &terms, 0)
    Self.flatten(second, sign, plan, isOneLine, &terms, 0)
    let count = terms.count
    var collected: [Term] = []
    for term in terms {
      if let index = collected.firstIndex(where: { $0.factors == term.factors }) {
        collected[index].coefficient += term.coefficient
      } else {
        collected.append(term)
      }
    }
    collected.removeAll { $0.coefficient == 0 }
    guard collected.count < count else { return nil }
    self = Self.shared(collected) ?? SumForm(shared: [], terms: collected)
  }

  init(shared: [Int32], terms: [Term]) {
    self.shared = shared
    self.terms = terms
  }

  /// What all terms have in common, taken out; nil where that is nothing.
  private static func shared(_ terms: [Term]) -> SumForm? {
    guard var common = terms.first?.factors, terms.count > 1 else { return nil }
    for term in terms.dropFirst() {
      var left = term.factors
      common = common.filter { factor in
        guard let index = left.firstIndex(of: factor) else { return false }
        left.remove(at: index)
        return true
      }
    }
    if common.isEmpty { return nil }
    var rest: [Term] = []
    for term in terms {
      var factors = term.factors
      for factor in common { if let index = factors.firstIndex(of: factor) { factors.remove(at: index) } }
      if let index = rest.firstIndex(where: { $0.factors == factors }) {
        rest[index].coefficient += term.coefficient
      } else {
        rest.append(Term(coefficient: term.coefficient, factors: factors))
      }
    }
    return SumForm(shared: common, terms: rest.filter { $0.coefficient != 0 })
  }

  /// A node as a coefficient and factors that are taken apart no further.
  static func term(_ index: Int32, _ plan: Plan, _ isOneLine: Bool, _ depth: Int) -> Term? {
    guard depth < 60 else { return Term(coefficient: 1, factors: [index]) }
    let node = plan.nodes[index]
    switch node.operation {
    case .constant: return Term(coefficient: node.constant, factors: [])
    case .rescale:
      guard var inner = term(node.first, plan, isOneLine, depth + 1) else { return nil }
      inner.coefficient = Bounds.times(inner.coefficient, node.constant)
      return inner.coefficient.magnitude < 1 << 100 ? inner : nil
    case .value:
      let result = plan.values[node.first].plainResult
      // A value of a line read for the order would be another line's.
      guard result >= 0, plan.scale(of: result) == plan.scale(of: index) else {
        return Term(coefficient: 1, factors: [index])
      }
      return term(result, plan, isOneLine, depth + 1)
    case .aggregate where isOneLine && node.operation.isOneLineIdentity:
      // The sum of one line is that line's.
      return term(node.first, plan, isOneLine, depth + 1)
    case .multiply where node.shift == 0 && !isRatio(node.first, plan) && !isRatio(node.second, plan):
      guard let one = term(node.first, plan, isOneLine, depth + 1),
        let other = term(node.second, plan, isOneLine, depth + 1)
      else { return nil }
      let coefficient = Bounds.times(one.coefficient, other.coefficient)
      guard coefficient.magnitude < 1 << 100 else { return nil }
      return Term(coefficient: coefficient, factors: (one.factors + other.factors).sorted())
    default: return Term(coefficient: 1, factors: [index])
    }
  }

  private static func isRatio(_ node: Int32, _ plan: Plan) -> Bool {
    plan.program.types[Int(node)].number?.isRatio ?? false
  }

  /// The terms of sums within sums.
  private static func flatten(
    _ index: Int32, _ sign: Int128, _ plan: Plan, _ isOneLine: Bool, _ terms: inout [Term], _ depth: Int
  ) {
    let node = plan.nodes[index]
    if depth < 30, terms.count < 30 {
      switch node.operation {
      case .add, .subtract:
        flatten(node.first, sign, plan, isOneLine, &terms, depth + 1)
        flatten(node.second, node.operation == .add ? sign : -sign, plan, isOneLine, &terms, depth + 1)
        return
      case .rescale where sign.magnitude < 1 << 60:
        flatten(node.first, sign * node.constant, plan, isOneLine, &terms, depth + 1)
        return
      case .aggregate where isOneLine && node.operation.isOneLineIdentity:
        flatten(node.first, sign, plan, isOneLine, &terms, depth + 1)
        return
      case .negate:
        flatten(node.first, -sign, plan, isOneLine, &terms, depth + 1)
        return
      case .value:
        let result = plan.values[node.first].plainResult
        if result >= 0, plan.scale(of: result) == plan.scale(of: index) {
          flatten(result, sign, plan, isOneLine, &terms, depth + 1)
          return
        }
      default: break
      }
    }
    if var term = term(index, plan, isOneLine, 0) {
      term.coefficient = Bounds.times(term.coefficient, sign)
      terms.append(term)
    } else {
      terms.append(Term(coefficient: sign, factors: [index]))
    }
  }
}
