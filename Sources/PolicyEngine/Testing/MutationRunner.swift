import Diagnostics
package import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// Which small changes of the rules no test notices.
///
/// Each change is loaded, and the tests are run until one fails. What no test notices is compared with the book over all
/// orders: either it changes none, or an order is found that would have noticed it.
package struct MutationRunner {
  private let book: RuleBook
  private let engine: Engine
  private let vocabulary: Vocabulary

  package init(_ book: RuleBook, vocabulary: Vocabulary) {
    self.book = book
    self.vocabulary = vocabulary
    engine = Engine(book)
  }

  /// What came of all changes.
  package struct Report: Sendable {
    package var noticed = 0
    /// The changed text does not load.
    package var unloadable = 0
    /// No order is priced, refused or told differently.
    package var equivalent: [Change] = []
    package var survivors: [Change] = []
  }

  package struct Change: Sendable {
    package var text: String
    package var place: String
    /// What differs, with an order that shows it; nil where that stayed open.
    package var region: DifferenceReport.Region?
    package var isOpen = false
  }

  /// - Parameters:
  ///   - filter: Only changes in files whose name contains this.
  ///   - progress: Is told how many of how many are done.
  package func run(filter: String = "", progress: (Int, Int) -> Void = { _, _ in }) -> Report {
    var report = Report()
    let mutations = RuleMutation.all(of: book, vocabulary: vocabulary).filter { mutation in
      filter.isEmpty || book.sources[mutation.range.source].name.contains(filter)
    }
    // The tests nearest to a change notice it soonest.
    for (index, mutation) in mutations.enumerated() where !Cancellation.isRequested {
      progress(index, mutations.count)
      let outcome = BookLoader.load(mutation.applied(to: book.sources), vocabulary: vocabulary)
      guard let changed = outcome.book else {
        report.unloadable += 1
        continue
      }
      let mutant = Engine(changed)
      if TestRunner(mutant).fails(nearest: mutation.range) {
        report.noticed += 1
        continue
      }
      let place = engine.program.place(mutation.range, in: book.sources)
      var change = Change(text: mutation.text, place: place)
      let difference = BookDifference(engine, mutant).run()
      change.region = difference.regions.first { region in !region.isReasonOnly } ?? difference.regions.first
      change.isOpen = difference.regions.isEmpty && !difference.unchecked.isEmpty
      if change.region == nil, !change.isOpen {
        report.equivalent.append(change)
      } else {
        report.survivors.append(change)
      }
    }
    progress(mutations.count, mutations.count)
    return report
  }
}

extension TestRunner {
  /// Whether any test fails; those of the file in which something changed are tried first.
  func fails(nearest range: SourceRange) -> Bool {
    let tests = engine.program.tests
    let (near, far) = (
      tests.filter { $0.range.source == range.source }, tests.filter { $0.range.source != range.source }
    )
    var tried: Set<Int> = []
    return (near + far).contains { Cancellation.isRequested || !run($0, &tried).isPassed }
  }
}
