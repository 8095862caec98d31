/// Members, roles and details of the model.
extension DeskModel {
  private func isRunning(_ index: Int) -> Bool { customers[index].subscription?.covers(day) ?? false }

  mutating func add(_ index: Int, _ emails: [String], _ payment: Payment) -> Bool {
    guard !emails.isEmpty, isRunning(index) else { return false }
    let fresh = emails.filter { !customers[index].members.contains($0) }
    let lacking = fresh.count - customers[index].free
    if lacking > 0 { return order(index, "top-up", lacking, 0, payment, members: fresh) }
    customers[index].members.formUnion(fresh)
    return true
  }

  mutating func remove(_ index: Int, _ email: String) -> Bool {
    guard customers[index].members.contains(email) else { return false }
    if customers[index].administrators.contains(email), customers[index].administratorCount == 1 { return false }
    customers[index].administrators.remove(email)
    customers[index].members.remove(email)
    return true
  }

  mutating func hand(_ index: Int, _ from: String, _ to: String) -> Bool {
    guard isRunning(index), !customers[index].members.contains(to), remove(index, from) else { return false }
    customers[index].members.insert(to)
    return true
  }

  mutating func grantRole(_ index: Int, _ email: String?) -> Bool {
    if let email {
      guard customers[index].members.contains(email) else { return false }
      guard customers[index].administrators.insert(email).inserted else { return false }
    } else {
      if customers[index].resellerIsAdministrator { return false }
      customers[index].resellerIsAdministrator = true
    }
    priceAnew(index)
    return true
  }

  mutating func endRole(_ index: Int, _ email: String?) -> Bool {
    if customers[index].administratorCount == 1 { return false }
    if let email {
      guard customers[index].administrators.remove(email) != nil else { return false }
    } else {
      if !customers[index].resellerIsAdministrator { return false }
      customers[index].resellerIsAdministrator = false
    }
    priceAnew(index)
    return true
  }

  // MARK: Details and quotes

  mutating func rename(_ index: Int, _ name: String) -> Bool {
    if customers[index].name == name { return false }
    customers[index].name = name
    // The number was confirmed for the name before.
    if customers[index].vat == .confirmed { customers[index].vat = .wellFormed }
    priceAnew(index)
    return true
  }

  mutating func setNumber(_ index: Int, isGiven: Bool) -> Bool {
    if isGiven == (customers[index].vat != .none) { return false }
    customers[index].vat = isGiven ? .wellFormed : .none
    priceAnew(index)
    return true
  }

  mutating func confirmVAT(_ index: Int, _ evidence: String) -> Bool {
    guard customers[index].vat != .none, !evidence.allSatisfy(\.isWhitespace) else { return false }
    customers[index].vat = .confirmed
    priceAnew(index)
    return true
  }

  mutating func keep(_ index: Int, _ action: String, _ licences: Int, _ term: Int) -> Bool {
    let customer = customers[index]
    guard let money = customer.price(action, licences, term, on: day) else { return false }
    customers[index].quotes.append(.init(action: action, licences: licences, term: term, total: money.total))
    return true
  }

  /// Quotes that cost something else now are replaced by new ones, which come last.
  private mutating func priceAnew(_ index: Int) {
    for quote in customers[index].quotes {
      let money = customers[index].price(quote.action, quote.licences, quote.term, on: day)
      guard let money, money.total != quote.total else { continue }
      customers[index].quotes.removeAll { $0 == quote }
      var next = quote
      next.total = money.total
      customers[index].quotes.append(next)
    }
  }
}
