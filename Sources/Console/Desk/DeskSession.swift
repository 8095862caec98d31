package import AccountBook
package import Desk
import Diagnostics
package import PolicyModel
package import Quantities

/// How a console comes to an account book, and what else the desk needs from outside.
package struct DeskAccess: Sendable {
  /// Opens the account book, when it is first needed.
  package var open: @Sendable () -> Result<Desk, AccountProblem>
  /// Who sits here; known before the account book is opened.
  package var identity: Identity
  package var consultVIES: Desk.VIESConsultation
  package var channels: [ChannelDeclaration]
  /// Shows a line above a standing prompt; nil where there is none.
  package var showAbovePrompt: (@Sendable (String) -> Void)?

  package init(
    identity: Identity, consultVIES: @escaping Desk.VIESConsultation, channels: [ChannelDeclaration],
    showAbovePrompt: (@Sendable (String) -> Void)? = nil,
    open: @escaping @Sendable () -> Result<Desk, AccountProblem>
  ) {
    self.identity = identity
    self.consultVIES = consultVIES
    self.channels = channels
    self.showAbovePrompt = showAbovePrompt
    self.open = open
  }
}

/// What a console remembers of the desk between two lines.
package struct DeskSession: Sendable {
  package let access: DeskAccess
  package private(set) var desk: Desk?
  /// The customer that commands are about.
  package var acting: (id: Int64, name: String)?
  /// What was shown and waits to be paid for or confirmed.
  package var proposal: Proposal?
  /// Makes the same proposal once more, by what holds then.
  typealias Proposing = @Sendable (Desk, RulesInForce) throws(AccountProblem) -> Proposal
  var propose: Proposing?
  /// What came before of the key of the last command: confirming it again is answered so.
  var earlier: EarlierChange?
  /// What the command that runs asks for, in full, for its key.
  var request: String?
  /// What `create` still has to ask.
  package var questions: CustomerQuestions?
  /// The last quote for the customer, which `keep` can keep.
  package var lastQuote: (PricedOrder, OrderWish)?
  /// Why what is being done is done: `--why` behind a command, kept until it is confirmed.
  package var why = ""
  /// The day of a rehearsal, for the prompt.
  package var rehearsalDay: CalendarDate?

  package init(_ access: DeskAccess) { self.access = access }

  /// The desk; opens the account book at the first use.
  package mutating func open() throws(AccountProblem) -> Desk {
    if var desk {
      desk.why = why
      desk.request = request
      return desk
    }
    var opened = try access.open().get()
    desk = opened
    try noteDay(opened)
    opened.why = why
    opened.request = request
    return opened
  }

  /// What the prompt says of it: a rehearsal's day, the customer, and whether something waits for an answer.
  var promptText: String {
    var text = rehearsalDay.map { " \($0)" } ?? ""
    if case .create? = proposal?.deed {
      text += " new customer"
    } else if let acting {
      let name = Display.harmless(acting.name)
      // Wide characters do not belong into a prompt, nor do long names.
      let isPlain = Display.width(name) == name.unicodeScalars.count && name.count <= 30
      text += " \(isPlain ? name : "#\(acting.id)")"
    }
    if let proposal { text += proposal.isCharged ? " (pay?)" : " (yes?)" }
    return text
  }

  /// Takes note of a rehearsal's day.
  package mutating func noteDay(_ desk: Desk) throws(AccountProblem) {
    rehearsalDay = try desk.isRehearsal() ? try desk.day() : nil
  }
}

extension ConsoleSession {
  /// Whether a reseller sits here: sees their own customers, and neither files nor rules.
  package var isReseller: Bool { desk.map { !$0.access.identity.isStaff } ?? false }

  /// Opens the account book where it is needed to know who sits here: a reseller has to be one.
  ///
  /// - Returns: Why this console cannot begin, or nil.
  package mutating func begin() -> ConsoleResponse? {
    guard isReseller else { return nil }
    let response = ConsoleResponse.catching { () throws(AccountProblem) in
      _ = try desk?.open()
      return ConsoleResponse()
    }
    return response.status == 0 ? nil : response
  }

  /// The desk and the rules it sells by.
  mutating func openDesk() throws(AccountProblem) -> (Desk, RulesInForce) {
    guard let rules = rulesInForce else {
      throw AccountProblem(
        .refused, "no book of rules is loaded", cure: isReseller ? "ask the vendor's staff" : "mend the rules")
    }
    guard var opened = try desk?.open() else {
      throw AccountProblem(.file, "there is no account book here", cure: "start the console with --accounts FILE")
    }
    opened.obstacle = obstacle
    return (opened, rules)
  }

  /// The same, with the customer that is acted on.
  mutating func openAccount() throws(AccountProblem) -> (Desk, RulesInForce, Int64) {
    let (opened, rules) = try openDesk()
    guard let acting = desk?.acting else {
      throw AccountProblem(.refused, "for which customer?", cure: "choose one: `act on CUSTOMER`")
    }
    return (opened, rules, acting.id)
  }

  package var rulesInForce: RulesInForce? {
    guard let book, let engine else { return nil }
    return RulesInForce(book: book, engine: engine, vocabulary: vocabulary)
  }

  /// Why no command may write into the account book now; nil where nothing is in the way.
  private var obstacle: AccountProblem? {
    if !whatIfs.isEmpty {
      return AccountProblem(
        .refused, "a what-if holds over the rules, and nothing is sold by it, nor written into the account book",
        cure: "`drop` takes it back, `what-if` shows it")
    }
    return unloaded.map {
      AccountProblem(
        .refused, $0.message,
        cure: isReseller ? "ask the vendor's staff; it goes on by itself" : "mend them: it goes on by itself")
    }
  }

  /// Whether somebody is at the desk, and not at the rules alone: what is sold there is sold by the rules of the folder.
  var isAtDesk: Bool { isReseller || desk?.desk != nil }

  /// Shows what is proposed, and how it is confirmed. It waits until then.
  mutating func show(_ propose: @escaping DeskSession.Proposing) throws(AccountProblem) -> ConsoleResponse {
    let (opened, rules) = try openDesk()
    try opened.requireWriting()
    var proposal = try propose(opened, rules)
    proposal.request = desk?.request
    desk?.proposal = proposal
    desk?.propose = propose
    note(proposal)
    return ConsoleResponse(output: ProposalText(isColoured: isColoured).text(proposal))
  }
}

extension ConsoleResponse {
  /// Runs a command of the desk; a problem becomes its message and exit code.
  static func catching(_ body: () throws(AccountProblem) -> ConsoleResponse) -> ConsoleResponse {
    do throws(AccountProblem) {
      return try body()
    } catch {
      return problem(error.text, ExitStatus.of(error))
    }
  }

  init(_ result: ChangeResult) {
    self.init(output: result.isRepeat ? "done already: \(result.text)" : result.text)
  }
}

extension ExitStatus {
  /// The exit code of what an account book refused.
  package static func of(_ problem: AccountProblem) -> Int32 {
    switch problem.kind {
    case .notFound, .refused, .changed: no
    case .notPermitted: notPermitted
    case .otherRequest: data
    case .busy: unavailable
    case .file: noInput
    case .cannotWrite: cannotCreate
    }
  }
}
