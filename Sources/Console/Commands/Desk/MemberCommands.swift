import AccountBook
import Desk
import Diagnostics
import Quantities

/// Members, licences and roles.
extension ConsoleCommand {
  static let members = ConsoleCommand(
    name: "members", arguments: "[TEXT]", summary: "who has a licence, and how many are free", completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      let account = try desk.account(customer)
      let limit = 200
      let found = try desk.file.read(desk.scope) {
        try $0.members(of: customer, beginning: arguments, limit: limit + 1)
      }
      let count =
        "\(account.licencesInUse) of \(account.subscription?.capacity ?? 0) licences in use, \(account.freeLicences) free"
      if found.isEmpty { return ConsoleResponse(output: arguments.isEmpty ? count : "nobody's address begins so") }
      return ConsoleResponse(
        output: MemberList.text(Array(found.prefix(limit)))
          + (found.count > limit ? "\n… and more: `members TEXT` shows whose address begins so" : "") + "\n" + count)
    }
  }

  static let add = ConsoleCommand(
    name: "add", arguments: "E-MAIL … | FILE", summary: "give people a licence; FILE is a .txt or .csv of addresses",
    completes: .nothing
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules, customer) = try session.openAccount()
      let words = CommandWords(arguments)
      let addresses: [EmailAddress]
      let name = words.text
      if !name.contains("@"), name.hasSuffix(".txt") || name.hasSuffix(".csv") {
        try desk.requireStaff("reading files")
        switch session.files.read(name) {
        case .failure(let problem): throw AccountProblem(.file, problem.message, cure: "")
        case .success(let text): addresses = try AddressList.reading(text, isTable: name.hasSuffix(".csv"))
        }
      } else {
        addresses = try AddressList.reading(words.words.joined(separator: "\n"), isTable: false)
      }
      let key = words.options["key"]
      if case .done(let result) = try desk.add(addresses, to: customer, key: key, rules) {
        return ConsoleResponse(result)
      }
      return try session.show { desk, rules throws(AccountProblem) in
        if let proposal = try desk.proposeLicences(for: addresses, customer, key: key, rules) { return proposal }
        throw AccountProblem(.changed, "enough licences are free now", cure: "nothing was done; type `add` again")
      }
    }
  }

  static let remove = ConsoleCommand(
    name: "remove", arguments: "E-MAIL", summary: "take a licence back; it stays free until somebody else gets it",
    completes: .members(or: [])
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _, customer) = try session.openAccount()
      let words = CommandWords(arguments)
      return ConsoleResponse(
        try desk.remove(try EmailAddress(parsing: words.text), from: customer, key: words.options["key"]))
    }
  }

  static let hand = ConsoleCommand(
    name: "hand", arguments: "E-MAIL to E-MAIL", summary: "hand one member's licence to somebody else",
    completes: .members(or: [])
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, rules, customer) = try session.openAccount()
      let words = CommandWords(arguments)
      guard words.words.count == 3, words.words[1] == "to" else {
        throw AccountProblem(
          .refused, "whose licence goes to whom?", cure: "type `hand anna@example.com to bo@example.com`")
      }
      return ConsoleResponse(
        try desk.hand(
          try EmailAddress(parsing: words.words[0]), to: try EmailAddress(parsing: words.words[2]), of: customer,
          key: words.options["key"], rules))
    }
  }

  static let make = role(
    "make", "make somebody an administrator, after showing what that changes"
  ) { desk, holder, customer, key, rules throws(AccountProblem) in
    try desk.grantRole(holder, on: customer, key: key, rules)
  }

  static let take = role(
    "take", "take a role back; one administrator always remains"
  ) { desk, holder, customer, key, rules throws(AccountProblem) in
    try desk.endRole(holder, on: customer, key: key, rules)
  }

  /// A command about the role of a member or of the reseller (nil).
  private static func role(
    _ name: String, _ summary: String,
    _ propose:
      @escaping @Sendable (Desk, EmailAddress?, Int64, String?, RulesInForce) throws(AccountProblem) -> Proposal
  ) -> ConsoleCommand {
    ConsoleCommand(
      name: name, arguments: "admin E-MAIL|reseller", summary: summary, completes: .members(or: ["admin ", "reseller"])
    ) {
      session, arguments in
      .catching { () throws(AccountProblem) in
        let (_, _, customer) = try session.openAccount()
        let words = CommandWords(arguments)
        let holder = try RoleHolder.reading(words)
        return try session.show { desk, rules throws(AccountProblem) in
          try propose(desk, holder, customer, words.options["key"], rules)
        }
      }
    }
  }

  static let known = ConsoleCommand(
    name: "known", arguments: "E-MAIL …", summary: "say that addresses have an account with the vendor",
    completes: .nothing,
    isForStaff: true
  ) { session, arguments in
    .catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let words = CommandWords(arguments)
      let addresses = try AddressList.reading(words.words.joined(separator: "\n"), isTable: false)
      return ConsoleResponse(try desk.know(addresses, key: words.options["key"]))
    }
  }
}

/// Whose role it is: a member's, or the reseller's (nil).
enum RoleHolder {
  static func reading(_ words: CommandWords) throws(AccountProblem) -> EmailAddress? {
    var words = words
    guard words.take("admin") else {
      throw AccountProblem(.refused, "which role?", cure: "type `make admin E-MAIL` or `take admin E-MAIL`")
    }
    return words.text == "reseller" ? nil : try EmailAddress(parsing: words.text)
  }
}

/// Members as a table.
enum MemberList {
  static func text(_ members: [Member]) -> String {
    Columns(headings: ["member", "role", "account", "since"]).text(
      members.map {
        [
          $0.email, $0.isAdministrator ? "administrator" : "", $0.isKnown ? "has one" : "invited",
          $0.since.description,
        ]
      })
  }
}
