import Diagnostics
import PolicyModel
import Testing

@testable import PolicyEngine
@testable import PolicyLanguage

/// Proofs over all orders against enumeration, on random small books: no false proof, nothing missed, no false alarm.
@Suite struct FindingsOracleTests {
  @Test func randomBooks() throws {
    let count = Int(EnvironmentVariable.value("LISTINO_BOOKS") ?? "") ?? 1_500
    let start = UInt64(EnvironmentVariable.value("LISTINO_SEED") ?? "") ?? 1
    var tally = OracleTally()
    for seed in start..<(start + UInt64(count)) { try Self.check(seed, SmallBook.text(seed: seed), &tally) }
    print("\(tally)")
    #expect(tally.loaded > count * 3 / 4)
    #expect(tally.unchecked * 80 < tally.questions)
    for code in ["R101", "R102", "R103", "R104", "R105", "R106", "R107", "R108", "R109", "R111"] {
      #expect(tally.codes[code, default: 0] > 5, "\(code) is hardly found")
    }
  }

  static func check(_ seed: UInt64, _ text: String, _ tally: inout OracleTally) throws {
    guard let book = try? TextBook(text) else { return }
    tally.loaded += 1
    let every = EveryOrder(book.engine)
    let expected = FindingsOracle(every).expected
    let analysis = BookAnalysis(book.engine)
    let findings = BookExamination.findings(analysis)
    tally.orders += every.orders.count
    tally.questions += analysis.questionCount
    tally.unchecked += analysis.uncheckedCount
    var found: Set<String> = []
    for finding in findings.map(\.diagnostic) where finding.severity != .note {
      let places = finding.places.map(\.range)
      switch finding.code.id {
      case "R102", "R106": found.insert("\(finding.code.id) \(places[0].lower) \(places[1].lower)")
      default: found.insert("\(finding.code.id) \(places[0].lower)")
      }
      tally.codes[finding.code.id, default: 0] += 1
    }
    let open = findings.contains { $0.diagnostic.severity == .note }
    let wrong = found.subtracting(expected)
    let missed = expected.subtracting(found)
    // What stayed open is missed honestly; it is counted.
    if !wrong.isEmpty || (!missed.isEmpty && !open) {
      Issue.record("seed \(seed): false \(wrong.sorted()), missed \(missed.sorted())\n\(Self.numbered(text))")
    }
  }

  private static func numbered(_ text: String) -> String {
    var offset = 0
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      defer { offset += line.utf8.count + 1 }
      return "\(offset): \(line)"
    }.joined(separator: "\n")
  }
}

/// What a run of random books came to.
struct OracleTally: CustomStringConvertible {
  var loaded = 0
  var orders = 0
  var questions = 0
  var unchecked = 0
  var codes: [String: Int] = [:]

  var description: String {
    "books \(loaded), orders \(orders), questions \(questions), unchecked \(unchecked), \(codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
  }
}
