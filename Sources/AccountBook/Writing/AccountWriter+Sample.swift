import GRDB
import Quantities

extension AccountWriter {
  /// Fills an empty book with customers who have ten members each: for measuring.
  ///
  /// - Parameter reseller: Whose customers they are.
  package func addSampleCustomers(_ count: Int, reseller: Int64) throws {
    let statements = [
      "INSERT INTO customer(id, reseller, created_day) SELECT n, :reseller, :day FROM numbers",
      """
      INSERT INTO customer_details(customer, reseller, name, folded, address, country, email, language, from_day, audit)
      SELECT n, :reseller, printf('Firma %06d', n), printf('firma %06d', n),
        'Hauptstr. ' || n, 'DE', 'office@firma' || n || '.example', 'en', :day, :audit FROM numbers
      """,
      "INSERT INTO customer_vat(customer, standing, from_day, audit) SELECT n, 'none', :day, :audit FROM numbers",
      "INSERT INTO administrator(customer, from_day, audit) SELECT n, :day, :audit FROM numbers",
      "INSERT INTO subscription(id, customer, product) SELECT n, n, 'AxCrypt Business' FROM numbers",
      """
      INSERT INTO subscription_term(subscription, customer, reseller, kind, term, first_day, end_day, capacity, from_day,
        audit)
      SELECT n, n, :reseller, 'paid', '12 months', :day, date(:day, (1 + n % 365) || ' days'), 12, :day, :audit
      FROM numbers
      """,
      """
      INSERT INTO member(id, customer, email, folded)
      SELECT n * 10 + m, n, 'user' || m || '@firma' || n || '.example', 'user' || m || '@firma' || n || '.example'
      FROM numbers, (WITH RECURSIVE ten(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM ten WHERE m < 9) SELECT m FROM ten)
      """,
      "INSERT INTO membership(member, customer, from_day, audit) SELECT id, customer, :day, :audit FROM member",
    ]
    let numbers = """
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(count))
      """
    for statement in statements {
      var arguments: StatementArguments = [:]
      for (name, value) in [
        ("reseller", reseller.databaseValue), ("day", day.databaseValue), ("audit", audit.databaseValue),
      ]
      where statement.contains(":\(name)") {
        arguments += [name: value]
      }
      try database.execute(sql: "\(numbers) \(statement)", arguments: arguments)
    }
  }
}
