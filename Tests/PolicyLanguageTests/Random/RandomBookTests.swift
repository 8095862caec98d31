import Diagnostics
import PolicyLanguage
import PolicyModel
import Testing

@Suite("Random books")
struct RandomBookTests {
  @Test("nearly all load, whatever the order of files, blocks and rows")
  func loading() {
    var random = SeededGenerator(seed: 5)
    var loaded = 0
    for seed in 0..<30 {
      let book = BookGenerator.book(seed: UInt64(seed))
      let first = RuleFiles.load([book.text()])
      if first.book != nil { loaded += 1 }
      let other = RuleFiles.load(book.files(shuffledBy: &random))
      #expect((other.book == nil) == (first.book == nil), "seed \(seed)")
      #expect(other.diagnostics.map(\.code.id).sorted() == first.diagnostics.map(\.code.id).sorted(), "seed \(seed)")
    }
    #expect(loaded >= 25)
  }
}
