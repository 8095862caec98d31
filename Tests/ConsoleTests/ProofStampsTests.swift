import Diagnostics
import Foundation
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Testing

@testable import Console

/// Proofs that need not be made again.
@Suite struct ProofStampsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "listino-\(UUID().uuidString)")
  private var file: String { folder.appending(path: "proved").path }

  private static func book(_ vocabulary: Vocabulary, rate: String) throws -> RuleBook {
    let text = """
      book small "A small book"
        language 1
        currency EUR
        shows rate
      input customer "Customer"
        whole number 0 to 9
      value rate "Rate"
        is \(rate)

      """
    let source = SourceText(name: "small.rules", text: text)
    return try #require(BookLoader.load([source], vocabulary: vocabulary).book)
  }

  /// No order of customer 0 has a rate.
  private static let gap = "1% when customer is 1 or more"
  private static let whole = "1%"

  private func stamps(program: String? = "a") -> ProofStamps { ProofStamps(folder: folder.path, program: program) }

  private func lines() throws -> [Substring] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
  }

  @Test func aBookWithoutErrorsIsRemembered() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    let book = try Self.book(vocabulary, rate: Self.whole)
    #expect(stamps().errors(of: book, vocabulary).isEmpty)
    #expect(try lines().count == 1)
    #expect(stamps().errors(of: book, vocabulary).isEmpty)
    #expect(try lines().count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["proved"])
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func aChangedRuleIsProvedAnew() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    #expect(stamps().errors(of: try Self.book(vocabulary, rate: Self.whole), vocabulary).isEmpty)
    let changed = try Self.book(vocabulary, rate: Self.gap)
    for _ in 0..<2 { #expect(stamps().errors(of: changed, vocabulary).map(\.code.id) == ["R101"]) }
    #expect(try lines().count == 1)
  }

  /// Where a stamp is found there is no proof: a stamp made for this book by hand shows it.
  @Test func anotherProgramOrOtherPluginsHaveStampsOfTheirOwn() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    let book = try Self.book(vocabulary, rate: Self.whole)
    let unit = Plugin(
      name: "extra", summary: "Seats.", units: [UnitDeclaration(name: "seat", singular: "seat", plural: "seats")])
    let others = try Vocabulary([CorePlugin.plugin, unit])
    #expect(stamps(program: "a").errors(of: book, vocabulary).isEmpty)
    #expect(stamps(program: "b").errors(of: book, vocabulary).isEmpty)
    #expect(stamps(program: "b").errors(of: book, others).isEmpty)
    #expect(try Set(lines()).count == 3)
    #expect(stamps(program: nil).errors(of: book, vocabulary).isEmpty)
    #expect(try lines().count == 3)
  }

  @Test(arguments: ["", "\n\n", "no stamp\n", String(repeating: "x", count: 100_000), "\u{0}\u{FFFD}é\n"])
  func aDamagedFileIsAsGoodAsNone(text: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(stamps().errors(of: try Self.book(vocabulary, rate: Self.gap), vocabulary).count == 1)
    let book = try Self.book(vocabulary, rate: Self.whole)
    #expect(stamps().errors(of: book, vocabulary).isEmpty)
    #expect(try lines().contains { $0.count == 64 })
    // A stamp that was cut off is none.
    try String(try String(contentsOfFile: file, encoding: .utf8).prefix(60)).write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(stamps().errors(of: book, vocabulary).isEmpty)
    #expect(try lines().map(\.count) == [64])
  }

  @Test func whereNothingCanBeWrittenEveryBookIsProved() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    let (good, bad) = (
      try Self.book(vocabulary, rate: Self.whole), try Self.book(vocabulary, rate: Self.gap)
    )
    for stamps in [
      ProofStamps.none, ProofStamps(folder: "/dev/null/cache", program: "a"),
      ProofStamps(folder: "/proc/listino", program: "a"),
    ] {
      for _ in 0..<2 {
        #expect(stamps.errors(of: good, vocabulary).isEmpty)
        #expect(stamps.errors(of: bad, vocabulary).count == 1)
      }
    }
    // The place is taken by a folder.
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
    #expect(stamps().errors(of: good, vocabulary).isEmpty)
    #expect(stamps().errors(of: bad, vocabulary).count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["proved"])
  }

  @Test func onlyTheLatestAreKept() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    let book = try Self.book(vocabulary, rate: Self.whole)
    for index in 0..<40 { #expect(stamps(program: "\(index)").errors(of: book, vocabulary).isEmpty) }
    #expect(try lines().count == ProofStamps.limit)
    let known = try lines()
    #expect(stamps(program: "39").errors(of: book, vocabulary).isEmpty)
    #expect(try lines() == known)
  }
}
