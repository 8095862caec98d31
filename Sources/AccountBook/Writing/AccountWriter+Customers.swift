import GRDB
import Quantities

extension AccountWriter {
  /// Adds a customer. The reseller becomes an administrator of the account without using a licence.
  package func addCustomer(reseller: Int64, _ details: Customer.Details, _ vat: VATState) throws -> Int64 {
    try database.execute(sql: "INSERT INTO customer(reseller, created_day) VALUES (?, ?)", arguments: [reseller, day])
    let id = database.lastInsertedRowID
    subject.customer = id
    try setDetails(of: id, reseller: reseller, details)
    try setVAT(of: id, vat)
    try grantAdministration(of: id, member: nil)
    return id
  }

  /// Sets a customer's details from this day on.
  package func setDetails(of customer: Int64, reseller: Int64, _ details: Customer.Details) throws {
    try close("customer_details", "customer = ?", [customer])
    try database.execute(
      sql: """
        INSERT INTO customer_details(customer, reseller, name, folded, address, country, email, language, from_day, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        customer, reseller, details.name, Stored.folded(details.name), details.address, details.country, details.email,
        details.language, day, audit,
      ])
  }

  /// Sets what is known of a customer's VAT number from this day on.
  package func setVAT(of customer: Int64, _ vat: VATState) throws {
    try close("customer_vat", "customer = ?", [customer])
    try database.execute(
      sql: """
        INSERT INTO customer_vat(customer, number, standing, evidence, evidence_day, from_day, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [customer, vat.number, vat.standing.rawValue, vat.evidence, vat.evidenceDay, day, audit])
  }

  /// Writes down that an address has an account with the vendor.
  package func addKnownAddress(_ email: String) throws {
    try database.execute(
      sql: "INSERT INTO known_address VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [Stored.folded(email), email, day])
  }

  // MARK: Members and roles

  /// Gives an address a licence.
  package func addMember(_ email: String, to account: Account) throws {
    let customer = account.customer.id
    let folded = Stored.folded(email)
    try database.execute(
      sql: "INSERT INTO member(customer, email, folded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [customer, email, folded])
    guard
      let member = try Int64.fetchOne(
        database, sql: "SELECT id FROM member WHERE customer = ? AND folded = ?", arguments: [customer, folded])
    else { throw AccountProblem(.file, "the account book lost a member", cure: "restore the last backup") }
    try database.execute(
      sql: "INSERT INTO membership(member, customer, from_day, audit) VALUES (?, ?, ?, ?)",
      arguments: [member, customer, day, audit])
  }

  /// Takes a member's licence back. The member's role ends with it.
  package func removeMember(_ member: Member, from customer: Int64) throws {
    if member.isAdministrator { try endAdministration(of: customer, member: member.id) }
    try close("membership", "member = ?", [member.id])
  }

  /// Makes a member an administrator, or the reseller (nil).
  package func grantAdministration(of customer: Int64, member: Int64?) throws {
    try database.execute(
      sql: "INSERT INTO administrator(customer, member, from_day, audit) VALUES (?, ?, ?, ?)",
      arguments: [customer, member, day, audit])
  }

  /// Takes a role back. One administrator always remains.
  package func endAdministration(of customer: Int64, member: Int64?) throws {
    try close("administrator", "customer = ? AND member IS ?", [customer, member])
    let others = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM administrator WHERE customer = ? AND to_day IS NULL", arguments: [customer])
    guard others ?? 0 > 0 else {
      throw AccountProblem(
        .refused, "this is the only administrator, and one always remains",
        cure: "make somebody else an administrator first: `make admin E-MAIL`")
    }
  }
}
