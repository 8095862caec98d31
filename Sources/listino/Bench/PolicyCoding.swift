import PolicyEngine
import PolicyModel

/// Rows of the benchmark policy in the terms of its loaded book: the codes that the engine gives each answer.
struct PolicyCoding {
  let kinds: [BoundOrder.Answer]
  let currencies: [BoundOrder.Answer]
  let countries: [BoundOrder.Answer]
  let quantity: BoundOrder.Answer
  let term: BoundOrder.Answer
  let quoteDate: BoundOrder.Answer
  let periodEnd: BoundOrder.Answer
  let vatValid: [BoundOrder.Answer]
  let reseller: [BoundOrder.Answer]
  let ownAdmin: [BoundOrder.Answer]

  /// Asks the engine for the code of each text that rows have.
  ///
  /// - Throws: ``OrderMistakes``, where the book has other inputs or answers.
  init(_ engine: Engine) throws(OrderMistakes) {
    func answer(_ input: String, _ text: String) throws(OrderMistakes) -> BoundOrder.Answer {
      try engine.bind(Order(inputs: [input: text])).get().answers[0]
    }
    func answers(_ input: String, _ texts: [String]) throws(OrderMistakes) -> [BoundOrder.Answer] {
      try texts.map { (text) throws(OrderMistakes) in try answer(input, text) }
    }
    kinds = try answers("kind", BatchRows.kinds)
    currencies = try answers("currency", BatchRows.currencies)
    countries = try answers("country", BatchRows.countries)
    quantity = try answer("quantity", "1")
    term = try answer("term", "1")
    quoteDate = try answer("quote-date", "2020-01-01")
    periodEnd = try answer("period-end", "2020-01-01")
    vatValid = try answers("vat-valid", ["no", "yes"])
    reseller = try answers("reseller", ["no", "yes"])
    ownAdmin = try answers("own-admin", ["no", "yes"])
  }

  func order(_ rows: BatchRows, _ row: Int) -> BoundOrder {
    func number(_ answer: BoundOrder.Answer, _ count: Int) -> BoundOrder.Answer {
      var answer = answer
      answer.value *= Int128(count)
      return answer
    }
    func date(_ answer: BoundOrder.Answer, _ day: Int32) -> BoundOrder.Answer {
      var answer = answer
      answer.value = Int128(day)
      return answer
    }
    var order = BoundOrder(answers: [
      kinds[Int(rows.kind[row])], currencies[Int(rows.currency[row])], number(quantity, Int(rows.quantity[row])),
      number(term, Int(rows.term[row])), date(quoteDate, rows.quoteDate[row]), countries[Int(rows.country[row])],
      vatValid[rows.has(.vatValid, row) ? 1 : 0], reseller[rows.has(.reseller, row) ? 1 : 0],
      ownAdmin[rows.has(.ownAdmin, row) ? 1 : 0],
    ])
    if rows.isTopUp(row) { order.answers.append(date(periodEnd, rows.periodEnd[row])) }
    return order
  }
}
