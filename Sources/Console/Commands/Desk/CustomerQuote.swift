import AccountBook
import Desk
import PolicyEngine
import PolicyModel

/// `quote` for the customer that is acted on: every input comes from the account book, and one can be tried another way.
extension ConsoleCommand {
  static func quoteForCustomer(_ session: inout ConsoleSession, _ arguments: String) -> ConsoleResponse {
    .catching { () throws(AccountProblem) in
      let (desk, rules, customer) = try session.openAccount()
      let (words, assignments) = shorthand(arguments)
      let inputs: [(String, String)]
      switch Assignments.all(assignments) {
      case .success(let said): inputs = words + said
      case .failure(let problem): return .problem(problem.message, problem.status)
      }
      let account = try desk.account(customer)
      let (filled, wish) = try session.filled(desk, rules, account, inputs)
      // With an end of the period that is tried out, anything can be.
      if let wish, !inputs.contains(where: { $0.0 == "period-end" }) { try desk.requirePossible(wish, account) }
      if case .missing(let missing, _) = rules.engine.quote(filled.order), let first = missing.first {
        guard session.isInteractive, arguments.isEmpty else { return .problem(MissingInputs.text(missing)) }
        session.shown = nil
        session.question = Question(first)
        return ConsoleResponse(output: MissingInputs.question(first))
      }
      let priced = try rules.price(filled)
      if let wish { session.desk?.lastQuote = (priced, wish) }
      session.note(filled.order, said: inputs)
      let text = PricedOrderText(isColoured: session.isColoured)
      return ConsoleResponse(
        output: text.quote(priced) + "\n\n" + text.inputs(filled), status: priced.refusal == nil ? 0 : ExitStatus.no)
    }
  }

  /// `top up 3`, `renew 12` and `new 10` as inputs, and the rest.
  private static func shorthand(_ text: String) -> ([(String, String)], String) {
    let forms = [
      ("top up", "top-up"), ("top-up", "top-up"), ("renewal", "renewal"), ("renew", "renewal"), ("new", "new"),
      ("trial", "trial"),
    ]
    for (words, action) in forms where text == words || text.hasPrefix(words + " ") {
      var inputs = [("action", action)]
      var rest = text.dropFirst(words.count).trimmingBlanks()
      let (first, behind) = Substring(rest).splitAtBlank()
      if Int(first) != nil {
        inputs.append(("licences", String(first)))
        rest = behind.trimmingBlanks()
      }
      return (inputs, rest)
    }
    return ([], text)
  }
}

extension ConsoleSession {
  /// An order filled from the account, with what was typed before and what was said for this quote over it.
  func filled(_ opened: Desk, _ rules: RulesInForce, _ account: Account, _ said: [(String, String)])
    throws(AccountProblem) -> (FilledOrder, OrderWish?)
  {
    let all = order.inputs.merging(said, uniquingKeysWith: { _, last in last })
    var wish: OrderWish?
    if let action = all["action"] {
      var licences: Int?
      if let text = all["licences"] { licences = try LicenceCount.reading(text) }
      // A renewal is for as many as there are, unless it is said otherwise.
      if action == "renewal", licences == nil { licences = account.subscription?.capacity }
      wish = OrderWish(action: action, licences: licences, term: all["term"])
    }
    var filled = FilledOrder(wish, account, on: try opened.day(), rules)
    let taken: Set = ["action", "licences", "term"]
    for (name, value) in order.inputs.sorted(by: { $0.key < $1.key }) where !(wish != nil && taken.contains(name)) {
      filled.set(name, to: value, origin: "typed here")
    }
    for (name, value) in said where !(wish != nil && taken.contains(name)) {
      filled.set(name, to: value, origin: "this quote only")
    }
    return (filled, wish)
  }
}
