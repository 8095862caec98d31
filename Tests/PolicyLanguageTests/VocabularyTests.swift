import Diagnostics
import PolicyLanguage
import PolicyModel
import Pricing
import Testing

/// Plugins that do not fit together are refused before anything is loaded, and the message names the owners.
@Suite struct VocabularyTests {
  private func conflict(_ plugins: Plugin...) -> String? {
    do throws(VocabularyConflict) {
      _ = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Shipping.plugin] + plugins)
      return nil
    } catch {
      return error.description
    }
  }

  private func block(_ word: String, _ clauses: [ClauseDeclaration] = []) -> BlockDeclaration {
    BlockDeclaration(word: word, summary: "", defines: .other, clauses: clauses, lower: { _ in Lowered() })
  }

  private func function(_ word: String, unit: String? = nil) -> FunctionDeclaration {
    FunctionDeclaration(
      name: word, phrase: [.word(word), .argument("N", .number(unit: nil, 0, 9))], result: .number(unit: unit, 0, 9),
      summary: "", example: "\(word) 3"
    ) { .value($0.first) }
  }

  @Test func pluginsThatFitAreSealed() {
    #expect(conflict() == nil)
    #expect(conflict(Plugin(name: "postal", summary: "", blocks: [block("stamp")])) == nil)
  }

  @Test func aBlockWordHasOneOwner() {
    #expect(
      conflict(Plugin(name: "postal", summary: "", blocks: [block("dispatch")]))
        == "“dispatch” is claimed by the plugin shipping and by the plugin postal")
    #expect(
      conflict(Plugin(name: "postal", summary: "", blocks: [block("value")]))
        == "“value” is claimed by the plugin core and by the plugin postal")
  }

  @Test func aFunctionsFirstWordHasOneOwner() {
    #expect(
      conflict(Plugin(name: "postal", summary: "", functions: [function("anniversary")]))
        == "“anniversary” is claimed by the plugin pricing and by the plugin postal")
    #expect(
      conflict(Plugin(name: "postal", summary: "", blocks: [block("anniversary")]))
        == "“anniversary” is claimed by the plugin pricing and by the plugin postal")
  }

  @Test func aUnitHasOneOwner() {
    let months = UnitDeclaration(name: "moon", singular: "moon", plural: "months")
    #expect(
      conflict(Plugin(name: "postal", summary: "", units: [months]))
        == "“months” is claimed by the plugin core and by the plugin postal")
  }

  @Test func aCodeHasOneOwner() {
    let code = DiagnosticCode(id: "L604", title: "", meaning: "", example: "", cure: "")
    #expect(
      conflict(Plugin(name: "postal", summary: "", codes: [code]))
        == "the code L604 is claimed by the plugin pricing and by the plugin postal")
  }

  @Test func aPluginIsThereOnce() {
    #expect(
      conflict(Shipping.plugin) == "“freight” is claimed by the plugin shipping and by the plugin shipping")
  }

  @Test func anUnknownUnitIsRefused() {
    #expect(
      conflict(Plugin(name: "postal", summary: "", functions: [function("stamps", unit: "stamp")]))
        == "the function stamps (plugin postal) speaks of the unit “stamp”, which no plugin declares")
  }

  @Test func aClauseBeginsWithAWord() {
    let clause = ClauseDeclaration("amount", [.expression], summary: "", example: "5 EUR")
    #expect(
      conflict(Plugin(name: "postal", summary: "", blocks: [block("stamp", [clause])]))
        == "the clause “amount” of the block word “stamp” (plugin postal) must begin with a word")
  }

  @Test func aClauseIsThereOnce() {
    let twice = [ClauseDeclaration.when, ClauseDeclaration.when]
    #expect(
      conflict(Plugin(name: "postal", summary: "", blocks: [block("stamp", twice)]))
        == "the block word “stamp” (plugin postal) has two clauses “when”")
  }

  @Test func aTextIsOfABlockThatIsThere() {
    let clause = ClauseDeclaration(
      "with card", [.word("with"), .word("card"), .textName(block: "card")], summary: "", example: "with card hello")
    #expect(
      conflict(Plugin(name: "postal", summary: "", blocks: [block("stamp", [clause])]))
        == "the clause “with card” of the block word “stamp” (plugin postal) names texts of “card”, which no plugin declares"
    )
  }

  @Test func aFunctionBeginsWithAWord() {
    var nameless = function("stamps")
    nameless.phrase.removeFirst()
    #expect(
      conflict(Plugin(name: "postal", summary: "", functions: [nameless]))
        == "the function stamps (plugin postal) must begin with a word")
  }
}
