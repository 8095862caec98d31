import AccountBook
import PolicyEngine
import PolicyModel

/// Turns the notices that the rules ask for into messages to people.
struct NoticeComposer {
  let rules: RulesInForce

  /// The notices of an order or of a change of state, one for each receiver.
  ///
  /// - Parameters:
  ///   - order: What the rules are asked about.
  ///   - base: The state before: what the rules tell of it already is not told again.
  ///   - cause: What happened, so that nobody is told the same twice for the same reason.
  ///   - added: The address of a member that was added.
  func notices(
    for order: Order, over base: Order?, cause: String, account: Account, added: String? = nil, _ reader: AccountReader
  ) throws -> [NoticeDraft] {
    let effects = try effects(order)
    if effects.isEmpty { return [] }
    let known = try base.map { try Set(self.effects($0).map(\.name)) } ?? []
    let fresh = effects.filter { !known.contains($0.name) }
    if fresh.isEmpty { return [] }
    let messages = try texts(order)
    var notices: [NoticeDraft] = []
    for effect in fresh {
      let own = messages.filter { $0.effect == effect.name && ($0.line ?? 1) == (effect.line ?? 1) }
      guard let word = effect.fields.first(where: { $0.name == "to" })?.text else { continue }
      for receiver in try receivers(word, account, added, reader) {
        notices.append(draft(effect, own, receiver, cause, account))
      }
    }
    return notices
  }

  private func effects(_ order: Order) throws -> [Quote.Effect] {
    switch rules.engine.effects(order) {
    case .success(let effects): return effects.filter { $0.collection == "notices" }
    case .failure(let mistakes): throw Self.problem(mistakes)
    }
  }

  private func texts(_ order: Order) throws -> [Engine.Message] {
    switch rules.engine.messages(order) {
    case .success(let messages): return messages
    case .failure(let mistakes): throw Self.problem(mistakes)
    }
  }

  private static func problem(_ mistakes: OrderMistakes) -> AccountProblem {
    AccountProblem(
      .refused, mistakes.problems.map(\.message).joined(separator: "\n"), cure: mistakes.problems.first?.cure ?? "")
  }

  /// One person to be told.
  private struct Receiver {
    var name: String
    var address: String
    var language: String
    var isReseller = false
  }

  private func receivers(_ word: String, _ account: Account, _ added: String?, _ reader: AccountReader) throws
    -> [Receiver]
  {
    let reseller = Receiver(
      name: account.reseller.name, address: account.reseller.terms.email, language: account.reseller.terms.language,
      isReseller: true)
    func person(_ email: String) -> Receiver {
      Receiver(name: "", address: email, language: account.customer.details.language)
    }
    switch word {
    case "reseller": return [reseller]
    case "administrators":
      // The list begins with the administrators.
      let own = try reader.members(of: account.customer.id, limit: account.ownAdministrators).filter(\.isAdministrator)
      return own.map { person($0.email) } + (account.resellerIsAdministrator ? [reseller] : [])
    case "members":
      return try reader.members(of: account.customer.id, limit: account.licencesInUse).filter { !$0.isAdministrator }
        .map { person($0.email) }
    case "added-user": return added.map { [person($0)] } ?? []
    default:
      throw AccountProblem(
        .refused, "the rules tell “\(word)” something, and the account book does not know who that is",
        cure: "tell reseller, administrators, members or added-user")
    }
  }

  private func draft(
    _ effect: Quote.Effect, _ messages: [Engine.Message], _ receiver: Receiver, _ cause: String, _ account: Account
  ) -> NoticeDraft {
    let languages = messages.map(\.language)
    let language =
      languages.contains(receiver.language)
      ? receiver.language : languages.contains("en") ? "en" : languages.first ?? "en"
    let own = messages.filter { $0.language == language }
    return NoticeDraft(
      cause: cause, effect: effect.name + (effect.line.map { " line \($0)" } ?? ""), customer: account.customer.id,
      receiverName: receiver.name, receiverAddress: receiver.address, isForReseller: receiver.isReseller,
      language: language, subject: own.first { $0.field == "subject" }?.text ?? effect.name,
      paragraphs: own.filter { $0.field == "text" }.map(\.text))
  }
}
