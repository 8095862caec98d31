/// Books of many rules, one a customer: once as the rows of a table, once as exceptions to one value.
///
/// Rule `k` gives its percentage where the customer is `C` and `k` in five digits, and the quantity at least
/// ``leastQuantity(_:)``; where no rule applies, it is 0 %.
enum RuleCountBook {
  /// How the rules are written.
  enum Form: CaseIterable { case table, exceptions }

  static func customer(_ rule: Int) -> String {
    let digits = String(rule)
    return "C" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  static func leastQuantity(_ rule: Int) -> Int { rule * 7 % 50 + 1 }

  static func percent(_ rule: Int) -> Int { rule % 30 + 1 }

  static func text(rules count: Int, as form: Form) -> String {
    var text = """
      book rule-count "Rules by customer"
        language 1
        currency EUR
        shows customer-discount
      input customer "Customer"
        text
      input quantity "Quantity"
        whole number 1 to 5000

      """
    switch form {
    case .table:
      text += "table customer-discount \"Discount\"\n  by customer, quantity\n  first row applies\n"
      for rule in 0..<count {
        text += "  \"\(customer(rule))\" | \(leastQuantity(rule)) or more | \(percent(rule))%\n"
      }
      text += "  otherwise 0%\n"
    case .exceptions:
      text += "value customer-discount \"Discount\"\n  is 0%\n"
      for rule in 0..<count {
        text += """
          exception rule-\(rule) to customer-discount
            is \(percent(rule))%
            when customer is "\(customer(rule))" and quantity is \(leastQuantity(rule)) or more

          """
      }
    }
    return text
  }
}
