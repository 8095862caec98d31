import Diagnostics
import PolicyLanguage
import PolicyProgram
import Testing

@testable import PolicyEngine

/// Values of hundreds of cases: only those that can meet are compared.
@Suite struct ManyCasesTests {
  /// A book with so many exceptions, one for each customer, and more lines at its end.
  private static func book(
    _ input: String, _ key: (Int) -> String, count: Int = 300, order: [Int]? = nil, and more: String = ""
  ) throws -> Engine {
    var text = """
      book many "Many exceptions"
        language 1
        currency EUR
        shows rate
      input customer "Customer"
        \(input)
      input quantity "Quantity"
        whole number 1 to 1000
      value rate "Rate"
        is 0%

      """
    for index in order ?? Array(0..<count) {
      text += """
        exception c-\(index) to rate
          is \(index % 30 + 1)% when customer is \(key(index)) and quantity is \(index % 50 + 2) or more

        """
    }
    return try TextBook(text + more).engine
  }

  private static let inputs: [(String, @Sendable (Int) -> String)] = [
    ("whole number 0 to 99999", { "\($0 * 7)" }),
    ("one of " + (0..<300).map { "w\($0)" }.joined(separator: ", "), { "w\($0)" }),
    ("text", { "\"C\($0)\"" }),
  ]

  @Test(arguments: 0..<3) func oneForEachCustomerIsNoClash(kind: Int) throws {
    let (input, key) = Self.inputs[kind]
    let examination = BookExamination(try Self.book(input, key))
    #expect(examination.diagnostics.map(\.message) == [])
    #expect(examination.uncheckedCount == 0)
  }

  @Test(arguments: 0..<3) func theClashingPairIsFoundAmongThem(kind: Int) throws {
    let (input, key) = Self.inputs[kind]
    let shuffled = (0..<300).map { $0 * 77 % 300 }
    let engine = try Self.book(
      input, key, order: shuffled,
      and: """
        exception extra to rate
          is 50% when customer is \(key(150)) and quantity is 1 to 3
        exception dead to rate
          is 51% when customer is \(key(7)) and customer is \(key(8))

        """)
    let errors = BookExamination(engine).diagnostics.filter { $0.severity == .error }
    #expect(
      errors.map(\.message) == [
        "c-150 and extra both decide rate for some orders", "dead can never apply: no order meets its condition",
      ])
  }

  /// What a prefix asks of more texts than a set holds.
  @Test func textsThatBeginAlike() throws {
    let (input, key) = Self.inputs[2]
    let engine = try Self.book(
      input, key,
      and: """
        exception others to rate
          is 0.5% when customer starts with "D"
        exception some to rate
          is 0.5% when customer starts with "C29" and quantity is 999 or more

        """)
    let found = BookExamination(engine).diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(!found.contains { $0.contains("others") })
    #expect(found.contains { $0.contains("some both decide") })
  }

  /// Against comparing each case with each.
  @Test(arguments: 0..<40) func noPairIsLeftOut(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    var text = """
      book pairs "Pairs"
        language 1
        currency EUR
        shows rate
      input customer "Customer"
        whole number 0 to 60
      input product "Product"
        one of a, b, c, d, e, f
      input sale-day "Day"
        date from 2026-01-01
      value rate "Rate"
        is 0%

      """
    for index in 0..<40 {
      var parts: [String] = []
      let lower = Int.random(in: 0...60, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: break
      case 1: parts.append("(customer is \(lower) or customer is \(Int.random(in: 0...60, using: &random)))")
      case 2: parts.append("customer is \(lower) to \(Int.random(in: lower...60, using: &random))")
      default: parts.append("customer is \(lower)")
      }
      if Bool.random(using: &random) {
        parts.append("product is \(["a", "b", "c", "d", "e", "f"].randomElement(using: &random) ?? "a")")
      }
      if Bool.random(using: &random) { parts.append("product is not b") }
      if Int.random(in: 0...3, using: &random) == 0 { parts.append("sale-day is 2027-01-01 or later") }
      if parts.isEmpty { parts.append("product is c") }
      text += "exception c-\(index) to rate\n  is \(index)% when \(parts.joined(separator: " and "))\n"
    }
    let analysis = BookAnalysis(try TextBook(text).engine)
    let setting = analysis.single
    let cases = analysis.program.values[0].cases.indices.map { setting.conditions.appliesOrState(0, $0, line: 0) }
    let meeting = MeetingCases(cases, in: setting.space)
    for first in cases.indices {
      let found = meeting.cases(behind: first)
      #expect(found == found.sorted() && Set(found).count == found.count && found.allSatisfy { $0 > first })
      for second in cases.indices where second > first && !found.contains(second) {
        #expect(!cases[first].contains { one in cases[second].contains { one.meets($0, in: setting.space) } })
      }
    }
  }
}
