/// What two versions of a book do differently.
package struct DifferenceReport: Sendable, Equatable {
  package var regions: [Region] = []
  /// What orders can say otherwise, or leave out with another default, and what quotes show otherwise.
  package var inputs: [String] = []
  /// What is said in other words: texts, titles, reasons, and whom notices go to.
  package var texts: [String] = []
  /// Values that only one version has.
  package var added: [String] = []
  package var removed: [String] = []
  /// What stayed open, by name.
  package var unchecked: [String] = []
  /// Regions that are not listed, by value.
  package var unlisted: [String] = []

  package init() {}

  /// No order is priced, refused or told differently.
  package var isEmpty: Bool { isUnchanged && unchecked.isEmpty }

  /// Nothing was found to differ, and not everything was looked at.
  package var isOpen: Bool { !isEmpty && isUnchanged }

  private var isUnchanged: Bool { regions.isEmpty && inputs.isEmpty && texts.isEmpty }

  /// Orders for which one thing is decided in one way by one version, and in another by the other.
  package struct Region: Sendable, Equatable {
    /// The value or the effect.
    package var subject: String
    /// What decided, in each version, with its result.
    package var before: String
    package var after: String
    package var place: String
    /// Which orders.
    package var orders: String
    /// One of them, behind `quote`.
    package var example: String
    /// What each version shows for it.
    package var figures: [Figure]
    /// The result is the same; only the reason is another.
    package var isReasonOnly = false
  }

  package struct Figure: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
    /// -1 for less, 1 for more, 2 where only one version has an answer.
    package var change: Int
  }
}
