/// Why the account book did not do what was asked: what to say, the cure, and of which kind it is.
///
/// A message never tells whether something exists that the asking person may not see.
package struct AccountProblem: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// What was asked for is not there, or not this person's.
    case notFound
    /// The account's state does not allow it.
    case refused
    /// This person may not do it.
    case notPermitted
    /// The account changed since the question was asked.
    case changed
    /// A key was used before, for something else.
    case otherRequest
    /// Another program is writing.
    case busy
    /// The file cannot be opened, is no account book, or is damaged.
    case file
    /// The disk does not take any more.
    case cannotWrite
  }

  package var kind: Kind
  package var message: String
  package var cure: String

  package init(_ kind: Kind, _ message: String, cure: String) {
    self.kind = kind
    self.message = message
    self.cure = cure
  }

  /// The message with its cure, as it is shown.
  package var text: String { cure.isEmpty ? message : "\(message)\n  cure: \(cure)" }
}
