import Diagnostics
import Notification
import PolicyLanguage
import PolicyModel
import Pricing
import Testing

@testable import Console

/// The console without a terminal.
@Suite struct ConsoleCoreTests {
  static let book = """
    book shop "A shop"
      language 1
      currency EUR
      shows net, total
    unit licence "licence" "licences"
    input licences "Number of licences"
      whole number 1 to 1000 licences
      for each line
    input buyer "Who buys"
      one of reseller, customer
    value discount "Discount"
      is 0%
    exception reseller-rate to discount
      is 20%
      when buyer is reseller
      because "Agreed"
    price net "Net"
      start 10 EUR per licence × licences "List"
      less discount of what is left "Discount"
      round half up to cent
    price total "To pay"
      start sum of net
    test "one licence"
      given licences 1, buyer customer
      expect net 10.00
    """

  func core(interactive: Bool = true, _ text: String = book) throws -> ConsoleCore {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    var session = ConsoleSession(vocabulary: vocabulary, isInteractive: interactive) {
      .success([SourceText(name: "shop.rules", text: text + "\n")])
    }
    #expect(session.reload() == ConsoleResponse())
    return ConsoleCore(session: session)
  }

  @Test func anInputIsKeptAndAnExpressionReadsIt() throws {
    var core = try core()
    #expect(core.handle("licences = 12").status == 0)
    #expect(core.handle("licences × 2").output == "24 licences")
    #expect(core.handle("net").problem.contains("buyer"))
    #expect(core.handle("buyer = reseller") == ConsoleResponse())
    #expect(core.handle("net").output == "96.00 EUR")
  }

  @Test func aWrongAnswerIsToldAndNotKept() throws {
    var core = try core()
    _ = core.handle("licences = 12")
    let response = core.handle("licences = many")
    #expect(response.status == ExitStatus.data)
    #expect(core.handle("licences").output == "12 licences")
    #expect(core.handle("licence = 3").problem.contains("licences"))
  }

  @Test func aQuoteAsksForWhatItNeedsOneAtATime() throws {
    var core = try core()
    #expect(core.handle("quote").output.contains("reseller, customer"))
    #expect(core.session.prompt == "buyer? ")
    #expect(core.handle("friend").status == ExitStatus.data)
    #expect(core.session.prompt == "buyer? ")
    #expect(core.handle("customer").output.contains("1 to 1000 licences"))
    #expect(core.handle("3").output.contains("30.00 EUR"))
    #expect(core.session.prompt == "listino> ")
  }

  @Test func cancellingAQuestionKeepsWhatWasAnswered() throws {
    var core = try core()
    _ = core.handle("quote")
    _ = core.handle("customer")
    core.cancel()
    #expect(core.session.prompt == "listino> ")
    #expect(core.session.order.inputs == ["buyer": "customer"])
  }

  @Test func aScriptIsToldWhatIsMissing() throws {
    var core = try core(interactive: false)
    let response = core.handle("quote")
    #expect(response.status == ExitStatus.data)
    #expect(response.problem.contains("licences"))
  }

  @Test func inputsBehindQuoteHoldForThatQuoteOnly() throws {
    var core = try core()
    _ = core.handle("licences = 1")
    #expect(core.handle("quote buyer=reseller").output.contains("8.00 EUR"))
    #expect(core.session.order.inputs == ["licences": "1"])
  }

  @Test func aBlockHoldsOverTheBookUntilItIsDropped() throws {
    var core = try core()
    _ = core.handle("licences = 1")
    _ = core.handle("buyer = customer")
    #expect(core.handle("value discount\n  is 50%\n").status == 0)
    #expect(core.session.prompt == "listino +1> ")
    #expect(core.handle("net").output == "5.00 EUR")
    // The exception to it stays.
    _ = core.handle("buyer = reseller")
    #expect(core.handle("net").output == "8.00 EUR")
    #expect(core.handle("what-if").output.contains("is 50%"))
    #expect(core.handle("drop discount").output == "dropped")
    _ = core.handle("buyer = customer")
    #expect(core.handle("net").output == "10.00 EUR")
  }

  /// It holds, for it is tried on this order; that other orders have no result is told all the same.
  @Test func whatAWhatIfBreaksForOtherOrdersIsTold() throws {
    var core = try core()
    _ = core.handle("licences = 1")
    _ = core.handle("buyer = customer")
    let response = core.handle("value discount\n  is 50% when licences is 3 or less\n")
    #expect(response.status == 0)
    #expect(response.output.hasPrefix("discount holds from now on"))
    #expect(response.problem.hasPrefix("error R101: discount has no case for some orders"))
    #expect(core.handle("net").output == "5.00 EUR")
    #expect(core.handle("drop discount") == ConsoleResponse(output: "dropped"))
  }

  @Test func aBlockWithAMistakeChangesNothing() throws {
    var core = try core()
    let response = core.handle("value discount\n  is 5 EUR\n")
    #expect(response.status == ExitStatus.data)
    #expect(core.session.whatIfs.isEmpty)
  }

  @Test func aColonReachesACommandThatANameHides() throws {
    var core = try core(
      ConsoleCoreTests.book + "\nvalue rules\n  is 3\ntest \"rules\"\n  given licences 1\n  expect rules 3")
    #expect(core.handle("rules").output == "3")
    #expect(core.handle(":rules").output.contains("reseller-rate"))
  }

  @Test func aMistypedCommandIsAnsweredWithTheRightOne() throws {
    var core = try core()
    #expect(core.handle(":qoute").problem.contains("quote"))
    #expect(core.handle(":qu").problem.contains("quote, quit"))
    #expect(core.handle(":rel").status == 0)
  }

  @Test func linesMakeAnOrderOfSeveral() throws {
    var core = try core()
    _ = core.handle("buyer = customer")
    _ = core.handle("licences = 1")
    #expect(core.handle("line licences=2").output == "the order has 2 lines")
    let quote = core.handle("quote").output
    #expect(quote.contains("line 1") && quote.contains("line 2"))
  }

  @Test func theBookIsShownAndTested() throws {
    var core = try core()
    #expect(core.handle("show discount").output.contains("exception reseller-rate to discount"))
    #expect(core.handle("test").output == "1 passed, 0 failed")
    #expect(core.handle("check").output.hasPrefix("no mistakes, no warnings\n\n"))
    #expect(core.handle("quit").ends)
  }

  @Test func whyGoesDownToTheInputs() throws {
    var core = try core()
    _ = core.handle("licences = 1")
    _ = core.handle("buyer = reseller")
    let tree = core.handle("why net").output
    #expect(tree.contains("reseller-rate") && tree.contains("Agreed") && tree.contains("buyer"))
  }

  @Test func noticesAreReadInTheirLanguages() throws {
    var core = try core(
      ConsoleCoreTests.book + """

        list receivers "Who can be told"
          reseller, customer
        notify bought
          when licences is 2 or more
          tell customer
          with template bought
        template bought
          subject en "Thank you"
          text en "{licences} for {net}."
          subject it "Grazie"
          text it "Importo: {net}."
        """)
    _ = core.handle("buyer = customer")
    _ = core.handle("licences = 1")
    #expect(core.handle("notices").output == "nobody is told anything")
    _ = core.handle("licences = 2")
    #expect(core.handle("notices en").output == "bought [en]\n  Thank you\n  2 licences for 20.00 EUR.")
    #expect(core.handle("notices").output.contains("Importo: 20.00 EUR."))
  }

  // MARK: What a line is

  @Test func entriesAreToldApart() {
    let vocabulary = try? Vocabulary([CorePlugin.plugin])
    guard let vocabulary else { return }
    func read(_ text: String) -> ConsoleLine {
      ConsoleLine.reading(text, commands: ConsoleCommand.all, vocabulary: vocabulary) { $0 == "net" }
    }
    #expect(read("  ") == .nothing)
    #expect(read("# a remark") == .nothing)
    #expect(read("quote a=1") == .command("quote", arguments: "a=1"))
    #expect(read(":net") == .command("net", arguments: ""))
    #expect(read("licences = 12") == .input("licences", value: "12"))
    #expect(read("net + 1 EUR") == .expression("net + 1 EUR"))
    #expect(read("test") == .command("test", arguments: ""))
    #expect(read("test \"a\"\n  given x 1\n") == .block("test \"a\"\n  given x 1\n"))
    #expect(read("value x\n  is 1\n") == .block("value x\n  is 1\n"))
  }

  /// `test edges` opened a block that swallowed all that followed.
  @Test func aCommandIsNoBlockThatNobodyCloses() throws {
    var core = try core()
    #expect(core.isComplete("test edges"))
    #expect(core.isComplete("check net"))
    #expect(!core.isComplete("test \"edges\""))
    #expect(core.handle("test licence").output.contains("1 passed"))
    #expect(core.handle("test zzz").status == ExitStatus.no)
    #expect(core.handle("test").status == 0)
  }

  @Test func aBlockEndsWithAnEmptyLine() throws {
    let core = try core()
    #expect(core.isComplete("net"))
    #expect(!core.isComplete("value x"))
    #expect(!core.isComplete("value x\n  is 1"))
    #expect(core.isComplete("value x\n  is 1\n"))
    #expect(core.isComplete("value x\n  is 1\n  "))
    #expect(!core.isComplete("price other \"Another\""))
    #expect(!core.isComplete("exception dearer to discount"))
    #expect(!core.isComplete("test \"edges\""))
  }

  @Test(arguments: [
    "test edges", "check net", "price list", "list customers", "warn me", "refuse it", "notify anna", "template x",
    "table of prices", "tiers x", "input x", "exception x", "unit x", "test “edges”", "price net total",
  ]) func whatCannotBeABlockOpensNone(entry: String) throws {
    var core = try core()
    #expect(core.isComplete(entry))
    let response = core.handle(entry)
    let isCommand = entry == "test edges" || entry == "check net"
    #expect(response.problem.isEmpty == isCommand, "\(response)")
  }

  @Test func testsAreRunByTheirTitles() throws {
    var core = try core()
    #expect(core.handle("test one") == ConsoleResponse(output: "1 passed, 0 failed"))
    #expect(core.handle("test one licence") == core.handle(":test one"))
    let none = core.handle("test edges")
    #expect(none.output.contains("no test has “edges” in its title") && none.status == ExitStatus.no)
  }

  @Test func severalLinesThatAreNoBlockAreEntriesOfTheirOwn() throws {
    var core = try core()
    #expect(core.handle("licences = 3\nbuyer = customer\nnet").output == "30.00 EUR")
    #expect(core.session.order.inputs == ["licences": "3", "buyer": "customer"])
    _ = core.handle("clear")
    _ = core.handle("quote")
    #expect(core.handle("customer\n4").output.contains("40.00 EUR"))
    #expect(core.handle("quit\nnet").ends)
  }

  // MARK: Tab

  @Test func tabOffersWhatFits() throws {
    var core = try core()
    func offers(_ text: String) -> [String] {
      Completer(core.session).complete(text, cursor: text.count).candidates.map(\.replacement)
    }
    #expect(offers("qu") == ["quit", "quote"])
    #expect(offers("lic") == ["licences = "])
    #expect(offers("buyer = ") == ["customer", "reseller"])
    #expect(offers("why n") == ["net"])
    #expect(offers("show res") == ["reseller-rate"])
    #expect(offers("quote buyer=re") == ["reseller"])
    #expect(offers("value x\n  oth") == ["otherwise"])
    _ = core.handle("quote")
    #expect(offers("re") == ["reseller"])
  }
}
