import GRDB

/// What a key was used for before.
package struct EarlierChange: Sendable, Equatable {
  package var action: String
  package var customer: Int64?
  /// What was asked for, in full; nil in books of before, which did not keep it.
  package var request: String?
  package var result: ChangeResult

  init(row: Row) throws {
    action = try row.text("action")
    customer = try row.optionalInteger("customer")
    request = row.hasColumn("request") ? try row.optionalText("request") : nil
    result = ChangeResult(text: try row.text("result"), isRepeat: true, customer: customer)
  }

  /// Refuses a change that is another than the one its key was used for.
  func require(_ change: Change) throws(AccountProblem) {
    if let request, let asked = change.request {
      if request != asked { throw Self.otherRequest(request, asked) }
      return
    }
    guard action == change.action, change.customer == nil || change.customer == customer else {
      throw Self.otherRequest(words, change.action + Self.of(change.customer))
    }
  }

  /// Refuses a command that asks for something else. Of books of before, its first word and its customer are compared.
  package func require(_ asked: String, _ command: String, of acting: Int64?) throws(AccountProblem) {
    if let request {
      // What was paid with is said when it is paid.
      guard Self.firstLine(request) == asked else { throw Self.otherRequest(request, asked) }
      return
    }
    guard action.split(separator: " ").first.map(String.init) == command.split(separator: " ").first.map(String.init),
      acting == nil || customer == nil || acting == customer
    else { throw Self.otherRequest(words, asked) }
  }

  /// Refuses another payment than the one that was made.
  package func require(payment: String) throws(AccountProblem) {
    guard let request else { return }
    let asked = "\(Self.firstLine(request))\n\(payment)"
    if request != asked { throw Self.otherRequest(request, asked) }
  }

  private var words: String { action + Self.of(customer) }

  private static func of(_ customer: Int64?) -> String { customer.map { " for #\($0)" } ?? "" }

  private static func firstLine(_ request: String) -> String {
    String(request.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).first ?? "")
  }

  private static func otherRequest(_ before: String, _ now: String) -> AccountProblem {
    func shown(_ request: String) -> String {
      String(request.split(separator: "\n").joined(separator: ", ").prefix(200))
    }
    return AccountProblem(
      .otherRequest, "this key was used for “\(shown(before))”, and this is “\(shown(now))”: nothing was done",
      cure: "use a new key for each thing that is to be done")
  }
}
