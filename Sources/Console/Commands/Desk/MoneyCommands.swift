import AccountBook
import Desk
import Diagnostics
import Quantities

/// Kept quotes, invoices, credit notes and orders.
extension ConsoleCommand {
  static let keep = ConsoleCommand(
    name: "keep", arguments: "", summary: "keep the last quote for this customer open", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, rules, customer) = try session.openAccount()
      guard let (priced, wish) = session.desk?.lastQuote, priced.refusal == nil else {
        throw AccountProblem(.refused, "there is no quote to keep", cure: "ask for one first: `quote top up 3`")
      }
      guard priced.filled.inputs.allSatisfy({ $0.origin != "this quote only" && $0.origin != "typed here" }) else {
        throw AccountProblem(
          .refused, "a quote in which something was tried is not kept", cure: "ask for it without NAME=VALUE")
      }
      do throws(AccountProblem) {
        return ConsoleResponse(try desk.keep(priced, wish, for: customer, rules))
      } catch {
        guard error.kind == .changed else { throw error }
        let now = try rules.price(FilledOrder(wish, try desk.account(customer), on: try desk.day(), rules))
        session.desk?.lastQuote = (now, wish)
        return ConsoleResponse(
          output: PricedOrderText(isColoured: session.isColoured).quote(now)
            + (now.refusal == nil ? "\n\n`keep` keeps this" : ""),
          problem: "\(error.message): nothing was kept, and this is what it comes to now",
          status: ExitStatus.of(error))
      }
    }
  }

  static let quotes = ConsoleCommand(
    name: "quotes", arguments: "", summary: "the customer's open quotes", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      let found = try desk.file.read(desk.scope) { try $0.openQuotes(of: customer) }
      if found.isEmpty { return ConsoleResponse(output: "no quote is open") }
      return ConsoleResponse(
        output: Columns(headings: ["quote", "of", "what", "licences", "to pay"]).text(
          found.map {
            [String($0.id), $0.day.description, $0.draft.action, String($0.draft.licences), "\($0.draft.total)"]
          }))
    }
  }

  static let accept = ConsoleCommand(
    name: "accept", arguments: "QUOTE", summary: "order an open quote, priced by today's rules", completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let words = CommandWords(arguments)
      let number = try Number.reading(words.text)
      return try session.show { desk, rules throws(AccountProblem) in
        try desk.accept(number, key: words.options["key"], rules)
      }
    }
  }

  static let invoices = ConsoleCommand(
    name: "invoices", arguments: "", summary: "the customer's invoices, or all of yours", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let customer = session.desk?.acting?.id
      let found = try desk.file.read(desk.scope) { try $0.invoices(of: customer, limit: 200) }
      if found.isEmpty { return ConsoleResponse(output: "there are no invoices") }
      return ConsoleResponse(
        output: Columns(headings: ["invoice", "day", "net", "VAT", "to pay", "state"]).text(
          found.map {
            [$0.number, $0.day.description, $0.net.figure, $0.vat.figure, "\($0.total)", InvoiceText.state($0)]
          }))
    }
  }

  static let invoice = ConsoleCommand(
    name: "invoice", arguments: "NUMBER", summary: "one invoice", completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let (found, purchase) = try desk.file.read(desk.scope) { reader in
        let invoice = try reader.invoice(arguments)
        return (invoice, try invoice.flatMap { try reader.purchase($0.purchase) })
      }
      guard let invoice = found, let purchase else {
        throw AccountProblem(.notFound, "there is no invoice of this number", cure: "type `invoices` to see them")
      }
      return ConsoleResponse(output: InvoiceText.page(invoice, purchase))
    }
  }

  static let received = ConsoleCommand(
    name: "received", arguments: "INVOICE", summary: "the transfer for an invoice has come: its order becomes active",
    completes: .nothing, isForStaff: true
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules) = try session.openDesk()
      let words = CommandWords(arguments)
      return ConsoleResponse(try desk.received(words.text, key: words.options["key"], rules))
    }
  }

  static let credit = ConsoleCommand(
    name: "credit", arguments: "INVOICE --why TEXT", summary: "credit an invoice, and pay back what was paid",
    completes: .nothing, isForStaff: true
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let words = CommandWords(arguments)
      return try session.show { desk, _ throws(AccountProblem) in
        try desk.proposeCredit(words.text, reason: words.options["why"] ?? "", key: words.options["key"])
      }
    }
  }

  static let orders = ConsoleCommand(
    name: "orders", arguments: "", summary: "the customer's orders", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      let found = try desk.file.read(desk.scope) { try $0.purchases(of: customer, limit: 200) }
      if found.isEmpty { return ConsoleResponse(output: "there are no orders") }
      return ConsoleResponse(
        output: Columns(headings: ["order", "day", "what", "licences", "to pay", "state"]).text(
          found.map {
            [
              String($0.id), $0.placed.description, $0.draft.action, String($0.draft.licences), "\($0.draft.total)",
              $0.state.rawValue,
            ]
          }))
    }
  }

  static let replay = ConsoleCommand(
    name: "replay", arguments: "ORDER", summary: "price an order again by its own rules, and compare with today's",
    completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules) = try session.openDesk()
      let number = try Number.reading(arguments)
      let replay = try Replay(number, desk, rules)
      var lines = [
        replay.isSame
          ? "order \(number): the rules it was priced by give the same quote, byte by byte"
          : "order \(number): the rules it was priced by give ANOTHER quote: keep this file and report it"
      ]
      lines += replay.today.isEmpty ? ["today's rules give the same figures"] : replay.today
      return ConsoleResponse(
        output: lines.map { Display.harmless($0) }.joined(separator: "\n"),
        status: replay.isSame ? 0 : ExitStatus.software)
    }
  }
}

/// Numbers of orders and quotes as people type them.
enum Number {
  static func reading(_ text: String) throws(AccountProblem) -> Int64 {
    let digits = text.first == "#" ? text.dropFirst() : text[...]
    if let number = Int64(digits) { return number }
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
    throw AccountProblem(
      .refused, isNumber ? "no order or quote has a number as large as this" : "a number is missing",
      cure: "type `orders` or `quotes` to see them")
  }
}

/// Invoices in words.
enum InvoiceText {
  static func state(_ invoice: Invoice) -> String {
    if let credit = invoice.creditNote { return "credited by \(credit)" }
    return invoice.paidOn.map { "paid on \($0)" } ?? "open"
  }

  /// The steps of the prices, as the quote of the order has them; those of the sum stand below anyway.
  private static func steps(_ document: String) -> [[String]] {
    guard let steps = (try? JSON.parse(document))?["steps"]?.asArray else { return [] }
    return steps.filter { $0["price"]?.asString == "net" && $0["label"]?.asString != "Rounding" }.map {
      ["  " + ($0["label"]?.asString ?? ""), $0["amount"]?.asString ?? ""]
    }
  }

  static func page(_ invoice: Invoice, _ purchase: Purchase) -> String {
    let draft = purchase.draft
    let what =
      "\(draft.action), \(draft.licences) \(draft.licences == 1 ? "licence" : "licences"), order \(purchase.id)"
    let rows =
      [
        ["invoice", invoice.number], ["day", invoice.day.description], ["paid by", invoice.paidBy],
        ["paid for", invoice.paidFor], ["for", what],
      ] + steps(draft.document) + [
        ["net", "\(invoice.net)"], ["VAT", "\(invoice.vat)"],
        ["to pay", "\(invoice.total)"],
        ["state", state(invoice) + (invoice.paidWith.map { " (\($0))" } ?? "")],
      ]
    return Columns(headings: []).text(rows)
      + invoice.mentions.map { "\n“\(Display.harmless($0))”" }.joined()
  }
}
