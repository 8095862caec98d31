import Foundation
import Testing

@testable import Console

/// What was priced and shown last is what every question is about.
@Suite struct ShownOrderTests {
  private func core() throws -> ConsoleCore { try ConsoleCoreTests().core() }

  @Test func aQuoteWithInputsOfItsOwnIsWhatIsAskedAbout() throws {
    var core = try core()
    _ = core.handle("licences = 10")
    _ = core.handle("buyer = customer")
    #expect(core.handle("quote licences=77 buyer=reseller").output.contains("616.00"))
    #expect(core.handle("net").output == "616.00 EUR")
    #expect(core.handle("licences").output == "77 licences")
    #expect(core.handle("why discount").output.contains("20%"))
    #expect(core.handle("why").output.contains("616.00"))
    #expect(core.handle("solve licences where net is 80 EUR or less").output.contains("10"))
    #expect(core.handle("inputs").output.contains("77"))
    // The inputs behind it held for that quote only.
    #expect(core.handle("quote").output.contains("100.00"))
    #expect(core.handle("why discount").output.contains("0%"))
  }

  @Test func anInputSetAfterwardsChangesTheOrderThatWasShown() throws {
    var core = try core()
    _ = core.handle("quote licences=77 buyer=reseller")
    #expect(
      core.handle("licences = 50").output
        == "the order is the one shown last, with this: buyer = reseller, licences = 50")
    #expect(core.handle("net").output == "400.00 EUR")
    #expect(core.handle("quote").output.contains("400.00"))
    #expect(core.handle("licences = 51") == ConsoleResponse())
    _ = core.handle("quote licences=3")
    #expect(core.handle("clear buyer").output == "the order is the one shown last, with this: licences = 3")
    #expect(core.handle("net").problem.contains("buyer"))
  }

  @Test func aWrongInputLeavesWhatWasShown() throws {
    var core = try core()
    _ = core.handle("quote licences=77 buyer=reseller")
    #expect(core.handle("licences = many").status == ExitStatus.data)
    #expect(core.handle("quote licences=0 buyer=friend").status == ExitStatus.data)
    #expect(core.handle("net").output == "616.00 EUR")
  }

  @Test func aWhatIfIsSeenInTheOrderThatWasShown() throws {
    var core = try core()
    _ = core.handle("quote licences=77 buyer=reseller")
    #expect(core.handle("value discount\n  is 50%\n").output.contains("holds from now on"))
    #expect(core.handle("drop discount").status == 0)
    #expect(core.handle("exception reseller-rate to discount\n  is 50%\n  when buyer is reseller\n").status == 0)
    #expect(core.handle("net").output == "385.00 EUR")
  }

  @Test(arguments: [
    "why net buyer=reseller licences=4", "why net licences = 4 buyer=\"reseller\"", "why licences=4 buyer=reseller",
    "why not nothing licences=4 buyer=reseller", "solve licences where net is 10 EUR or more licences=4 buyer=reseller",
  ]) func aQuestionTakesInputsAsOnTheCommandLine(question: String) throws {
    var core = try core()
    let response = core.handle(question)
    if question.contains("nothing") {
      #expect(response.problem.contains("nothing") && !response.problem.contains("licences"))
    } else {
      #expect(response.status == 0 && !response.output.isEmpty, "\(response)")
      #expect(core.handle("net").output == "32.00 EUR")
    }
  }

  @Test func anEmptyOrderIsAskedForAgain() throws {
    var core = try core()
    _ = core.handle("quote licences=77 buyer=reseller")
    #expect(core.handle("clear").output == "the order is empty")
    #expect(core.handle("net").problem.contains("licences"))
    _ = core.handle("quote licences=77 buyer=reseller")
    // Nothing was typed, so everything is asked for.
    #expect(core.handle("quote").output.contains("reseller, customer"))
    #expect(core.handle("customer").output.contains("1 to 1000 licences"))
  }
}
