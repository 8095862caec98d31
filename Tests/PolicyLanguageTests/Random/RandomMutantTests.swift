import Foundation
import Testing

@Suite("Random books with mistakes")
struct RandomMutantTests {
  /// How many times the usual number of books: the environment variable `LISTINO_ROUNDS`, or 1.
  static let rounds = Int(ProcessInfo.processInfo.environment["LISTINO_ROUNDS"] ?? "") ?? 1

  @Test("reading and quoting them never falls over")
  func mutants() {
    var mutator = TextMutator(random: SeededGenerator(seed: 77))
    for seed in 0..<60 * Self.rounds {
      var text = BookGenerator.book(seed: UInt64(seed % 500)).text()
      if seed % 3 > 0 { text = mutator.changed(text) }
      if seed % 3 == 2 { text = mutator.changed(text) }
      let bytes = Array(text.utf8)
      for fault in [FuzzCheck.reading(bytes), FuzzCheck.quoting(bytes)].compactMap(\.self) {
        Issue.record("seed \(seed): \(fault)\n\(text)")
        return
      }
    }
  }
}
