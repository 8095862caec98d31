import GRDB
package import Quantities

/// A notice before it is written to the outbox: one receiver, one language.
package struct NoticeDraft: Sendable, Equatable {
  /// What caused it, so that the same cause never tells the same person twice: `order 12`.
  package var cause: String
  /// The rule's name.
  package var effect: String
  package var customer: Int64
  package var receiverName: String
  package var receiverAddress: String
  /// Whether it is the reseller who is told: the reseller's console shows it.
  package var isForReseller: Bool
  package var language: String
  package var subject: String
  package var paragraphs: [String]

  package init(
    cause: String, effect: String, customer: Int64, receiverName: String, receiverAddress: String,
    isForReseller: Bool, language: String, subject: String, paragraphs: [String]
  ) {
    self.cause = cause
    self.effect = effect
    self.customer = customer
    self.receiverName = receiverName
    self.receiverAddress = receiverAddress
    self.isForReseller = isForReseller
    self.language = language
    self.subject = subject
    self.paragraphs = paragraphs
  }
}

/// A notice in the outbox.
package struct Notice: Sendable, Equatable {
  /// Stays the same however often it is delivered.
  package var id: String
  package var day: CalendarDate
  /// Seconds since 1970, in UTC, of the change that caused it.
  package var at: Int64
  package var draft: NoticeDraft

  init(row: Row) throws(AccountProblem) {
    id = try row.text("id")
    day = try row.day("day")
    at = try row.integer("at")
    draft = NoticeDraft(
      cause: try row.text("cause"), effect: try row.text("effect"), customer: try row.integer("customer"),
      receiverName: try row.text("receiver_name"),
      receiverAddress: try row.text("receiver_address"), isForReseller: try row.flag("is_for_reseller"),
      language: try row.text("language"),
      subject: try row.text("subject"), paragraphs: try row.list("paragraphs"))
  }
}
