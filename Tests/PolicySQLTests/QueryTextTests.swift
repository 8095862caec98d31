import Diagnostics
import Foundation
import PolicyLanguage
import PolicyProgram
import PolicySQL
import Testing

/// The queries for a small book, word for word. `LISTINO_ACCEPT=1 swift test --filter QueryTextTests` rewrites them.
@Suite struct QueryTextTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden")

  @Test(arguments: Dialect.all.map(\.name)) func text(name: String) throws {
    let dialect = try #require(Dialect.all.first { $0.name == name })
    let book = try Warehouse.book(Self.folder)
    let text = try SQLQuery(book.program, dialect: dialect, table: ["sales", "orders"], key: "id", reasons: true).text()
    let file = Self.folder.appending(path: "small.\(name).sql")
    if ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try text == String(contentsOf: file, encoding: .utf8))
  }

  /// A name in a query is only ever a name.
  @Test func namesAreQuoted() throws {
    let book = try Warehouse.book(Self.folder)
    let bad = #"x" ; DROP TABLE y; --`"#
    let quoted = ["duckdb": #""x"" ; DROP TABLE y; --`""#, "spark": #"`x" ; DROP TABLE y; --```"#]
    for (name, expected) in quoted {
      let dialect = try #require(Dialect.all.first { $0.name == name })
      let text = try SQLQuery(book.program, dialect: dialect, table: [bad], key: bad).text()
      #expect(text.contains("FROM \(expected)\n") && text.contains("AS \(expected),\n"))
    }
  }

  /// What has no exact words in SQL is refused at its place.
  @Test(arguments: [
    ("value net\n  is anniversary of ordered-on by 1 month, on or after ordered-on", "function of a plugin"),
    ("value net\n  is spread amount over seats", "an amount that is taken to the lines"),
    ("value state\n  is seats", "another column “state”"),
  ]) func refusals(rules: String, message: String) throws {
    let name = rules.split(separator: "\n")[0].split(separator: " ")[1]
    let heading = """
      book sample "Sample"
        language 1
        currency EUR
        shows \(name)
      input ordered-on
        date from 2020-01-01
      input seats
        whole number 1 to 10
        for each line
      value amount
        is 10 EUR

      """
    let book = try Warehouse.book([("sample.rules", heading + rules + "\n")])
    do throws(Untranslatable) {
      _ = try SQLQuery(book.program, dialect: .duckdb).text()
      Issue.record("\(rules) was written")
    } catch {
      #expect(error.diagnostic.message.contains(message))
      #expect(error.diagnostic.places[0].range.lower > heading.utf8.count)
    }
  }
}
