package import AccountBook
import Diagnostics
import Quantities

/// Customers with their subscriptions and members, as they are today: out of one account book and into another.
package struct CustomerTransfer: Sendable {
  static let columns = [
    "reseller", "name", "address", "country", "email", "language", "vat", "vat-evidence", "vat-evidence-day", "product",
    "kind", "term", "first-day", "end-day", "licences", "members", "administrators",
  ]

  /// All customers as lines of a file, the heading of a table first.
  package static func lines(_ desk: Desk, _ format: OrderExport.Format) throws(AccountProblem) -> [String] {
    let rows = try desk.file.read(desk.scope) { reader in
      try reader.customers(limit: .max).compactMap { line in try reader.account(line.id).map { try row($0, reader) } }
    }
    switch format {
    case .csv: return ([columns] + rows).map(CSVText.row)
    case .jsonl:
      return rows.map { row in
        JSON.object(zip(columns, row).filter { !$0.1.isEmpty }.map { .init($0.0, .string($0.1)) }).text()
      }
    }
  }

  private static func row(_ account: Account, _ reader: AccountReader) throws -> [String] {
    let details = account.customer.details
    let vat = account.customer.vat
    let members = try reader.members(of: account.customer.id, limit: max(1, account.licencesInUse))
    let own = members.filter(\.isAdministrator).map(\.email) + (account.resellerIsAdministrator ? ["reseller"] : [])
    let subscription = account.subscription
    return [
      account.reseller.name, details.name, details.address, details.country, details.email, details.language,
      vat.number ?? "", vat.evidence ?? "", vat.evidenceDay?.description ?? "", subscription?.product ?? "",
      subscription?.kind.rawValue ?? "", subscription?.term ?? "", subscription?.firstDay.description ?? "",
      subscription?.endDay.description ?? "", subscription.map { String($0.capacity) } ?? "",
      members.map(\.email).joined(separator: " "), own.joined(separator: " "),
    ]
  }

  /// Takes customers in, all or none. Nobody is sent a notice.
  ///
  /// - Returns: What was done.
  package static func read(_ text: String, _ format: OrderExport.Format, into desk: Desk, key: String?)
    throws(AccountProblem) -> ChangeResult
  {
    try desk.requireStaff("importing customers")
    let rows = try rows(text, format)
    // The same text again is the same import, whatever the file is called.
    let request = "import \(rows.count) customers, text \(ContentHash.sha256(Array(text.utf8)).prefix(16))"
    return try desk.write("import \(rows.count) customers", on: nil, key: key, request: request) { writer in
      for (line, row) in rows {
        do {
          try take(row, writer)
        } catch let problem as AccountProblem {
          throw AccountProblem(
            problem.kind, "line \(line): \(problem.message)",
            cure: "nothing was imported; \(problem.cure.isEmpty ? "mend the line and try again" : problem.cure)")
        }
      }
      return "\(rows.count) customers imported"
    }
  }

  private static func take(_ row: [String: String], _ writer: AccountWriter) throws {
    func field(_ name: String) -> String { row[name] ?? "" }
    guard let reseller = try writer.reader.reseller(named: field("reseller")) else {
      throw AccountProblem(.notFound, "there is no such reseller", cure: "add it first: `reseller NAME …`")
    }
    let form = CustomerForm(
      name: field("name"), address: field("address"), country: field("country"), email: field("email"),
      language: field("language").isEmpty ? "en" : field("language"), vat: field("vat"))
    var vat = try form.vatState()
    if vat.number != nil, !field("vat-evidence").isEmpty {
      vat.standing = .confirmed
      vat.evidence = field("vat-evidence")
      vat.evidenceDay = try day(field("vat-evidence-day"))
    }
    let customer = try writer.addCustomer(reseller: reseller.id, try form.details(), vat)
    guard var account = try writer.reader.account(customer) else { throw Desk.noCustomer }
    let members = try AddressList.reading(field("members"), isTable: false)
    if !field("kind").isEmpty {
      guard let kind = Subscription.Kind(rawValue: field("kind")) else {
        throw AccountProblem(.refused, "kind \(shown(field("kind"))) is neither trial nor paid", cure: "")
      }
      let capacity = try licences(field("licences"))
      guard capacity >= members.count else {
        throw AccountProblem(
          .refused, "licences \(shown(field("licences"))) is fewer than there are members: \(members.count)", cure: "")
      }
      let (first, end) = (try day(field("first-day")), try day(field("end-day")))
      guard first <= end else { throw AccountProblem(.refused, "the subscription ends before it begins", cure: "") }
      let product = field("product").isEmpty ? Desk.product : field("product")
      try writer.setSubscription(
        Subscription(
          id: 0, product: product, kind: kind, term: field("term"), firstDay: first, endDay: end, capacity: capacity),
        of: account, purchase: nil)
    } else if !members.isEmpty {
      throw AccountProblem(.refused, "there are members and no subscription", cure: "")
    }
    for member in members {
      try writer.addMember(member.text, to: account)
      account.licencesInUse += 1
    }
    let administrators = field("administrators").split(separator: " ").map(String.init)
    for email in administrators where email != "reseller" {
      guard let member = try writer.reader.member(of: customer, email: email) else {
        throw AccountProblem(.refused, "an administrator is no member", cure: "")
      }
      try writer.grantAdministration(of: customer, member: member.id)
    }
    if !administrators.isEmpty, !administrators.contains("reseller") {
      try writer.endAdministration(of: customer, member: nil)
    }
  }

  private static func licences(_ text: String) throws(AccountProblem) -> Int {
    guard let count = Int(text), (0...Subscription.mostLicences).contains(count) else {
      throw AccountProblem(
        .refused, "licences \(shown(text)) is no whole number from 0 to \(Subscription.mostLicences)", cure: "")
    }
    return count
  }

  /// A value as a message shows it.
  private static func shown(_ text: String) -> String { "“\(Display.harmless(String(text.prefix(40))))”" }

  private static func day(_ text: String) throws(AccountProblem) -> CalendarDate {
    guard let day = CalendarDate(parsing: text) else {
      throw AccountProblem(.refused, "a day is missing or does not exist", cure: "write days as 2026-03-01")
    }
    return day
  }

  private static func rows(_ text: String, _ format: OrderExport.Format) throws(AccountProblem)
    -> [(line: Int, row: [String: String])]
  {
    switch format {
    case .csv:
      guard let rows = CSVText.rows(text), let heading = rows.first?.fields else {
        throw AccountProblem(.refused, "this is no table: it is empty, or a quote is never closed", cure: "")
      }
      try check(heading, 1)
      return try rows.dropFirst().map { row throws(AccountProblem) in
        guard row.fields.count == heading.count else {
          throw AccountProblem(
            .refused, "line \(row.line): \(row.fields.count) fields under a heading of \(heading.count)",
            cure: "nothing was imported")
        }
        return (row.line, Dictionary(zip(heading, row.fields), uniquingKeysWith: { first, _ in first }))
      }
    case .jsonl:
      var result: [(Int, [String: String])] = []
      for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      where !line.allSatisfy(\.isWhitespace) {
        guard let members = (try? JSON.parse(String(line)))?.asObject else {
          throw AccountProblem(.refused, "line \(number + 1): this is no JSON object", cure: "nothing was imported")
        }
        try check(members.map(\.key), number + 1)
        result.append(
          (
            number + 1,
            Dictionary(members.map { ($0.key, $0.value.asString ?? "") }, uniquingKeysWith: { first, _ in first })
          ))
      }
      return result
    }
  }

  private static func check(_ names: [String], _ line: Int) throws(AccountProblem) {
    for name in names where !columns.contains(name) {
      throw AccountProblem(
        .refused, "line \(line): there is no column “\(Display.harmless(String(name.prefix(40))))”",
        cure: "nothing was imported; the columns are \(columns.joined(separator: ", "))")
    }
  }
}
