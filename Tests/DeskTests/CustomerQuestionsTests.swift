import Console
import Diagnostics
import Testing

/// `create` asks one thing at a time, and loses no answer.
@Suite struct CustomerQuestionsTests {
  let book: DeskBook

  init() throws {
    book = try DeskBook()
    _ = try DeskConsole.staff(book)
  }

  private func console(_ more: String = "") throws -> DeskConsole {
    var rules = try DeskBook.ruleFiles()
    if !more.isEmpty { rules.append(SourceText(name: "more.rules", text: more)) }
    return try DeskConsole(book, as: DeskConsole.nordwind, rules: rules, isInteractive: true)
  }

  private static let good = [
    ("name", "Kontor AG"), ("address", "Hafenstr. 7, Hamburg"), ("country", "DE"), ("email", "a@kontor.example"),
    ("language", "it"), ("vat", "none"), ("licences", "3"), ("term", "12 months"),
  ]

  /// Answers all questions before one.
  private func answered(upTo field: String, _ more: String = "") throws -> DeskConsole {
    var console = try console(more)
    console.run("create")
    for (name, answer) in Self.good.prefix(while: { $0.0 != field }) {
      #expect(console.core.session.prompt == "\(name)? ")
      console.run(answer)
    }
    #expect(console.core.session.prompt == "\(field)? ")
    return console
  }

  @Test(arguments: [
    ("country", "Italia"), ("country", "XX"), ("email", "a@"), ("language", "fr"), ("language", "italiano"),
    ("vat", "DE1"), ("licences", "999999999"), ("licences", "many"), ("licences", "0"), ("term", "12 mesi"),
    ("term", "3 months"), ("term", "forever"),
  ]) func aWrongAnswerIsAskedAgainAndLosesNoOther(field: String, answer: String) throws {
    var console = try answered(upTo: field)
    let problem = console.run(answer, status: 1)
    #expect(problem.contains("cure"), "\(problem)")
    #expect(console.core.session.prompt == "\(field)? ")
    for (_, answer) in Self.good.drop(while: { $0.0 != field }) { console.run(answer) }
    #expect(console.core.session.prompt.hasSuffix("new customer (pay?)> "))
  }

  @Test(arguments: good.map(\.0).filter { $0 != "language" && $0 != "vat" })
  func anEmptyLineAsksAgain(field: String) throws {
    var console = try answered(upTo: field)
    #expect(console.run("").contains("`cancel` leaves"))
    #expect(console.core.session.prompt == "\(field)? ")
  }

  @Test func cancelLeaves() throws {
    for word in ["cancel", ":cancel"] {
      var console = try answered(upTo: "licences")
      #expect(console.run(word) == "no customer was created")
      #expect(console.core.session.prompt.hasSuffix("> "))
    }
  }

  @Test func aRefusedOrderReturnsToTheQuestion() throws {
    let refusal = """
      refuse too-few "Too few"
        when action is new and sum of licences is 3 licences
        say "three are too few"

      """
    var console = try answered(upTo: "term", refusal)
    #expect(console.run("12 months", status: 1).contains("three are too few"))
    #expect(console.core.session.prompt == "term? ")
    #expect(console.run("licences=none", status: 1).contains("number of licences"))
    #expect(console.run("licences=4").contains("For 1 month, 12 months, or as a trial?"))
    #expect(console.run("year").contains("Kontor") || console.core.session.prompt.hasSuffix("(pay?)> "))
  }

  @Test func aResellerThatIsNotThereIsAskedForAgain() throws {
    var staff = try DeskConsole(book, isInteractive: true)
    staff.run("create")
    #expect(staff.core.session.prompt.hasSuffix("reseller? "))
    #expect(staff.run("nobody", status: 1).contains("no such reseller"))
    #expect(staff.core.session.prompt == "reseller? ")
    staff.run("nordwind")
    #expect(staff.core.session.prompt == "name? ")
  }
}
