import Diagnostics
import Foundation
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

/// Numbers as people, spreadsheets and other countries write them: what is shown as a correction loads, and says the same.
@Suite struct NumberSpellingTests {
  private static func book(_ amount: String) -> String {
    """
    book spelling "Spelling"
      language 1
      currency EUR
      shows fee
    input seats
      whole number 1 to 1000000
    input share
      percent 0% to 100%
    input amount
      money 0 to 10000
    value fee "Fee"
      is part, rounded half up to cent
    value part
      is \(amount) EUR when seats is 7 and share is 5% and amount is 3 EUR
      otherwise 2 EUR

    """
  }

  private static let marks = ["", "", "", ".", ",", "'", "’", " ", "\u{A0}", "\u{202F}", "·", "O", "-"]

  private static func spelling(_ random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<random.number(1...4) {
      text += random.pick(marks)
      for _ in 0..<random.pick([1, 2, 3, 3]) { text += String(random.number(0...9)) }
    }
    return text + random.pick(["", "", ".", ",", "%", " "])
  }

  /// The digits of a text without zeros at its ends, and how many of them stand before the decimals.
  private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }

  @Test func aCorrectionOfARuleLoadsAndKeepsTheDigits() throws {
    var random = SeededGenerator(seed: 11)
    var corrected = 0
    for _ in 0..<600 {
      let written = Self.spelling(&random)
      for diagnostic in RuleFiles.load([Self.book(written)]).diagnostics {
        guard let line = diagnostic.correctedLine, let start = line.range(of: "is ")?.upperBound,
          let end = line.range(of: " EUR when")?.lowerBound
        else { continue }
        let amount = String(line[start..<end])
        corrected += 1
        #expect(RuleFiles.load([Self.book(amount)]).book != nil, "“\(written)” became “\(amount)”")
        #expect(
          Self.digits(amount) == Self.digits(written) || Self.digits(amount) == "0" + Self.digits(written)
            || amount.contains(" to ") || amount.contains("or more"), "“\(written)” became “\(amount)”")
      }
    }
    #expect(corrected > 20)
  }

  @Test func aCorrectionOfAnAnswerIsReadAndKeepsTheDigits() throws {
    let engine = Engine(try #require(RuleFiles.load([Self.book("1")]).book))
    var random = SeededGenerator(seed: 12)
    var corrected = 0
    for _ in 0..<4_000 {
      let written = Self.spelling(&random)
      let input = random.pick(["seats", "share", "amount"])
      let problems = engine.problems([input: written])
      guard let cure = problems.first?.cure else { continue }
      for advice in ["decimals stand behind a point: ", "write it without separators: ", "with its sign: "] {
        guard let range = cure.range(of: advice) else { continue }
        let spelling = String(cure[range.upperBound...])
        corrected += 1
        #expect(engine.problems([input: spelling]).isEmpty, "\(input) “\(written)” became “\(spelling)”")
        #expect(Self.digits(spelling) == Self.digits(written), "\(input) “\(written)” became “\(spelling)”")
      }
    }
    #expect(corrected > 20)
  }

  /// One to three digits, a point and three digits: a thousand for some readers.
  @Test(arguments: [
    ("seats", "1.000", true), ("seats", "10.000", true), ("seats", "999.000", true), ("seats", "1.000.000", true),
    ("seats", "10.0", false), ("seats", "10.00", false), ("seats", "1000.000", false), ("seats", "1.0000", false),
    ("seats", "0.000", true), ("amount", "1.490", true), ("amount", "1.49", false), ("amount", "0.100", false),
    ("share", "5.500%", false),
  ])
  func aNumberWithTwoReadingsIsRefused(input: String, written: String, isRefused: Bool) throws {
    let engine = Engine(try #require(RuleFiles.load([Self.book("1")]).book))
    #expect(engine.problems([input: written]).isEmpty == !isRefused)
  }

  /// A number of JSON has one reading.
  @Test func aNumberOfJSONIsNoText() throws {
    let engine = Engine(try #require(RuleFiles.load([Self.book("1")]).book))
    let number = try Order(document: JSON.parse(#"{"seats":1.000,"share":"5%","amount":3.000}"#))
    #expect(engine.problems(number.inputs).isEmpty)
    let text = try Order(document: JSON.parse(#"{"seats":"1.000","share":"5%","amount":3}"#))
    #expect(engine.problems(text.inputs).first?.message == "seats “1.000” can be 1000 or 1")
  }
}

extension Engine {
  fileprivate func problems(_ inputs: [String: String]) -> [OrderProblem] {
    guard case .failure(let problems) = bind(Order(inputs: inputs)) else { return [] }
    return problems.problems
  }
}
