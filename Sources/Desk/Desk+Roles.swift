package import AccountBook
import PolicyModel

/// Members and roles.
extension Desk {
  /// What came of adding members: done, or licences have to be bought first.
  package enum Adding: Sendable, Equatable {
    case done(ChangeResult)
    case needsLicences(Proposal)
  }

  /// Gives addresses a licence. Where licences lack, a top-up is proposed instead, and nobody is added.
  package func add(_ addresses: [EmailAddress], to customer: Int64, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> Adding
  {
    if let proposal = try proposeLicences(for: addresses, customer, key: key, rules) { return .needsLicences(proposal) }
    let result = try write(Self.adding(addresses), on: customer, key: key) { writer in
      guard let now = try writer.reader.account(customer) else { throw Desk.noCustomer }
      let messages = try addMembers(addresses.map(\.text), to: now, writer, rules)
      return messages.joined(separator: "\n")
    }
    return .done(result)
  }

  private static func adding(_ addresses: [EmailAddress]) -> String {
    "add \(addresses.map(\.text).joined(separator: " "))"
  }

  /// The top-up that adding addresses needs first; nil where enough licences are free.
  package func proposeLicences(
    for addresses: [EmailAddress], _ customer: Int64, key: String?, _ rules: RulesInForce
  ) throws(AccountProblem) -> Proposal? {
    let account = try account(customer)
    try requireAdministrator(of: account)
    guard !addresses.isEmpty else {
      throw AccountProblem(.refused, "nobody is named", cure: "write `add anna@example.com`")
    }
    guard let subscription = account.subscription, subscription.covers(try day()) else {
      throw AccountProblem(
        .refused, "there is no running subscription", cure: "order one: `subscribe N 12 months`, or `renew`")
    }
    let fresh = try file.read(scope) { reader in
      try addresses.filter { try reader.member(of: customer, email: $0.text) == nil }
    }
    let lacking = fresh.count - account.freeLicences
    if lacking <= 0 { return nil }
    if subscription.kind == .trial {
      throw AccountProblem(
        .refused, "the trial has \(subscription.capacity) licences, and \(account.freeLicences) are free",
        cure: "choose a subscription: `subscribe \(account.licencesInUse + fresh.count) 12 months`")
    }
    var proposal = try topUp(customer, licences: lacking, members: fresh, key: key, rules)
    proposal.action = Self.adding(addresses)
    proposal.remarks.append(
      "free licences: \(account.freeLicences) of \(subscription.capacity); needed: \(fresh.count)")
    return proposal
  }

  /// Adds members within a change, and writes their notices.
  func addMembers(_ emails: [String], to account: Account, _ writer: AccountWriter, _ rules: RulesInForce) throws
    -> [String]
  {
    let customer = account.customer.id
    var lines: [String] = []
    var account = account
    for email in emails {
      if try writer.reader.member(of: customer, email: email) != nil {
        lines.append("\(email) has a licence already")
        continue
      }
      guard account.freeLicences > 0 else {
        throw AccountProblem(
          .changed, "no licence is free any more", cure: "nobody was added; look at `members` and try again")
      }
      let isKnown = try writer.reader.isKnown(email)
      try writer.addMember(email, to: account)
      account.licencesInUse += 1
      var filled = FilledOrder(nil, account, on: writer.day, rules)
      let base = filled.order
      if rules.declares("added-member") {
        filled.set("added-member", to: isKnown ? "known-user" : "new-user", origin: "the members")
      }
      let notices = try NoticeComposer(rules: rules).notices(
        for: filled.order, over: base, cause: "change \(writer.number)", account: account,
        added: email, writer.reader)
      _ = try writer.tell(notices, reseller: account.reseller.id)
      lines.append("\(email) has a licence, and is \(isKnown ? "welcomed" : "invited")")
    }
    return lines
  }

  /// Takes a licence back. It stays free until somebody else gets it; the subscription's end does not move.
  package func remove(_ address: EmailAddress, from customer: Int64, key: String?) throws(AccountProblem)
    -> ChangeResult
  {
    let account = try account(customer)
    try requireAdministrator(of: account)
    return try write("remove \(address.text)", on: customer, key: key) { writer in
      guard let member = try writer.reader.member(of: customer, email: address.text) else { throw Self.noMember }
      try writer.removeMember(member, from: customer)
      let end = account.subscription.map { " The licence is free until \($0.endDay), for whoever is added next." } ?? ""
      return "\(member.email) has no licence any more\(member.isAdministrator ? " and is no administrator" : "").\(end)"
    }
  }

  /// Hands one member's licence to another address.
  package func hand(_ from: EmailAddress, to: EmailAddress, of customer: Int64, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> ChangeResult
  {
    let account = try account(customer)
    try requireAdministrator(of: account)
    let action = "hand \(from.text) to \(to.text)"
    return try write(action, on: customer, key: key) { writer in
      guard let member = try writer.reader.member(of: customer, email: from.text) else { throw Self.noMember }
      if try writer.reader.member(of: customer, email: to.text) != nil {
        throw AccountProblem(
          .refused, "\(to.text) has a licence already", cure: "`remove \(from.text)` frees the other one")
      }
      guard account.subscription?.covers(writer.day) == true else {
        throw AccountProblem(.refused, "there is no running subscription", cure: "order one, or `renew`")
      }
      try writer.removeMember(member, from: customer)
      guard let now = try writer.reader.account(customer) else { throw Self.noCustomer }
      let lines = try addMembers([to.text], to: now, writer, rules)
      return (["\(member.email) has no licence any more"] + lines).joined(separator: "\n")
    }
  }

  static let noMember = AccountProblem(
    .notFound, "nobody with this address has a licence here", cure: "type `members` to see who has")

  /// Makes a member an administrator, or the reseller (nil): what that changes for the next orders.
  package func grantRole(_ address: EmailAddress?, on customer: Int64, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> Proposal
  {
    let account = try account(customer)
    try requireAdministrator(of: account)
    var after = account
    if let address {
      guard let member = try file.read(scope, { try $0.member(of: customer, email: address.text) }) else {
        throw Self.noMember
      }
      if member.isAdministrator {
        throw AccountProblem(.refused, "\(member.email) is an administrator already", cure: "")
      }
      after.ownAdministrators += 1
    } else {
      if account.resellerIsAdministrator {
        throw AccountProblem(.refused, "the reseller is an administrator already", cure: "")
      }
      after.resellerIsAdministrator = true
    }
    return try proposeRole(
      .grantRole(email: address?.text), "make admin \(address?.text ?? "reseller")", account, after, key, rules)
  }

  /// Takes a role back, of a member or of the reseller (nil).
  package func endRole(_ address: EmailAddress?, on customer: Int64, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> Proposal
  {
    let account = try account(customer)
    try requireAdministrator(of: account)
    var after = account
    if let address {
      let member = try file.read(scope) { try $0.member(of: customer, email: address.text) }
      guard let member, member.isAdministrator else {
        throw AccountProblem(
          .notFound, "no administrator here has this address", cure: "type `members` to see who is one")
      }
      after.ownAdministrators -= 1
    } else {
      guard account.resellerIsAdministrator else {
        throw AccountProblem(.refused, "the reseller is no administrator", cure: "")
      }
      after.resellerIsAdministrator = false
    }
    if after.ownAdministrators == 0, !after.resellerIsAdministrator {
      throw AccountProblem(
        .refused, "this is the only administrator, and one always remains",
        cure: "make somebody else an administrator first: `make admin E-MAIL`")
    }
    return try proposeRole(
      .endRole(email: address?.text), "take admin \(address?.text ?? "reseller")", account, after, key, rules)
  }

  private func proposeRole(
    _ deed: Proposal.Deed, _ action: String, _ account: Account, _ after: Account, _ key: String?,
    _ rules: RulesInForce
  ) throws(AccountProblem) -> Proposal {
    var proposal = Proposal(
      deed: deed, customer: account.customer.id, basis: try basis(account, rules), action: action,
      key: key ?? Proposal.newKey())
    let day = try day()
    if account.ownAdministrators != after.ownAdministrators {
      proposal.effects = try Comparisons(rules: rules, day: day).between(
        account, after, buyers: ["reseller", "customer"])
    }
    for (kept, priced) in try repriced(account, after, rules) {
      let total = try priced.amount("total")
      proposal.remarks.append(
        total == kept.draft.total
          ? "open quote \(kept.id) (\(kept.draft.action), \(kept.draft.licences)) stays at \(total)"
          : "open quote \(kept.id) (\(kept.draft.action), \(kept.draft.licences)): \(kept.draft.total) becomes \(total)"
      )
    }
    return proposal
  }

  /// The open quotes of an account as they would be priced after a change.
  func repriced(_ before: Account, _ after: Account, _ rules: RulesInForce) throws(AccountProblem)
    -> [(kept: KeptQuote, priced: PricedOrder)]
  {
    var result: [(KeptQuote, PricedOrder)] = []
    let day = try day()
    for kept in try file.read(scope, { try $0.openQuotes(of: before.customer.id) }) {
      // What can no longer be ordered has no price to compare.
      if let priced = try? rules.price(FilledOrder(kept.wish, after, on: day, rules)), priced.refusal == nil {
        result.append((kept, priced))
      }
    }
    return result
  }
}

extension KeptQuote {
  /// What was wished for when it was kept.
  var wish: OrderWish {
    OrderWish(action: draft.action, licences: draft.licences, term: draft.action == "new" ? draft.term : nil)
  }
}
