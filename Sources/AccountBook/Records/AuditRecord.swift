import GRDB
package import Quantities

/// What is to be written down of a change: who, for whom, what and why.
package struct Change: Sendable, Equatable {
  package var who: Identity
  /// The customer it is about, if it is about one that exists already.
  package var customer: Int64?
  package var day: CalendarDate
  /// In the words of the command: `add anna@example.com`.
  package var action: String
  package var why: String
  /// The same key asked for twice by one person is done once.
  package var key: String?
  /// What was asked for, in full: the same key with another request is refused. Nil where nobody can say it.
  package var request: String?
  /// What it says of the computer's clock.
  package var clock: ClockStatement?

  /// The key as it is kept: each person has keys of their own, and learns nothing of others'.
  var keptKey: String? { key.map { Self.kept($0, of: who) } }

  static func kept(_ key: String, of who: Identity) -> String { "\(who) \(key)" }

  package init(
    who: Identity, customer: Int64? = nil, day: CalendarDate, action: String, why: String = "", key: String? = nil,
    request: String? = nil, clock: ClockStatement? = nil
  ) {
    self.who = who
    self.customer = customer
    self.day = day
    self.action = action
    self.why = why
    self.key = key
    self.request = request
    self.clock = clock
  }
}

/// What staff say of the clocks by which the book's days are written.
package enum ClockStatement: String, Sendable, CaseIterable {
  /// Today is as the computer has it, however long nothing was entered.
  case right
  /// Entries of days that have not come yet are of a wrong clock.
  case wrong

  /// As the audit log has it.
  package var action: String { "clock \(rawValue)" }
}

/// One entry of the audit log.
package struct AuditRecord: Sendable, Equatable {
  package var id: Int64
  /// Seconds since 1970, in UTC, by the computer's clock; `day` is the account book's day.
  package var at: Int64
  package var day: CalendarDate
  package var who: String
  package var customer: Int64?
  package var action: String
  package var why: String
  /// The account before and after, as JSON objects of what changed.
  package var before: String
  package var after: String
  package var result: String

  init(row: Row) throws(AccountProblem) {
    id = try row.integer("id")
    at = try row.integer("at")
    day = try row.day("day")
    who = try row.text("who")
    customer = try row.optionalInteger("customer")
    action = try row.text("action")
    why = try row.text("why")
    before = try row.text("before")
    after = try row.text("after")
    result = try row.text("result")
  }
}

/// What came of a change: its words, and whether it had been made before under the same key.
package struct ChangeResult: Sendable, Equatable {
  package var text: String
  package var isRepeat: Bool
  /// The customer it was about.
  package var customer: Int64?
}
