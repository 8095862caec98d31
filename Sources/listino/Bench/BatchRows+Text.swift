import Quantities

/// The rows as they come in files.
extension BatchRows {
  private static let heading =
    "id,kind,currency,quantity,term,quote_date,period_end,country,vat_valid,reseller,own_admin,customer\n"

  /// Comma-separated values with a heading; yes and no are 1 and 0, and what is not asked is empty.
  func csv() -> [UInt8] {
    var text = Array(Self.heading.utf8)
    text.reserveCapacity(count * 64)
    let dates = Self.dates()
    for row in 0..<count {
      func add(_ field: some StringProtocol) {
        text.append(contentsOf: field.utf8)
        text.append(UInt8(ascii: ","))
      }
      add(String(row))
      add(Self.kinds[Int(kind[row])])
      add(Self.currencies[Int(currency[row])])
      add(String(quantity[row]))
      add(String(term[row]))
      add(dates[Int(quoteDate[row]) - Self.days.lowerBound])
      add(isTopUp(row) ? dates[Int(periodEnd[row]) - Self.days.lowerBound] : "")
      add(Self.countries[Int(country[row])])
      for answer in [Answers.vatValid, .reseller, .ownAdmin] { add(has(answer, row) ? "1" : "0") }
      text.append(contentsOf: RuleCountBook.customer(Int(customer[row])).utf8)
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// One JSON object a line; what is not asked is left out.
  func jsonLines() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(count * 200)
    let dates = Self.dates()
    for row in 0..<count {
      let periodEnd =
        isTopUp(row) ? #""period_end":"\#(dates[Int(periodEnd[row]) - Self.days.lowerBound])","# : ""
      let line = """
        {"id":\(row),"kind":"\(Self.kinds[Int(kind[row])])","currency":"\(Self.currencies[Int(currency[row])])",\
        "quantity":\(quantity[row]),"term":\(term[row]),\
        "quote_date":"\(dates[Int(quoteDate[row]) - Self.days.lowerBound])",\
        \(periodEnd)"country":"\(Self.countries[Int(country[row])])","vat_valid":\(has(.vatValid, row)),\
        "reseller":\(has(.reseller, row)),"own_admin":\(has(.ownAdmin, row)),\
        "customer":"\(RuleCountBook.customer(Int(customer[row])))"}

        """
      text.append(contentsOf: line.utf8)
    }
    return text
  }

  /// The days that rows name, as they are written.
  private static func dates() -> [String] {
    (days.lowerBound...days.upperBound + 380).map { "\(CalendarDate(dayNumber: $0))" }
  }
}
