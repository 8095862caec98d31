public import Quantities

/// A way by which notices reach people: a folder of messages, and later SMTP or a webhook.
///
/// Delivery is at least once: the caller asks again until a channel says that it has the message, and a channel that is
/// handed a message it already has must do no harm. ``ChannelMessage/id`` stays the same for this.
public struct ChannelDeclaration: Sendable {
  /// The word it is chosen by: `maildrop`.
  public var name: String
  public var summary: String
  /// What its target is, for whoever has to name one: `a folder`.
  public var targetSummary: String
  /// Hands one message over, and returns only when it is safe. Called from one thread at a time for each target.
  public var deliver: @Sendable (_ message: ChannelMessage, _ target: String) -> Result<Void, ChannelProblem>

  public init(
    name: String, summary: String, targetSummary: String,
    deliver: @escaping @Sendable (_ message: ChannelMessage, _ target: String) -> Result<Void, ChannelProblem>
  ) {
    self.name = name
    self.summary = summary
    self.targetSummary = targetSummary
    self.deliver = deliver
  }
}

/// One notice on its way to one receiver. Its texts come from people and may hold anything.
public struct ChannelMessage: Sendable, Equatable {
  /// Stays the same however often the message is handed over. Letters, digits, hyphens and points only.
  public var id: String
  public var sender: Mailbox
  public var receiver: Mailbox
  /// The language of the texts, two letters of ISO 639-1.
  public var language: String
  public var subject: String
  public var paragraphs: [String]
  /// The day of the change that caused it, and the second of that day in UTC (0 to 86399).
  public var day: CalendarDate
  public var secondOfDay: Int

  public init(
    id: String, sender: Mailbox, receiver: Mailbox, language: String, subject: String, paragraphs: [String],
    day: CalendarDate, secondOfDay: Int
  ) {
    self.id = id
    self.sender = sender
    self.receiver = receiver
    self.language = language
    self.subject = subject
    self.paragraphs = paragraphs
    self.day = day
    self.secondOfDay = secondOfDay
  }

  /// A person or an office with an e-mail address.
  public struct Mailbox: Sendable, Equatable {
    /// May be empty.
    public var name: String
    public var address: String

    public init(name: String, address: String) {
      self.name = name
      self.address = address
    }
  }
}

/// Why a message could not be handed over: what to say to the person who asked, with the cure.
public struct ChannelProblem: Error, Sendable, Equatable {
  public var message: String
  public var cure: String

  public init(_ message: String, cure: String) {
    self.message = message
    self.cure = cure
  }
}
