package import AccountBook
package import Quantities

/// The reseller's desk: who sits at it, which account book lies on it, and which day it is.
///
/// It turns an account's state into orders, has the rules price them, and writes what was confirmed. No price, no rate
/// and no date is decided here: every figure comes from the rules.
package struct Desk: Sendable {
  package let file: AccountFile
  package let identity: Identity
  package let scope: Scope
  /// Why the next changes are made, for the audit log.
  package var why = ""
  /// What is asked for, in full: a key stands for it alone. Nil where nobody can say it.
  package var request: String?
  /// Why nothing may be written now, such as rules that were only typed; nil where nothing is in the way.
  package var obstacle: AccountProblem?
  /// The computer's day.
  let today: @Sendable () -> CalendarDate

  /// - Throws: A reseller whom the account book does not know.
  package init(
    file: AccountFile, identity: Identity, today: @escaping @Sendable () -> CalendarDate
  ) throws(AccountProblem) {
    self.file = file
    self.identity = identity
    self.today = today
    switch identity {
    case .staff: scope = .all
    case .reseller(let name):
      guard let reseller = try file.read(.all, { try $0.reseller(named: name) }) else {
        throw AccountProblem(
          .notPermitted, "this account book has no such reseller", cure: "ask the vendor's staff to add it")
      }
      scope = .reseller(reseller.id)
    }
  }

  /// The account book's day: today, or in a rehearsal the day that was set.
  package func day() throws(AccountProblem) -> CalendarDate {
    let set = try file.read(scope) { try $0.kind() == .rehearsal ? try $0.rehearsalDay() : nil }
    return set ?? today()
  }

  package func isRehearsal() throws(AccountProblem) -> Bool { try file.read(scope) { try $0.kind() == .rehearsal } }

  /// One account; the same answer whether there is none, or none for this person.
  package func account(_ customer: Int64, at day: CalendarDate? = nil) throws(AccountProblem) -> Account {
    guard let account = try file.read(scope, at: day, { try $0.account(customer) }) else { throw Self.noCustomer }
    return account
  }

  package static let noCustomer = AccountProblem(
    .notFound, "there is no such customer", cure: "type `customers` to see them")

  /// The one customer that is called so.
  package func customer(called text: String) throws(AccountProblem) -> Account {
    let found = try file.read(scope) { try $0.customers(called: text, limit: 6) }
    guard let first = found.first else { throw Self.noCustomer }
    if found.count > 1 {
      let names = found.prefix(5).map { "#\($0.id) \($0.name)" }.joined(separator: ", ")
      throw AccountProblem(
        .notFound, "more than one customer is called so: \(names)\(found.count > 5 ? ", …" : "")",
        cure: "write more of the name, or the number: `act on #\(first.id)`")
    }
    return try account(first.id)
  }

  /// What came of a key that this person used before: it is answered so, whatever the account is now.
  ///
  /// - Parameters:
  ///   - command: The name of the command that asks.
  ///   - acting: The customer that it is about, where it depends on the one that was chosen.
  /// - Throws: `otherRequest` where the key was used for something else.
  package func earlier(_ key: String, _ command: String, of acting: Int64?) throws(AccountProblem) -> EarlierChange? {
    guard let found = try file.read(scope, { try $0.change(withKey: key, by: identity) }) else { return nil }
    try found.require(request ?? command, command, of: acting)
    return found
  }

  /// Refuses what only the vendor's staff may do.
  package func requireStaff(_ what: String) throws(AccountProblem) {
    guard identity.isStaff else {
      throw AccountProblem(.notPermitted, "\(what) is for the vendor's staff", cure: "ask them")
    }
  }

  /// Refuses a reseller that is no longer administrator of an account.
  func requireAdministrator(of account: Account) throws(AccountProblem) {
    if identity.isStaff || account.resellerIsAdministrator { return }
    throw AccountProblem(
      .notPermitted, "you are no administrator of this account any more",
      cure: "one of its administrators or the vendor's staff can make you one")
  }

  /// What a proposal is made from.
  func basis(_ account: Account, _ rules: RulesInForce? = nil) throws(AccountProblem) -> Proposal.Basis {
    Proposal.Basis(
      day: try day(), revision: account.revision, terms: account.reseller.terms, hash: rules?.hash)
  }

  /// Refuses where nothing may be written now: before a person is asked, or somebody outside.
  package func requireWriting() throws(AccountProblem) {
    if let obstacle { throw obstacle }
  }

  /// Makes one change of the account book, with its entry in the audit log. All that the desk writes is written here.
  ///
  /// - Parameters:
  ///   - day: The day of the change, if it is not the account book's.
  ///   - body: Writes, and returns what the person is told.
  func write(
    _ action: String, on customer: Int64?, why: String = "", key: String?, request: String? = nil,
    day: CalendarDate? = nil, clock: ClockStatement? = nil, _ body: (AccountWriter) throws -> String
  ) throws(AccountProblem) -> ChangeResult {
    try requireWriting()
    let today = try self.day()
    let change = Change(
      who: identity, customer: customer, day: day ?? today, action: action, why: why.isEmpty ? self.why : why, key: key,
      request: request ?? self.request, clock: clock)
    return try file.change(change, scope, body)
  }
}
