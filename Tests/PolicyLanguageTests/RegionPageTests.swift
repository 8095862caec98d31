import Diagnostics
import Foundation
import PolicyLanguage
import Quantities
import Testing

@testable import PolicyEngine

/// The pages of what is found about all orders show what they speak of.
@Suite struct RegionPageTests {
  /// Pages with an example of their own. What a test touches is no question about all orders.
  static let codes = DiagnosticCode.regionCodes.filter { !$0.example.isEmpty && $0.id != "R116" }

  @Test(arguments: codes) func thePageShowsItsOwnFinding(_ code: DiagnosticCode) throws {
    let example = MistakeCase(name: code.id, text: code.example + "\n", expectedFile: MistakeCase.folder)
    let outcome = try example.load()
    let book = try #require(outcome.book)
    let examination = BookExamination(Engine(book), on: CalendarDate(year: 2026, month: 6, day: 1))
    // Where every order is turned down, no exception of the prelude applies to any.
    let followers = code.id == "R110" ? ["R103", "R103"] : []
    #expect(examination.diagnostics.map(\.code.id) == [code.id] + followers)
  }

  @Test func thePreludeHasNoFinding() throws {
    let empty = MistakeCase(name: "empty", text: "# Nothing.\n", expectedFile: MistakeCase.folder)
    let book = try #require(try empty.load().book)
    #expect(BookExamination(Engine(book)).diagnostics.map(\.message) == [])
  }
}
