import Desk
package import PolicyModel

/// The order that was priced and shown last: what `why`, `notices`, `solve` and expressions speak of.
package struct ShownOrder: Sendable, Equatable {
  /// As it was priced.
  package var order: Order
  /// Inputs that were said for it alone. The next change of the order goes on from them.
  package var said: [String: String]
}

extension ConsoleSession {
  /// The order that figures and reasons are asked of: the one shown last; as long as nothing was shown, or since the
  /// order has changed, what was typed, filled from the customer's account if one is acted on.
  var currentOrder: Order {
    if let shown { return shown.order }
    guard let opened = desk?.desk, let acting = desk?.acting, let rules = rulesInForce,
      let account = try? opened.account(acting.id), let filled = try? filled(opened, rules, account, [])
    else { return order }
    return filled.0.order
  }

  /// Takes note of an order that was shown.
  mutating func note(_ order: Order, said: [(String, String)]) {
    shown = ShownOrder(order: order, said: Dictionary(said, uniquingKeysWith: { _, last in last }))
  }

  /// Takes note of the order of a proposal. It was said for itself; of a customer that is not there yet, the account
  /// says nothing.
  mutating func note(_ proposal: Proposal) {
    guard let priced = proposal.priced else { return }
    let isNew = proposal.customer == nil
    let said = priced.filled.inputs.filter { isNew || ["action", "licences", "term"].contains($0.name) }
    note(priced.filled.order, said: said.map { ($0.name, $0.value) })
  }

  /// Asks something of the current order, or with NAME=VALUE behind the question of one that differs in these inputs;
  /// that one is then the current order, as after a quote.
  ///
  /// - Parameters:
  ///   - isName: Whether a word before `=` is an input's name.
  ///   - answer: Answers the words before them; a status of 0 or 1 is an answer.
  mutating func ask(
    _ typed: String, isName: (String) -> Bool = { _ in true }, _ answer: (String, Order) -> ConsoleResponse
  ) -> ConsoleResponse {
    let (words, inputs) = Assignments.split(typed, isName: isName)
    switch Assignments.all(inputs) {
    case .failure(let problem): return .problem(problem.message, problem.status)
    case .success(let said):
      var asked = currentOrder
      for (name, value) in said { asked.inputs[name] = value }
      let response = answer(words, asked)
      if !said.isEmpty, response.status <= ExitStatus.no { note(asked, said: (shown?.said ?? [:]).map { $0 } + said) }
      return response
    }
  }

  /// The order to be changed: what was typed, with what was said for the order shown last.
  var orderToChange: Order {
    var changed = order
    for (name, value) in shown?.said ?? [:] { changed.inputs[name] = value }
    return changed
  }

  /// Makes an order the one that was typed.
  ///
  /// - Returns: What it says, where more of it changed than was asked for.
  mutating func change(to changed: Order) -> String {
    let taken = (shown?.said ?? [:]).filter { changed.inputs[$0.key] == $0.value && order.inputs[$0.key] != $0.value }
    order = changed
    shown = nil
    if taken.isEmpty { return "" }
    return "the order is the one shown last, with this: "
      + changed.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
  }
}
