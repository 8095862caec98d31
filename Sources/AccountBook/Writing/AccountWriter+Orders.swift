import GRDB
import Quantities

extension AccountWriter {
  /// Keeps a quote open.
  package func keepQuote(_ draft: PurchaseDraft, for customer: Int64) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO quote(customer, day, action, licences, term, inputs, document, hash, currency, net, vat, total, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        customer, day, draft.action, draft.licences, draft.term, draft.inputs, draft.document, draft.hash,
        draft.total.currency.code, draft.net.minor, draft.vat.minor, draft.total.minor, audit,
      ])
    return database.lastInsertedRowID
  }

  /// Closes an open quote: `ordered`, `withdrawn` or `priced anew`.
  package func closeQuote(_ id: Int64, as reason: String) throws {
    try database.execute(
      sql: "UPDATE quote SET closed_day = ?, closed_as = ? WHERE id = ? AND closed_day IS NULL",
      arguments: [day, reason, id])
  }

  /// Writes an order down, waiting.
  package func place(_ draft: PurchaseDraft, for customer: Int64) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO purchase(customer, placed_day, action, licences, term, inputs, document, hash, currency, net, vat,
          total, mentions, members, state, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
        """,
      arguments: [
        customer, day, draft.action, draft.licences, draft.term, draft.inputs, draft.document, draft.hash,
        draft.total.currency.code, draft.net.minor, draft.vat.minor, draft.total.minor, Stored.list(draft.mentions),
        Stored.list(draft.members), audit,
      ])
    return database.lastInsertedRowID
  }

  package func setState(of purchase: Int64, _ state: Purchase.State) throws {
    try database.execute(sql: "UPDATE purchase SET state = ? WHERE id = ?", arguments: [state.rawValue, purchase])
  }

  /// What the customer's subscription is from this day on.
  ///
  /// - Parameter purchase: The order that made it so.
  package func setSubscription(_ subscription: Subscription, of account: Account, purchase: Int64?) throws {
    let customer = account.customer.id
    var id = subscription.id
    if id == 0 {
      try database.execute(
        sql: "INSERT INTO subscription(customer, product) VALUES (?, ?)", arguments: [customer, subscription.product])
      id = database.lastInsertedRowID
    }
    try close("subscription_term", "customer = ?", [customer])
    try database.execute(
      sql: """
        INSERT INTO subscription_term(subscription, customer, reseller, kind, term, first_day, end_day, capacity,
          from_day, purchase, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, customer, account.reseller.id, subscription.kind.rawValue, subscription.term, subscription.firstDay,
        subscription.endDay, subscription.capacity, day, purchase, audit,
      ])
  }

  /// What an order did to the subscription.
  package struct Effect: Sendable, Equatable {
    package var before: Subscription?
    package var after: Subscription
    /// Whether another order, which was not cancelled, changed it later.
    package var isFollowed: Bool
    /// Whether a later renewal, which was not cancelled, set the number of licences.
    package var isRenewed: Bool
  }

  /// What an order did to the subscription; nil if it did nothing.
  package func effect(of purchase: Int64) throws -> Effect? {
    let columns =
      "t.id AS row_id, t.customer, t.subscription AS id, s.product, t.kind, t.term, t.first_day, t.end_day, t.capacity"
    let source = "subscription_term t JOIN subscription s ON s.id = t.subscription"
    guard
      let own = try Row.fetchOne(
        database, sql: "SELECT \(columns) FROM \(source) WHERE t.purchase = ? ORDER BY t.id LIMIT 1",
        arguments: [purchase])
    else { return nil }
    let (row, customer) = (try own.integer("row_id"), try own.integer("customer"))
    let before = try Row.fetchOne(
      database, sql: "SELECT \(columns) FROM \(source) WHERE t.customer = ? AND t.id < ? ORDER BY t.id DESC LIMIT 1",
      arguments: [customer, row])
    let later = try String.fetchSet(
      database,
      sql: """
        SELECT p.action FROM subscription_term t JOIN purchase p ON p.id = t.purchase
        WHERE t.customer = ? AND t.id > ? AND p.state = 'active'
        """, arguments: [customer, row])
    return Effect(
      before: try before.map(Subscription.init(row:)), after: try Subscription(row: own), isFollowed: !later.isEmpty,
      isRenewed: later.contains("renewal"))
  }

  /// How many licences there were when an order was placed; nil where there was no subscription.
  package func licences(beforeOrder purchase: Int64, of customer: Int64) throws -> Int? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT capacity FROM subscription_term
        WHERE customer = ? AND audit < (SELECT audit FROM purchase WHERE id = ?) ORDER BY id DESC LIMIT 1
        """, arguments: [customer, purchase]
    ).map { try $0.count("capacity") }
  }

  // MARK: Money

  /// Writes the invoice of an order, with its postings.
  package func writeInvoice(_ draft: PurchaseDraft, purchase: Int64, of account: Account) throws -> String {
    let number = try nextNumber("invoice", "")
    let details = account.customer.details
    let vat = account.customer.vat.number.map { ", VAT number \($0)" } ?? ""
    try database.execute(
      sql: """
        INSERT INTO invoice(number, purchase, customer, day, paid_by, paid_for, currency, net, vat, total, mentions, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, purchase, account.customer.id, day, account.reseller.name,
        "\(details.name), \(details.address), \(details.country)\(vat)", draft.total.currency.code, draft.net.minor,
        draft.vat.minor, draft.total.minor, Stored.list(draft.mentions), audit,
      ])
    try post(
      invoice: database.lastInsertedRowID, on: day,
      [("receivable", draft.total), ("revenue", -draft.net), ("vat", -draft.vat)])
    return number
  }

  /// Books what was paid for an invoice.
  ///
  /// - Parameter reference: Empty where the payment has none.
  /// - Throws: `refused` for a reference that paid another invoice, be it credited since.
  package func bookPayment(_ invoice: Invoice, method: String, reference: String) throws {
    let id = try rowID(of: invoice)
    if !reference.isEmpty { try use(reference, for: id) }
    try bookMoney(id, method, reference, invoice.total, on: day)
    try post(invoice: id, on: day, [("bank", invoice.total), ("receivable", -invoice.total)])
  }

  /// Credits an invoice. What was paid is paid back, and booked at the day of the payment.
  package func credit(_ invoice: Invoice, reason: String) throws -> String {
    let id = try rowID(of: invoice)
    let number = try nextNumber("credit_note", "C")
    try database.execute(
      sql: "INSERT INTO credit_note(number, invoice, day, reason, audit) VALUES (?, ?, ?, ?, ?)",
      arguments: [number, id, day, reason, audit])
    try post(
      invoice: id, on: day, [("receivable", -invoice.total), ("revenue", invoice.net), ("vat", invoice.vat)])
    if let paidOn = invoice.paidOn {
      try bookMoney(id, "refund", number, -invoice.total, on: paidOn)
      try post(invoice: id, on: paidOn, [("bank", -invoice.total), ("receivable", invoice.total)])
    }
    return number
  }

  private func use(_ reference: String, for invoice: Int64) throws {
    let folded = PaymentReference.folded(reference)
    if let row = try Row.fetchOne(
      database, sql: "SELECT invoice FROM payment_reference WHERE folded = ?", arguments: [folded])
    {
      throw PaymentReference.used(for: try reader.invoice(inRow: try row.integer("invoice"))?.number)
    }
    try database.execute(sql: "INSERT INTO payment_reference VALUES (?, ?)", arguments: [folded, invoice])
  }

  private func bookMoney(
    _ invoice: Int64, _ method: String, _ reference: String, _ amount: Amount, on booked: CalendarDate
  )
    throws
  {
    try database.execute(
      sql: """
        INSERT INTO payment(invoice, method, reference, currency, amount, day, recorded_day, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [invoice, method, reference, amount.currency.code, amount.minor, booked, day, audit])
  }

  /// Postings of one event, which add up to nothing.
  private func post(invoice: Int64, on booked: CalendarDate, _ amounts: [(account: String, amount: Amount)]) throws {
    for (account, amount) in amounts where !amount.isZero {
      try database.execute(
        sql: "INSERT INTO posting(invoice, day, account, currency, amount, audit) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [invoice, booked, account, amount.currency.code, amount.minor, audit])
    }
  }

  private func rowID(of invoice: Invoice) throws -> Int64 {
    guard
      let id = try Int64.fetchOne(
        database, sql: "SELECT id FROM invoice WHERE number = ?", arguments: [invoice.number])
    else { throw AccountProblem(.notFound, "there is no such invoice", cure: "type `invoices`") }
    return id
  }

  /// The next number of a year without gaps.
  private func nextNumber(_ table: String, _ letter: String) throws -> String {
    let year = "\(letter)\(day.year)-"
    let last = try Row.fetchOne(
      database,
      sql:
        "SELECT number FROM \(table) WHERE number >= ? AND number < ? ORDER BY length(number) DESC, number DESC LIMIT 1",
      arguments: [year, year + "~"])
    var count = 0
    if let last {
      guard let number = Int(try last.text("number").dropFirst(year.count)), 0 <= number, number < .max else {
        throw Stored.damage("\(table).number")
      }
      count = number
    }
    let digits = String(count + 1)
    return year + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  // MARK: Outbox

  /// Writes notices to the outbox. The same cause tells the same address the same thing once.
  ///
  /// - Returns: How many are new.
  package func tell(_ notices: [NoticeDraft], reseller: Int64) throws -> Int {
    var count = 0
    for notice in notices {
      let id = NoticeIdentifier.text(cause: notice.cause, effect: notice.effect, address: notice.receiverAddress)
      try database.execute(
        sql: """
          INSERT INTO notice(id, customer, reseller, cause, effect, receiver_name, receiver_address, is_for_reseller,
            language, subject, paragraphs, day, at, audit)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          id, notice.customer, reseller, notice.cause, notice.effect, notice.receiverName, notice.receiverAddress,
          notice.isForReseller, notice.language, notice.subject, Stored.list(notice.paragraphs), day, at, audit,
        ])
      count += database.changesCount
    }
    return count
  }
}
