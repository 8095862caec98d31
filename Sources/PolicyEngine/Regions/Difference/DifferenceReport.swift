import PolicyProgram

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
    package var change: Change
  }

  /// How a figure of the newer version stands to that of the older one: amounts are cheaper or dearer, dates earlier or
  /// later, and other numbers less or more.
  package enum Change: String, Sendable, Equatable {
    case same, cheaper, dearer, earlier, later, less, more
    /// Only one version has an answer.
    case oneSided

    /// - Parameter order: Below 0 where the newer figure is the lower one, 0 where both are the same.
    init(_ order: Int, of type: ValueType) {
      if order == 0 {
        self = .same
      } else if type.number?.isAmount == true {
        self = order < 0 ? .cheaper : .dearer
      } else if type == .date {
        self = order < 0 ? .earlier : .later
      } else {
        self = order < 0 ? .less : .more
      }
    }
  }
}
