import AccountBook
import Desk
import PolicyModel

/// Ordering, and saying how it is paid.
extension ConsoleCommand {
  static let create = ConsoleCommand(
    name: "create", arguments: "[NAME=VALUE …]",
    summary: "a new customer with its first order; asks for what is not said",
    completes: .words(CustomerQuestions.fields.map { $0.name + "=" })
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules) = try session.openDesk()
      try desk.requireWriting()
      let (answers, key) = try Answers.reading(arguments, allowed: CustomerQuestions.fields.map(\.name))
      let questions = CustomerQuestions(answers, asksReseller: desk.identity.isStaff, key: key)
      for (name, answer) in answers.sorted(by: { $0.key < $1.key }) { try questions.check(name, answer, desk, rules) }
      return try session.ask(questions)
    }
  }

  static let subscribe = ConsoleCommand(
    name: "subscribe", arguments: "N [1 month|12 months]",
    summary: "a subscription for a customer without one, or after a trial",
    completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (_, _, customer) = try session.openAccount()
      var words = CommandWords(arguments)
      let licences = try LicenceCount.reading(words.words.first ?? "")
      words.words.removeFirst()
      if let first = words.words.first, first.hasPrefix("licence") { words.words.removeFirst() }
      let term = words.words.isEmpty ? "12 months" : TermText.reading(words.text)
      let wish = OrderWish(action: "new", licences: licences, term: term)
      let key = words.options["key"]
      return try session.show { desk, rules throws(AccountProblem) in
        try desk.subscribe(customer, wish, key: key, rules)
      }
    }
  }

  static let trial = ConsoleCommand(
    name: "trial", arguments: "N", summary: "a trial, once for each customer", completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (_, _, customer) = try session.openAccount()
      let words = CommandWords(arguments)
      let licences = try LicenceCount.reading(words.words.first ?? "")
      return try session.show { desk, rules throws(AccountProblem) in
        try desk.trial(customer, licences: licences, key: words.options["key"], rules)
      }
    }
  }

  static let topUp = ConsoleCommand(
    name: "top", arguments: "up N", summary: "more licences for the months that remain", completes: .words(["up "])
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (_, _, customer) = try session.openAccount()
      var words = CommandWords(arguments)
      _ = words.take("up")
      let licences = try LicenceCount.reading(words.words.first ?? "")
      let key = words.options["key"]
      return try session.show { desk, rules throws(AccountProblem) in
        try desk.topUp(customer, licences: licences, key: key, rules)
      }
    }
  }

  static let renew = ConsoleCommand(
    name: "renew", arguments: "[N]", summary: "another year, for as many licences as there are or for N",
    completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (_, _, customer) = try session.openAccount()
      let words = CommandWords(arguments)
      let licences = try words.words.first.map { word throws(AccountProblem) in try LicenceCount.reading(word) }
      return try session.show { desk, rules throws(AccountProblem) in
        try desk.renew(customer, licences: licences, key: words.options["key"], rules)
      }
    }
  }

  static let end = ConsoleCommand(
    name: "end", arguments: "trial", summary: "end a trial before its time", completes: .words(["trial"])
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (_, _, customer) = try session.openAccount()
      let words = CommandWords(arguments)
      guard words.words == ["trial"] else {
        throw AccountProblem(.refused, "what is to end?", cure: "type `end trial`; a subscription ends by itself")
      }
      return try session.show { desk, _ throws(AccountProblem) in
        try desk.endTrial(customer, key: words.options["key"])
      }
    }
  }

  static let pay = ConsoleCommand(
    name: "pay", arguments: "card REFERENCE | transfer", summary: "order what was shown",
    completes: .words(["card ", "transfer"]), confirms: true
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      var words = CommandWords(arguments)
      if words.take("card") { return try session.confirm(.card(reference: words.text)) }
      if words.take("transfer"), words.words.isEmpty { return try session.confirm(.transfer) }
      throw AccountProblem(.refused, "how is it paid?", cure: "type `pay card REFERENCE` or `pay transfer`")
    }
  }

  static let yes = ConsoleCommand(
    name: "yes", arguments: "", summary: "do what was shown", completes: .nothing, confirms: true
  ) { session, _ in
    .catching { () throws(AccountProblem) in try session.confirm(nil) }
  }

  static let no = ConsoleCommand(
    name: "no", arguments: "", summary: "leave what was shown", completes: .nothing, confirms: true
  ) { session, _ in
    guard session.desk?.proposal != nil else { return ConsoleResponse(output: "nothing waits for an answer") }
    session.desk?.proposal = nil
    return ConsoleResponse(output: "nothing was done")
  }
}

extension ConsoleSession {
  /// Asks what `create` still needs to know, or shows what it comes to.
  mutating func ask(_ questions: CustomerQuestions) throws(AccountProblem) -> ConsoleResponse {
    let open = questions.open(interactive: isInteractive)
    if let first = open.first {
      guard isInteractive else {
        throw AccountProblem(
          .refused, "a new customer needs \(open.map(\.name).joined(separator: ", "))",
          cure: "give it as NAME=VALUE: `create \(first.name)=…`")
      }
      desk?.questions = questions
      return ConsoleResponse(output: first.question)
    }
    desk?.questions = nil
    let wish = try questions.wish()
    let said = questions.answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    desk?.request = (["create"] + said).joined(separator: " ").replacing("\n", with: " ")
    let (opened, _) = try openDesk()
    if let key = questions.key, let earlier = try opened.earlier(key, "create", of: nil) {
      desk?.proposal = nil
      desk?.earlier = earlier
      try actOnNew(earlier.result, opened)
      return ConsoleResponse(earlier.result)
    }
    return try show { desk, rules throws(AccountProblem) in
      try desk.create(questions.form, reseller: questions.answers["reseller"], wish, key: questions.key, rules)
    }
  }

  /// Takes the answer to what `create` asked. Whatever is wrong with it, the answers before it are kept.
  mutating func answer(_ entry: String, _ questions: CustomerQuestions) -> ConsoleResponse {
    .catching { () throws(AccountProblem) in
      guard let field = questions.open(interactive: true).first else { return try ask(questions) }
      let text = entry.trimmingBlanks()
      if [":cancel", "cancel"].contains(text) {
        desk?.questions = nil
        return ConsoleResponse(output: "no customer was created")
      }
      guard let answer = text.isEmpty ? field.standard : text else {
        return ConsoleResponse(output: "\(field.question) `cancel` leaves")
      }
      let (opened, rules) = try openDesk()
      // A refused order can be for what was answered before.
      var (changed, value) = (field.name, answer)
      if case .success(let pairs) = Assignments.all(answer), let pair = pairs.first, pairs.count == 1,
        CustomerQuestions.fields.contains(where: { $0.name == pair.0 })
      {
        (changed, value) = pair
      }
      try questions.check(changed, value, opened, rules)
      var next = questions
      next.answers[changed] = value
      do throws(AccountProblem) {
        return try ask(next)
      } catch {
        next.answers[field.name] = nil
        desk?.questions = next
        throw AccountProblem(
          error.kind, error.message,
          cure: (error.cure.isEmpty ? "" : error.cure + "; ")
            + "answer this once more, or one of the others as NAME=VALUE; `cancel` leaves")
      }
    }
  }

  /// Acts on the customer of a change: a new one is acted on next, and another's name may have changed.
  mutating func actOnNew(_ result: ChangeResult, _ opened: Desk) throws(AccountProblem) {
    guard let customer = result.customer else { return }
    // What was typed was about somebody else.
    if customer != desk?.acting?.id { order = Order() }
    desk?.acting = (customer, try opened.account(customer).customer.details.name)
  }

  /// Does what was proposed.
  mutating func confirm(_ payment: PaymentMethod?) throws(AccountProblem) -> ConsoleResponse {
    let (opened, rules) = try openDesk()
    if let earlier = desk?.earlier, desk?.proposal == nil {
      if let payment { try earlier.require(payment: payment.words) }
      desk?.earlier = nil
      return ConsoleResponse(earlier.result)
    }
    guard let proposal = desk?.proposal else {
      throw AccountProblem(.refused, "nothing waits for an answer", cure: "ask for an order first, such as `top up 3`")
    }
    if payment != nil, !proposal.isCharged {
      throw AccountProblem(.refused, "there is nothing to pay for", cure: "type `yes`")
    }
    let result: ChangeResult
    do throws(AccountProblem) {
      result = try opened.confirm(proposal, payment, rules)
    } catch {
      guard error.kind == .changed, let propose = desk?.propose else { throw error }
      return try showAgain(proposal, propose, because: error)
    }
    desk?.proposal = nil
    desk?.lastQuote = nil
    // It can still be asked about; the next order does not go on from it.
    shown?.said = [:]
    if proposal.customer == nil || result.customer == desk?.acting?.id { try actOnNew(result, opened) }
    return ConsoleResponse(result)
  }

  /// Something that a proposal was made from has moved: nothing was done, and it is shown as it comes to now.
  private mutating func showAgain(
    _ proposal: Proposal, _ propose: @escaping DeskSession.Proposing, because moved: AccountProblem
  ) throws(AccountProblem) -> ConsoleResponse {
    desk?.proposal = nil
    var response: ConsoleResponse
    do throws(AccountProblem) {
      response = try show(propose)
    } catch {
      throw AccountProblem(error.kind, "\(moved.message): nothing was done\n\(error.message)", cure: error.cure)
    }
    desk?.proposal?.key = proposal.key
    response.problem = "\(moved.message): nothing was done, and this is what it comes to now"
    response.status = ExitStatus.of(moved)
    return response
  }
}
