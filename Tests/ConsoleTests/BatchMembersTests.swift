import Console
import Diagnostics
import Foundation
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

/// Members of JSON lines and lines of orders: none is lost in silence, and each is explained.
@Suite struct BatchMembersTests {
  private static let book = """
    book lines "Lines"
      language 1
      currency EUR
      shows fee
    input pieces "Pieces"
      whole number 1 to 1000
      for each line
    input place "Place"
      whole number 1 to 9
      default 1
    value fee "Fee"
      is 1 EUR
    exception large to fee
      is 2 EUR
      when pieces is over 20
    exception huge to large
      is 3 EUR
      when pieces is over 200
    value extra "Extra"
      is 0%
    exception far to extra
      is 5%
      when place is over 5

    """

  private func engine() throws -> Engine {
    let vocabulary = try Vocabulary([CorePlugin.plugin])
    let outcome = BookLoader.load([SourceText(name: "b.rules", text: Self.book)], vocabulary: vocabulary)
    return Engine(try #require(outcome.book, "\(outcome.diagnostics.map(\.message))"))
  }

  // MARK: Reasons

  @Test func reasonsAreThoseOfAllLines() throws {
    let orders = [
      #"{"pieces":30}"#, #"{"pieces":5,"place":7}"#, #"{"lines":[{"pieces":5},{"pieces":30}]}"#,
      #"{"lines":[{"pieces":30},{"pieces":5},{"pieces":300}],"place":9}"#, #"{"lines":[{"pieces":30},{"pieces":40}]}"#,
      #"{"lines":[{"pieces":3},{"pieces":4}]}"#,
    ]
    let wanted = [
      "2.00,fee: large,", "1.00,extra: far,", "3.00,fee (line 2): large,",
      "6.00,extra: far; fee (line 1): large; fee (line 3): huge,", "4.00,fee: large,", "2.00,,",
    ]
    let runner = BatchRunner(engine: try engine(), showsReasons: true)
    let rows = try runner.run(orders.joined(separator: "\n") + "\n", isTable: false).rows
    for (row, wanted) in zip(rows, wanted) {
      // Reasons are in the order of the book's values.
      let cells = [row, wanted].map { text in
        text.split(separator: ",", omittingEmptySubsequences: false).map {
          $0.components(separatedBy: "; ").sorted()
        }
      }
      #expect(cells[0] == cells[1], "\(row)")
    }
    #expect(rows.count == wanted.count)
    // Beside longer orders than a block has room for at first.
    let lines = (0..<3000).map { "{\"pieces\":\($0 == 2999 ? 30 : 5)}" }.joined(separator: ",")
    let long = try runner.run("{\"lines\":[\(lines)]}\n{\"pieces\":300}\n", isTable: false).rows
    #expect(long == ["3001.00,fee (line 3000): large,", "3.00,fee: huge,"])
  }

  // MARK: Carried members

  private static let later = [
    #"{"id":1,"pieces":3}"#, #"{"id":2,"note":"x, \"y\"","pieces":3}"#,
    #"{"pieces":3, "tags" : [1, {"a":":"}] ,"id":3}"#,
    #"{"id":4,"pieces":3,"n\u006fte":null}"#, #"{"id":5,"pieces":3}"#,
  ]

  @Test(arguments: [1, 3]) func membersThatLaterLinesHaveAreCarried(jobs: Int) throws {
    let runner = BatchRunner(engine: try engine(), carry: ["*"], jobs: jobs, writesTable: false)
    let result = try runner.run(Self.later.joined(separator: "\n") + "\n", isTable: false)
    #expect(
      result.output == """
        {"id":1,"fee":"1.00"}
        {"id":2,"note":"x, \\"y\\"","fee":"1.00"}
        {"id":3,"tags":[1, {"a":":"}],"fee":"1.00"}
        {"id":4,"note":null,"fee":"1.00"}
        {"id":5,"fee":"1.00"}

        """)
    #expect(result.rejects.isEmpty && result.unread.isEmpty)
  }

  @Test func aTableRejectsRowsWithMembersThatItHasNoColumnFor() throws {
    let text = Self.later.joined(separator: "\n") + "\n"
    var runner = BatchRunner(engine: try engine(), carry: ["*"])
    let result = try runner.run(text, isTable: false)
    #expect(result.rows == ["1,1.00,", "5,1.00,"])
    #expect(result.rejects.split(separator: "\n").count == 3)
    #expect(
      result.rejects.contains("the first line has no “note”, so the table has no column for it; name it with --carry"))
    #expect(result.rejects.contains("the first line has no “tags”"))
    runner.carry = ["*", "note", "tags"]
    #expect(try runner.run(text, isTable: false).rows.count == 5)
  }

  @Test func membersThatAreNotReadAreToldOfEveryLine() throws {
    let runner = BatchRunner(engine: try engine(), carry: ["id"], map: ["skipped": ""])
    let result = try runner.run(
      (Self.later + [#"{"id":6,"pieces":3,"skipped":1}"#]).joined(separator: "\n") + "\n", isTable: false)
    #expect(result.unread == ["note", "tags", "skipped"])
    #expect(result.rows.count == 6)
    let first = try runner.run(#"{"id":1,"note":1,"pieces":2,"lines":null}"# + "\n", isTable: false)
    #expect(first.unread.isEmpty)
  }

  /// Whatever a member is for, and whatever its line.
  @Test(arguments: [#""id":1,"id":2"#, #""note":1,"note":2"#, #""pieces":1,"pieces":1"#, #""pieces":1,"Pieces":1"#])
  func aMemberThatStandsTwiceIsAMistake(members: String) throws {
    let right = #"{"id":1,"note":2,"pieces":3}"#
    let runner = BatchRunner(engine: try engine(), carry: ["id"])
    let result = try runner.run("\(right)\n{\(members),\"place\":1}\n\(right)\n", isTable: false)
    #expect(result.counts == "3 read: 2 priced, 0 refused, 1 rejected", "\(result.rejects)")
  }

  // MARK: Null

  /// What is null is not given, in a batch as in the order of a quote.
  @Test(arguments: [
    (#"{"pieces":3,"place":null}"#, #"{"pieces":3}"#), (#"{"pieces":null}"#, "{}"),
    (#"{"pieces":3,"lines":[{"pieces":null},{"pieces":30}]}"#, #"{"pieces":3,"lines":[{},{"pieces":30}]}"#),
    (#"{"lines":[{"pieces":3},{"pieces":null}]}"#, #"{"lines":[{"pieces":3},{}]}"#),
  ])
  func nullIsNotGiven(null: String, left: String) throws {
    let engine = try engine()
    let orders = try [null, left].map { try OrderDocument.reading($0, name: "order.json").get() }
    #expect(orders[0] == orders[1])
    let results = try [null, left].map { try BatchRunner(engine: engine).run($0 + "\n", isTable: false) }
    #expect(results[0].rows == results[1].rows && results[0].counts == results[1].counts)
    if case .quote(let quote) = engine.quote(orders[0]) {
      #expect(results[0].rows == ["\(quote.figures[0].text ?? ""),"])
    } else {
      #expect(results[0].rejects.contains("this order needs pieces"))
    }
  }
}
