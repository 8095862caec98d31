import Diagnostics
import Notification
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing
import Testing

/// A plugin that no module knows is read, checked and explained like the others.
@Suite struct ShippingPluginTests {
  private static let rules = """
    book shop "Shop"
      language 1
      currency EUR
      shows postage
    list carriers "Who carries"
      post, courier
    input things "Things to send"
      whole number 0 to 1000
    value boxes "Boxes"
      is packing of things with 12 each
    freight postage "Postage"
      parcels boxes
      each parcel 4.95 EUR per parcel
    exception free-postage to postage
      is 0
      when things is 100 or more
    dispatch everything "All of it"
      when things is 1 or more
      carrier post
      count boxes
      label "{things} things"
    test "two boxes"
      given things 13
      expect boxes 2 parcels, postage 9.90, dispatch everything
    """

  private func load(_ text: String) throws -> BookLoader.Outcome {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin, Shipping.plugin])
    return BookLoader.load([SourceText(name: "shop.rules", text: text)], vocabulary: vocabulary)
  }

  private func messages(_ old: String, _ new: String) throws -> [String] {
    try load(Self.rules.replacing(old, with: new)).diagnostics.map(\.message)
  }

  @Test func aBookWithItsWordsLoads() throws {
    let outcome = try load(Self.rules)
    #expect(outcome.diagnostics.map(\.message) == [])
    let program = try #require(outcome.book?.program)
    let effect = try #require(program.effects.first)
    #expect(effect.kind == "dispatch" && effect.collection == "dispatches" && effect.name == "everything")
    #expect(effect.fields.map(\.name) == ["carrier", "count", "label"])
    #expect(program.values.first { $0.name == "postage" }?.block == "freight")
    #expect(program.units.contains { $0.plural == "parcels" })
    #expect(program.functions.contains { $0.name == "packing" })
  }

  @Test func itsFunctionComputes() {
    var arguments = FunctionArguments()
    (arguments[0], arguments[1]) = (13, 12)
    guard case .value(2) = Shipping.plugin.functions[0].evaluate(arguments) else {
      Issue.record("13 things in parcels of 12 are 2 parcels")
      return
    }
  }

  @Test func messagesSpeakInItsWords() throws {
    #expect(try messages("carrier post", "carrier pots") == ["“pots” is not one of the words of carriers"])
    #expect(
      try messages("dispatch everything \"", "dispach everything \"").first == "“dispach” is no block word")
    #expect(
      try messages("each parcel 4.95 EUR per parcel", "each parcel 4.95 EUR")
        == ["freight postage gives an amount of money × parcels, and a plain amount of money is needed"])
    #expect(
      try messages("packing of things", "packing of 5%")
        == ["the number of things of “packing” is a whole number from 0 to 1000000, and this is a percentage"])
    #expect(
      try messages("expect boxes 2 parcels, postage 9.90, dispatch everything", "expect dispatch all-of-it")
        == ["there is no block `dispatch all-of-it`"])
    #expect(try messages("  parcels boxes\n", "") == ["freight postage does not say how many parcels"])
  }

  @Test func itsUnitIsAUnit() throws {
    #expect(try messages("is 0\n", "is 3 parcels\n").count == 1)
    #expect(try messages("expect boxes 2 parcels", "expect boxes 2 parcels") == [])
  }
}
