import AccountBook
import Desk
import PolicyEngine
import PolicyModel
import Quantities
import Testing

/// Random commands, many of them wrong.
extension DeskDriver {
  func step(_ random: inout SeededGenerator) throws {
    if numbers.count < 3 || (numbers.count < 9 && random.chance(4)) { return try create(&random) }
    let index = random.number(0...numbers.count - 1)
    switch random.number(0...99) {
    case 0..<14: try order(index, &random)
    case 14..<38: try members(index, &random)
    case 38..<54: try roles(index, &random)
    case 54..<66: try money(index, &random)
    case 66..<74: try quotes(index, &random)
    case 74..<84: try details(index, &random)
    case 84..<88: try stale(index, &random)
    default: try days(&random)
    }
  }

  private func licences(_ random: inout SeededGenerator) -> Int {
    switch random.number(0...19) {
    case 0: [0, -1, 100_001].randomElement(using: &random) ?? 0
    case 1: random.number(45...55)
    case 2, 3: random.number(9...12)
    default: random.number(1...5)
    }
  }

  private func term(_ random: inout SeededGenerator) -> Int {
    [1, 1, 12, 12, 12, 2].randomElement(using: &random) ?? 12
  }

  private func payment(_ random: inout SeededGenerator) -> DeskModel.Payment {
    [.card, .card, .card, .transfer, .transfer, .none].randomElement(using: &random) ?? .card
  }

  /// An address; of a member where that is asked for, mostly.
  private func email(_ random: inout SeededGenerator, of index: Int? = nil) -> String {
    let members = index.map { model.customers[$0].members.sorted() } ?? []
    if random.chance(75), let member = members.randomElement(using: &random) { return member }
    return "p\(random.number(1...14))@example.com"
  }

  /// An address as people type it.
  private func typed(_ email: String, _ random: inout SeededGenerator) throws -> EmailAddress {
    try EmailAddress(parsing: random.chance(20) ? email.uppercased() : email)
  }

  // MARK: Orders

  private func create(_ random: inout SeededGenerator) throws {
    let reseller = ModelReseller.all[random.number(0...2)]
    var customer = ModelCustomer(
      reseller: reseller, country: ["SE", "DE", "FI", "NO"][random.number(0...3)], name: "Firm \(log.count)")
    let hasNumber = customer.country != "NO" && random.chance(50)
    customer.vat = hasNumber ? .wellFormed : .none
    let (action, count, months) = (random.chance(25) ? "trial" : "new", licences(&random), term(&random))
    let how: DeskModel.Payment = action == "trial" ? .none : payment(&random)
    let isDone = model.create(customer, action, count, months, how)
    let (form, wish) = (form(customer, hasNumber: hasNumber), wish(action, count, action == "trial" ? 0 : months))
    var created: Int64?
    try expect(isDone, "create \(action) \(count) \(months) \(how)", on: nil) {
      let proposal = try desk.create(form, reseller: reseller.name, wish, key: nil, rules)
      try confirm(proposal, how)
      created = try desk.customer(called: customer.name).customer.id
    }
    if let created {
      numbers.append(created)
      try compare(numbers.count - 1)
    }
  }

  private func order(_ index: Int, _ random: inout SeededGenerator) throws {
    let action = ["new", "new", "top-up", "top-up", "renewal", "renewal", "trial", "end"][random.number(0...7)]
    if action == "end" {
      return try expect(model.endTrial(index), "end trial", on: index) {
        try confirm(try desk.endTrial(numbers[index], key: nil), .none)
      }
    }
    // A top-up quote that is open while a trial runs has a test of its own.
    if action == "trial", model.customers[index].quotes.contains(where: { $0.action == "top-up" }) { return }
    let (count, months) = (licences(&random), action == "new" ? term(&random) : 0)
    let how: DeskModel.Payment = action == "trial" ? .none : payment(&random)
    let isDone = model.order(index, action, count, months, how)
    try expect(isDone, "\(action) \(count) \(months) \(how) for \(index)", on: index) {
      try confirm(try proposal(index, action, count, months), how)
    }
  }

  /// Something was shown, then the account changed.
  private func stale(_ index: Int, _ random: inout SeededGenerator) throws {
    guard let shown = try? proposal(index, "renewal", model.customers[index].members.count + 1, 0) else { return }
    let (customer, name) = (model.customers[index], "Firm \(log.count)")
    try expect(model.rename(index, name), "rename \(index)", on: index) {
      let edited = form(customer, name: name, hasNumber: customer.vat != .none)
      try confirm(try desk.proposeEdit(numbers[index], edited, key: nil, rules), .none)
    }
    let problem = #expect(throws: AccountProblem.self) { try desk.confirm(shown, .transfer, rules) }
    #expect(problem?.kind == .changed, "\(story)")
    try compare(index)
  }

  // MARK: Members and roles

  private func members(_ index: Int, _ random: inout SeededGenerator) throws {
    let customer = numbers[index]
    switch random.number(0...9) {
    case 0..<6:
      var emails: [String] = []
      for _ in 0..<random.number(0...4) {
        let email = email(&random)
        if !emails.contains(email) { emails.append(email) }
      }
      let addresses = try emails.map { try typed($0, &random) }
      let how = payment(&random)
      let isDone = model.add(index, emails, how)
      try expect(isDone, "add \(emails) to \(index) \(how)", on: index) {
        switch try desk.add(addresses, to: customer, key: nil, rules) {
        case .done: break
        case .needsLicences(let proposal): try confirm(proposal, how)
        }
      }
    case 6, 7:
      let email = email(&random, of: index)
      let address = try typed(email, &random)
      try expect(model.remove(index, email), "remove \(email) from \(index)", on: index) {
        _ = try desk.remove(address, from: customer, key: nil)
      }
    default:
      let (from, to) = (email(&random, of: index), email(&random))
      let (first, second) = (try typed(from, &random), try typed(to, &random))
      try expect(model.hand(index, from, to), "hand \(from) to \(to) of \(index)", on: index) {
        _ = try desk.hand(first, to: second, of: customer, key: nil, rules)
      }
    }
  }

  private func roles(_ index: Int, _ random: inout SeededGenerator) throws {
    let customer = numbers[index]
    let administrator = model.customers[index].administrators.sorted().first
    let email = random.chance(25) ? nil : random.chance(40) ? administrator : email(&random, of: index)
    let address = try email.map { try typed($0, &random) }
    if random.chance(50) {
      try expect(model.grantRole(index, email), "make admin \(email ?? "reseller") of \(index)", on: index) {
        try confirm(try desk.grantRole(address, on: customer, key: nil, rules), .none)
      }
    } else {
      try expect(model.endRole(index, email), "take admin \(email ?? "reseller") of \(index)", on: index) {
        try confirm(try desk.endRole(address, on: customer, key: nil, rules), .none)
      }
    }
  }

  // MARK: Money, quotes and details

  private func money(_ index: Int, _ random: inout SeededGenerator) throws {
    let orders = model.customers[index].orders
    let position = random.number(0...max(0, orders.count - 1))
    guard let invoice = orders[position].invoice else { return }
    if random.chance(65) {
      let open = orders.lastIndex { $0.invoice != nil && $0.paidOn == nil && $0.credit == nil } ?? position
      let number = orders[open].invoice ?? invoice
      return try expect(model.received(index, open), "received \(number)", on: index) {
        _ = try desk.received(number, key: nil, rules)
      }
    }
    try expect(model.credit(index, position), "credit \(invoice)", on: index) {
      try confirm(try desk.proposeCredit(invoice, reason: "a test", key: nil), .none)
    }
  }

  private func quotes(_ index: Int, _ random: inout SeededGenerator) throws {
    let customer = numbers[index]
    let open = try book.file.read(.all) { try $0.openQuotes(of: customer) }
    if let kept = open.randomElement(using: &random), random.chance(40) {
      let position = open.firstIndex(of: kept) ?? 0
      let action = kept.draft.action
      if action == "trial", open.contains(where: { $0.draft.action == "top-up" }) { return }
      let how: DeskModel.Payment = action == "trial" ? .none : payment(&random)
      return try expect(model.accept(index, position, how), "accept \(action) of \(index) \(how)", on: index) {
        try confirm(try desk.accept(kept.id, key: nil, rules), how)
      }
    }
    let action = ["new", "top-up", "top-up", "renewal", "trial"][random.number(0...4)]
    let (count, months) = (licences(&random), action == "new" ? term(&random) : 0)
    if action == "renewal", model.customers[index].subscription == nil { return }
    let wish = wish(action, count, months)
    let day = CalendarDate(dayNumber: model.day)
    try expect(model.keep(index, action, count, months), "keep \(action) \(count) for \(index)", on: index) {
      let priced = try rules.price(FilledOrder(wish, try desk.account(customer), on: day, rules))
      if let refusal = priced.refusal { throw refusal }
      _ = try desk.keep(priced, wish, for: customer, rules)
    }
  }

  private func details(_ index: Int, _ random: inout SeededGenerator) throws {
    let customer = model.customers[index]
    if random.chance(50) {
      let evidence = random.chance(80) ? "letter \(log.count)" : " "
      return try expect(model.confirmVAT(index, evidence), "vat confirm \(index)", on: index) {
        _ = try desk.confirmVAT(numbers[index], evidence: evidence, key: nil, rules)
      }
    }
    if customer.country == "NO" { return }
    let isGiven = random.chance(60)
    try expect(model.setNumber(index, isGiven: isGiven), "number \(isGiven) of \(index)", on: index) {
      let edited = form(customer, hasNumber: isGiven)
      try confirm(try desk.proposeEdit(numbers[index], edited, key: nil, rules), .none)
    }
  }

  private func days(_ random: inout SeededGenerator) throws {
    let step = random.chance(15) ? -3 : random.chance(80) ? random.number(0...7) : random.number(8...60)
    let next = model.day + step
    try expect(model.setDay(next), "clock +\(step)", on: nil) {
      _ = try desk.setDay(CalendarDate(dayNumber: next))
    }
  }
}
