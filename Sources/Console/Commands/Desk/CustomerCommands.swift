import AccountBook
import Desk
import Diagnostics
import PolicyModel
import Quantities

/// Choosing and looking at customers.
extension ConsoleCommand {
  static let customers = ConsoleCommand(
    name: "customers", arguments: "[TEXT]", summary: "your customers, or those with a text in their name",
    completes: .customers(behind: nil)
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let limit = 200
      let found = try desk.file.read(desk.scope) { reader in
        arguments.isEmpty
          ? try reader.customers(limit: limit + 1) : try reader.customers(called: arguments, limit: limit + 1)
      }
      if found.isEmpty { return ConsoleResponse(output: "no customer is called so") }
      return ConsoleResponse(output: try CustomerList.text(found, limit: limit, desk))
    }
  }

  static let act = ConsoleCommand(
    name: "act", arguments: "on CUSTOMER", summary: "choose the customer that commands are about; `act` alone: none",
    completes: .customers(behind: "on")
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      var words = CommandWords(arguments)
      _ = words.take("on")
      let (desk, _) = try session.openDesk()
      var chosen: Account?
      if !words.words.isEmpty {
        // A name may hold quotes itself.
        let rest = arguments.hasPrefix("on ") ? String(arguments.dropFirst(3)).trimmingBlanks() : arguments
        chosen = try desk.customer(
          called: rest.dropFirst().contains("\"") && rest.first != "\"" ? rest : words.text)
      }
      let day = try desk.day()
      session.desk?.proposal = nil
      session.desk?.lastQuote = nil
      session.order = .init()
      session.shown = nil
      session.desk?.acting = chosen.map { ($0.customer.id, $0.customer.details.name) }
      guard let chosen else { return ConsoleResponse(output: "no customer is chosen") }
      return ConsoleResponse(output: AccountText(account: chosen, day: day).text)
    }
  }

  static let account = ConsoleCommand(
    name: "account", arguments: "", summary: "the customer's details, subscription and licences", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      return ConsoleResponse(output: AccountText(account: try desk.account(customer), day: try desk.day()).text)
    }
  }

  static let at = ConsoleCommand(
    name: "at", arguments: "DATE", summary: "the account and its members as they were on a past day",
    completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      let day = try DayText.reading(arguments)
      let today = try desk.day()
      if day > today {
        throw AccountProblem(.refused, "\(day) is still to come", cure: "name a day up to \(today)")
      }
      let account = try desk.account(customer, at: day)
      let members = try desk.file.read(desk.scope, at: day) { try $0.members(of: customer, limit: 200) }
      return ConsoleResponse(
        output: "on \(day):\n\(AccountText(account: account, day: day).text)"
          + (members.isEmpty ? "" : "\n\n\(MemberList.text(members))"))
    }
  }

  static let expiring = ConsoleCommand(
    name: "expiring", arguments: "[--within 30 days]", summary: "subscriptions that end soon", completes: .nothing,
    options: ["within"]
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules) = try session.openDesk()
      let words = CommandWords(arguments)
      let text = words.options["within"] ?? (words.text.isEmpty ? "30 days" : words.text)
      guard let days = Int(text.split(separator: " ").first ?? ""), (0...36_500).contains(days) else {
        throw AccountProblem(.refused, "this is no number of days", cure: "type `expiring --within 30 days`")
      }
      let day = try desk.day()
      let last = CalendarDate(dayNumber: min(CalendarDate.last.dayNumber, day.dayNumber + days))
      let limit = 200
      let found = try desk.file.read(desk.scope) { try $0.ending(from: day, through: last, limit: limit + 1) }
      if found.isEmpty { return ConsoleResponse(output: "no subscription ends until \(last)") }
      let notices = { (line: AccountReader.CustomerLine) -> String in
        guard let end = line.subscription?.endDay else { return "" }
        return desk.notices(onDay: day, ofEnd: end, rules).joined(separator: ", ")
      }
      return ConsoleResponse(output: try CustomerList.text(found, limit: limit, desk, notices))
    }
  }

  static let edit = ConsoleCommand(
    name: "edit", arguments: "NAME=VALUE …",
    summary: "change the customer's details: name, address, country, email, language, vat",
    completes: .words(["name=", "address=", "country=", "email=", "language=", "vat="])
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (_, _, customer) = try session.openAccount()
      let (answers, key) = try Answers.reading(
        arguments, allowed: ["name", "address", "country", "email", "language", "vat", "evidence"])
      return try session.show { desk, rules throws(AccountProblem) in
        if let language = answers["language"] { try rules.requireLanguage(language) }
        var form = CustomerForm(try desk.account(customer).customer)
        form.name = answers["name"] ?? form.name
        form.address = answers["address"] ?? form.address
        form.country = answers["country"] ?? form.country
        form.email = answers["email"] ?? form.email
        form.language = answers["language"] ?? form.language
        form.vat = answers["vat"] ?? form.vat
        return try desk.proposeEdit(customer, form, evidence: answers["evidence"], key: key, rules)
      }
    }
  }

  static let vat = ConsoleCommand(
    name: "vat", arguments: "confirm [CUSTOMER] --evidence TEXT | consult [CUSTOMER]",
    summary: "record that a VAT number was confirmed, or ask VIES", completes: .words(["confirm ", "consult "]),
    verbs: ["confirm", "consult"], options: ["evidence"]
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      var words = CommandWords(arguments)
      let (desk, rules) = try session.openDesk()
      let isConfirm = words.take("confirm")
      guard isConfirm || words.take("consult") else {
        throw AccountProblem(
          .refused, "what of the VAT number?", cure: "`vat confirm --evidence TEXT` or `vat consult`")
      }
      let customer: Int64
      if words.words.isEmpty {
        customer = try session.openAccount().2
      } else {
        customer = try desk.customer(called: words.text).customer.id
      }
      if isConfirm {
        return ConsoleResponse(
          try desk.confirmVAT(customer, evidence: words.options["evidence"] ?? "", key: words.options["key"], rules))
      }
      guard let consult = session.desk?.access.consultVIES else { return ConsoleResponse() }
      let (result, remarks) = try desk.consultVIES(customer, consult, key: words.options["key"], rules)
      var response = ConsoleResponse(result)
      response.output = ([response.output] + remarks).joined(separator: "\n")
      return response
    }
  }
}

/// Customers as a table.
enum CustomerList {
  /// - Parameter notices: What the rules tell today of a line's end.
  static func text(
    _ found: [AccountReader.CustomerLine], limit: Int, _ desk: Desk,
    _ notices: (AccountReader.CustomerLine) -> String = { _ in "" }
  ) throws(AccountProblem) -> String {
    let day = try desk.day()
    let rows = found.prefix(limit).map { line in
      [
        "#\(line.id)", String(line.name.prefix(60)), line.country, AccountText.licences(line),
        AccountText.until(line, on: day), desk.identity.isStaff ? line.reseller : "", notices(line),
      ]
    }
    return Columns(headings: [
      "", "customer", "country", "in use", "until", desk.identity.isStaff ? "reseller" : "", "today's notices",
    ])
    .text(Array(rows)) + (found.count > limit ? "\n… and more: `customers TEXT` looks for a name" : "")
  }
}

/// Days as people type them.
enum DayText {
  static func reading(_ text: String) throws(AccountProblem) -> CalendarDate {
    guard let day = CalendarDate(parsing: text.trimmingBlanks()) else {
      throw AccountProblem(.refused, "this is no day", cure: "write it as 2026-03-01")
    }
    return day
  }
}

/// `NAME=VALUE …` behind a command of the desk, with `--key K`.
enum Answers {
  static func reading(_ text: String, allowed: [String]) throws(AccountProblem) -> ([String: String], key: String?) {
    // Options come last, or else they would be parts of a value.
    let cut = firstOption(in: text)
    let rest = text[..<cut]
    let key = CommandWords(String(text[cut...])).options["key"]
    var answers: [String: String] = [:]
    for assignment in Assignments.reading(String(rest)) {
      switch assignment {
      case .failure(let problem): throw AccountProblem(.refused, problem.message, cure: "")
      case .success(let (name, value)):
        guard allowed.contains(name) else {
          let guess = Spelling.closest(to: name, among: allowed).first.map { "did you mean “\($0)”?" }
          throw AccountProblem(
            .refused, "there is nothing called “\(Display.harmless(name))” to say here",
            cure: guess ?? "say \(allowed.joined(separator: ", "))")
        }
        answers[name] = value
      }
    }
    return (answers, key)
  }

  private static func firstOption(in text: String) -> String.Index {
    var index = text.startIndex
    var isQuoted = false
    while index < text.endIndex {
      if text[index] == "\"" { isQuoted.toggle() }
      if !isQuoted, ["--key ", "--why "].contains(where: { text[index...].hasPrefix($0) }),
        index == text.startIndex || text[text.index(before: index)].isWhitespace
      {
        return index
      }
      index = text.index(after: index)
    }
    return text.endIndex
  }
}
