import Diagnostics
import PolicyLanguage
import PolicyModel
import Testing

/// The pages that `explain` shows.
@Suite struct DiagnosticPageTests {
  @Test func everyPageIsWhole() throws {
    for code in try MistakeCase.vocabulary.get().codes {
      #expect(!code.title.isEmpty && !code.meaning.isEmpty && !code.example.isEmpty && !code.cure.isEmpty, "\(code.id)")
      #expect(code.title.count <= 70 && !code.title.hasSuffix("."), "\(code.id)")
      #expect(code.meaning.hasSuffix(".") && code.cure.last.map { ".?".contains($0) } == true, "\(code.id)")
      #expect((1...6).contains(code.example.split(separator: "\n").count), "\(code.id)")
    }
  }

  @Test func idsAreUniqueAndFound() throws {
    let vocabulary = try MistakeCase.vocabulary.get()
    #expect(Set(vocabulary.codes.map(\.id)).count == vocabulary.codes.count)
    #expect(vocabulary.codes.count > 150)
    #expect(vocabulary.code("L107")?.title == "A comparison written with signs")
    #expect(vocabulary.code("l604") == vocabulary.code("L604"))
    #expect(vocabulary.code("L604") != nil && vocabulary.code("L652") != nil && vocabulary.code("L150") != nil)
    #expect(vocabulary.code("L999") == nil)
  }

  @Test func everyMessageHasAPage() throws {
    let vocabulary = try MistakeCase.vocabulary.get()
    for mistake in MistakeCase.files {
      for diagnostic in try mistake.load().diagnostics {
        #expect(vocabulary.code(diagnostic.code.id) != nil, "\(diagnostic.code.id) of \(mistake.name)")
      }
    }
  }
}
