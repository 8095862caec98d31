import GRDB

/// What `accounts check` looks for: things that no command leaves behind, so that each finding is a fault.
package enum ConsistencyCheck {
  /// One rule with the query that finds what breaks it: each row is a customer's or an invoice's name.
  private struct Rule {
    var fault: String
    var query: String
  }

  private static let rules = [
    Rule(
      fault: "more licences in use than there are",
      query: """
        SELECT 'customer ' || t.customer FROM subscription_term t WHERE t.to_day IS NULL
        AND (SELECT count(*) FROM membership m WHERE m.customer = t.customer AND m.to_day IS NULL) > t.capacity
        """),
    Rule(
      fault: "more licences than any subscription has",
      query: """
        SELECT 'customer ' || customer FROM subscription_term WHERE to_day IS NULL
        AND capacity > \(Subscription.mostLicences)
        """),
    Rule(
      fault: "a day that does not exist",
      query: "SELECT name FROM ("
        + Schema.days.map { table, column in
          "SELECT '\(table) ' || rowid AS name, \(column) AS day FROM \(table)"
        }.joined(separator: " UNION ALL ") + ") WHERE day IS NOT NULL AND date(day, '+0 days') IS NOT day"),
    Rule(
      fault: "members without a subscription",
      query: """
        SELECT DISTINCT 'customer ' || m.customer FROM membership m WHERE m.to_day IS NULL
        AND NOT EXISTS (SELECT 1 FROM subscription_term t WHERE t.customer = m.customer AND t.to_day IS NULL)
        """),
    Rule(
      fault: "no administrator",
      query: """
        SELECT 'customer ' || id FROM customer
        WHERE NOT EXISTS (SELECT 1 FROM administrator a WHERE a.customer = customer.id AND a.to_day IS NULL)
        """),
    Rule(
      fault: "an administrator without a licence",
      query: """
        SELECT 'customer ' || a.customer FROM administrator a WHERE a.to_day IS NULL AND a.member IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.member = a.member AND m.to_day IS NULL)
        """),
    Rule(
      fault: "no details, or no state of the VAT number, today",
      query: """
        SELECT 'customer ' || id FROM customer
        WHERE NOT EXISTS (SELECT 1 FROM customer_details d WHERE d.customer = customer.id AND d.to_day IS NULL)
        OR NOT EXISTS (SELECT 1 FROM customer_vat v WHERE v.customer = customer.id AND v.to_day IS NULL)
        """),
    Rule(
      fault: "two facts that hold on one day, or a gap between them",
      query: """
        SELECT 'customer ' || customer FROM (
          SELECT customer, from_day, lag(to_day) OVER (PARTITION BY customer ORDER BY id) AS before FROM customer_details
          UNION ALL
          SELECT customer, from_day, lag(to_day) OVER (PARTITION BY customer ORDER BY id) FROM customer_vat
          UNION ALL
          SELECT customer, from_day, lag(to_day) OVER (PARTITION BY customer ORDER BY id) FROM subscription_term)
        WHERE before <> from_day
        """),
    Rule(
      fault: "postings that do not add up to nothing",
      query: """
        SELECT 'invoice ' || i.number FROM posting p JOIN invoice i ON i.id = p.invoice
        GROUP BY p.invoice, p.audit, p.day, p.currency HAVING sum(p.amount) <> 0
        """),
    Rule(
      fault: "an invoice that its postings do not show",
      query: """
        SELECT 'invoice ' || i.number FROM invoice i WHERE i.total <> ifnull((SELECT sum(amount) FROM posting p
          WHERE p.invoice = i.id AND p.account = 'receivable' AND p.audit = i.audit AND p.amount > 0), 0)
        """),
    Rule(
      fault: "an open amount that is not what payments and credit notes leave",
      query: """
        SELECT 'invoice ' || i.number FROM invoice i
        WHERE ifnull((SELECT sum(amount) FROM posting p WHERE p.invoice = i.id AND p.account = 'receivable'), 0)
          <> i.total * (1 - EXISTS (SELECT 1 FROM credit_note c WHERE c.invoice = i.id))
          - ifnull((SELECT sum(amount) FROM payment y WHERE y.invoice = i.id), 0)
        """),
    Rule(
      fault: "an invoice that is not its order's",
      query: """
        SELECT 'invoice ' || i.number FROM invoice i JOIN purchase p ON p.id = i.purchase
        WHERE (i.net, i.vat, i.total, i.currency) <> (p.net, p.vat, p.total, p.currency) OR i.customer <> p.customer
        """),
    Rule(
      fault: "an order that is active and not paid",
      query: """
        SELECT 'order ' || p.id FROM purchase p WHERE p.state IN ('active', 'paid') AND p.total <> 0
        AND NOT EXISTS (SELECT 1 FROM invoice i JOIN payment y ON y.invoice = i.id WHERE i.purchase = p.id AND y.amount = p.total)
        """),
    Rule(
      fault: "an invoice number that is missing",
      query: """
        SELECT 'invoice ' || number FROM (
          SELECT number, CAST(substr(number, 6) AS INTEGER) AS n,
            row_number() OVER (PARTITION BY substr(number, 1, 4) ORDER BY id) AS expected FROM invoice)
        WHERE n <> expected
        """),
    Rule(
      fault: "an entry of the audit log that is missing",
      query:
        "SELECT 'entry ' || (SELECT max(id) FROM audit) WHERE (SELECT count(*) FROM audit) <> (SELECT ifnull(max(id), 0) FROM audit)"
    ),
  ]

  /// All faults, each with where it is; at most ten of a kind.
  package static func faults(_ reader: AccountReader) throws -> [String] {
    try rules.flatMap { rule in
      let found: [String?]
      do {
        found = try Optional<String>.fetchAll(reader.database, sql: rule.query + " LIMIT 11")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        return ["amounts whose sum is larger than any amount: not known whether there is \(rule.fault)"]
      }
      return found.prefix(10).map { "\($0 ?? "a row without a name"): \(rule.fault)" }
        + (found.count > 10 ? ["… and more: \(rule.fault)"] : [])
    }
  }
}
