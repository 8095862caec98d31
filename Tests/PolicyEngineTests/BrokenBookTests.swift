import Diagnostics
import Foundation
import Testing

/// Every broken book is found out, and this is what its author reads.
///
/// `LISTINO_ACCEPT=1 swift test --filter BrokenBookTests` writes what is found into the files of what is expected.
@Suite struct BrokenBookTests {
  @Test(arguments: BrokenBook.all)
  func findingsAreAsExpected(_ book: BrokenBook) throws {
    let (loading, findings, sources) = try book.examine()
    #expect(loading.map(\.message) == [])
    let rendered = DiagnosticRenderer(sources: sources).text(findings) + "\n"
    if EnvironmentVariable.value("LISTINO_ACCEPT") == "1" {
      try rendered.write(to: book.expectedFile, atomically: true, encoding: .utf8)
    } else {
      let expected = try? String(contentsOf: book.expectedFile, encoding: .utf8)
      #expect(rendered == expected, "LISTINO_ACCEPT=1 swift test --filter BrokenBookTests accepts it")
    }
  }

  /// One fault, one finding: of the code that the name of the book says.
  @Test(arguments: BrokenBook.all.filter { !$0.name.hasPrefix("several-") })
  func oneFaultGivesOneFinding(_ book: BrokenBook) throws {
    #expect(try book.examine().findings.map(\.code.id) == [book.expectedCode])
  }

  @Test func booksOfAllKindsAreThere() {
    #expect(BrokenBook.all.count >= 48)
    #expect(Set(BrokenBook.all.compactMap(\.expectedCode)) == Set(BrokenBook.codes.values))
  }

  @Test func noExpectationIsLeftOver() throws {
    let expected = Set(BrokenBook.all.map(\.expectedFile.lastPathComponent))
    let names = try FileManager.default.contentsOfDirectory(atPath: BrokenBook.folder.path)
    #expect(names.filter { $0.hasSuffix(".expected") && !expected.contains($0) } == [])
  }
}
