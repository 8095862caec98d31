/// A console command: its name, its manual, and what it does to a session.
struct ConsoleCommand: Sendable {
  var name: String
  /// How its arguments are written.
  var arguments: String
  var summary: String
  /// What can stand behind it, for Tab.
  var completes: Completes
  /// Second words that mark it as a command even where a name of the book hides it: `vat confirm`.
  var verbs: [String] = []
  /// It reads files, changes rules or money of others: not for a reseller.
  var isForStaff = false
  /// Options of its own beside `--key` and `--why`.
  var options: [String] = []
  /// It does what another command proposed, with that one's reason.
  var confirms = false
  /// Under which heading `help` lists it.
  var group = Group.rules
  var run: @Sendable (inout ConsoleSession, String) -> ConsoleResponse

  /// What Tab offers behind a command.
  enum Completes: Sendable {
    case nothing, figures, rules, inputs, whatIfs, commands, assignments, files
    case words([String])
    /// A customer's name, behind a word such as `on`.
    case customers(behind: String?)
    /// A member's address, and words that can stand in its place or before it.
    case members(or: [String])
  }

  /// Whether what it does is done to the customer that was chosen.
  var isOfCustomer: Bool {
    [
      "subscribe", "trial", "top", "renew", "end", "add", "remove", "hand", "make", "take", "edit", "vat", "keep",
    ].contains(name)
  }

  var completesFiles: Bool { if case .files = completes { true } else { false } }
  var completesNothing: Bool { if case .nothing = completes { true } else { false } }

  /// A heading of `help`.
  enum Group: String, Sendable, CaseIterable {
    case rules = "Rules and orders"
    case desk = "The desk"
  }

  /// All commands, as `help` lists them.
  static let all: [ConsoleCommand] =
    [
      quote, why, solve, notices, inputs, line, order, clear, rules, show, whatIf, drop, test, check, boundaries,
      calendar, reload,
      explain, help,
      quit,
    ]
    + desk.map { command in
      var command = command
      command.group = .desk
      return command
    }

  /// Those of the reseller's desk, over an account book.
  private static let desk: [ConsoleCommand] = [
    customers, act, account, create, subscribe, trial, topUp, renew, end, pay, yes, no, members, add, remove, hand,
    make,
    take, edit, vat, keep, quotes, accept, invoices, invoice, received, credit, orders, replay, history, at, expiring,
    remind, outbox, deliver, resellers, reseller, known, clock,
  ]
}

extension ConsoleSession {
  /// The commands that whoever sits here may use, and that can do something here.
  var commands: [ConsoleCommand] {
    ConsoleCommand.all.filter { (desk != nil || $0.group == .rules) && !(isReseller && $0.isForStaff) }
  }
}
