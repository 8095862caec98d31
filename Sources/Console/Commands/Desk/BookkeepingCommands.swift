import AccountBook
import Desk
import Diagnostics
import PolicyModel
import Quantities

/// History, notices, resellers and days.
extension ConsoleCommand {
  static let history = ConsoleCommand(
    name: "history", arguments: "", summary: "who changed what of the customer's account, and when", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let customer = session.desk?.acting?.id
      let found = try desk.file.read(desk.scope) { reader in
        if let customer { return try reader.history(of: customer, limit: 100) }
        return try reader.generalHistory(limit: 100)
      }
      if found.isEmpty { return ConsoleResponse(output: "nothing has happened, or no customer is chosen") }
      return ConsoleResponse(output: found.map(HistoryText.entry).joined(separator: "\n"))
    }
  }

  static let remind = ConsoleCommand(
    name: "remind", arguments: "[--on DATE]", summary: "ask the rules whom a day brings a notice", completes: .nothing,
    isForStaff: true, options: ["on"]
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules) = try session.openDesk()
      var day: CalendarDate?
      if let text = CommandWords(arguments).options["on"] { day = try DayText.reading(text) }
      return ConsoleResponse(try desk.remind(on: day, rules))
    }
  }

  static let outbox = ConsoleCommand(
    name: "outbox", arguments: "", summary: "the notices about the customer", completes: .nothing
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      let found = try desk.file.read(desk.scope) { try $0.notices(of: customer, limit: 100) }
      if found.isEmpty { return ConsoleResponse(output: "nobody was told anything") }
      return ConsoleResponse(
        output: Columns(headings: ["day", "to", "what", "subject"]).text(
          found.map { [$0.day.description, $0.draft.receiverAddress, $0.draft.effect, $0.draft.subject] }))
    }
  }

  static let deliver = ConsoleCommand(
    name: "deliver", arguments: "[FOLDER]", summary: "bring waiting notices here, or into a maildrop folder",
    completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      guard let access = session.desk?.access else { return ConsoleResponse() }
      if arguments.isEmpty {
        var lines: [String] = []
        let (count, _) = try desk.deliver(by: "console \(desk.identity)") { notice in
          let text = NoticeText.lines(notice)
          if let show = access.showAbovePrompt { show(text) } else { lines.append(text) }
          return .success(())
        }
        if count == 0 { return ConsoleResponse(output: "no notice waits") }
        return ConsoleResponse(output: lines.joined(separator: "\n"))
      }
      try desk.requireStaff("writing into folders")
      guard let channel = access.channels.first(where: { $0.name == "maildrop" }) else {
        throw AccountProblem(.refused, "no channel writes into folders", cure: "start with the plugin notification")
      }
      let (count, problem) = try desk.deliver(by: "maildrop \(arguments)") {
        channel.deliver(NoticeText.message($0), arguments)
      }
      let done = "\(count) \(count == 1 ? "message" : "messages") written into \(Display.harmless(arguments))"
      if let problem {
        return ConsoleResponse(
          output: done, problem: "\(problem.message)\n  cure: \(problem.cure)", status: ExitStatus.inputOutput)
      }
      return ConsoleResponse(output: done)
    }
  }

  static let resellers = ConsoleCommand(
    name: "resellers", arguments: "", summary: "the resellers and their terms", completes: .nothing, isForStaff: true
  ) { session, _ in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let found = try desk.file.read(desk.scope) { try $0.resellers() }
      if found.isEmpty { return ConsoleResponse(output: "there are no resellers") }
      return ConsoleResponse(
        output: Columns(headings: ["reseller", "discount", "currency", "language", "e-mail"]).text(
          found.map { [$0.name, $0.terms.agreedDiscount, $0.terms.currency, $0.terms.language, $0.terms.email] }))
    }
  }

  static let reseller = ConsoleCommand(
    name: "reseller", arguments: "NAME email=… discount=… currency=… language=…",
    summary: "add a reseller, or change its terms",
    completes: .words(["email=", "discount=", "currency=", "language="]), isForStaff: true
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules) = try session.openDesk()
      let (name, rest) = Substring(arguments).splitAtBlank()
      let (answers, key) = try Answers.reading(String(rest), allowed: ["email", "discount", "currency", "language"])
      let before = try desk.file.read(desk.scope) { try $0.reseller(named: String(name)) }?.terms
      let terms = Reseller.Terms(
        email: answers["email"] ?? before?.email ?? "",
        agreedDiscount: answers["discount"] ?? before?.agreedDiscount ?? "",
        language: answers["language"] ?? before?.language ?? "en",
        currency: answers["currency"] ?? before?.currency ?? "EUR")
      return ConsoleResponse(try desk.setReseller(String(name), terms, key: key, rules))
    }
  }

  static let clock = ConsoleCommand(
    name: "clock", arguments: "DATE | right --why TEXT | wrong --why TEXT",
    summary: "set the day of a rehearsal; say what is true of the clock",
    completes: .words(ClockStatement.allCases.map(\.rawValue)), isForStaff: true
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let text = CommandWords(arguments).text
      if text.isEmpty { return ConsoleResponse(output: "the account book's day is \(try desk.day())") }
      if let statement = ClockStatement(rawValue: text) { return ConsoleResponse(try desk.state(statement)) }
      let result = try desk.setDay(try DayText.reading(text))
      try session.desk?.noteDay(desk)
      return ConsoleResponse(result)
    }
  }
}

/// Entries of the audit log in words.
enum HistoryText {
  static func entry(_ record: AuditRecord) -> String {
    var line = "\(record.day)  \(record.who)  \(record.action)"
    if !record.why.isEmpty { line += "  (\(record.why))" }
    let before = (try? JSON.parse(record.before)) ?? .null
    let after = (try? JSON.parse(record.after))?.asObject ?? []
    let changes = after.map { member in
      let old = before[member.key]?.asString
      let new = member.value.asString ?? ""
      return old.map { "\(member.key) \($0) → \(new)" } ?? "\(member.key) \(new)"
    }
    if !changes.isEmpty { line += "\n            \(changes.joined(separator: ", "))" }
    return line.split(separator: "\n").map { Display.harmless(String($0)) }.joined(separator: "\n")
  }
}

/// Notices, as they are shown and handed to channels.
enum NoticeText {
  static func lines(_ notice: Notice) -> String {
    ([("to \(notice.draft.receiverAddress): \(notice.draft.subject)")] + notice.draft.paragraphs.map { "  \($0)" })
      .map { Display.harmless($0) }.joined(separator: "\n")
  }

  static func message(_ notice: Notice) -> ChannelMessage {
    ChannelMessage(
      id: notice.id, sender: .init(name: "AxCrypt", address: "no-reply@example.com"),
      receiver: .init(name: notice.draft.receiverName, address: notice.draft.receiverAddress),
      language: notice.draft.language, subject: notice.draft.subject, paragraphs: notice.draft.paragraphs,
      day: notice.day, secondOfDay: Int(((notice.at % 86_400) + 86_400) % 86_400))
  }
}
