import Quantities
import Testing

struct CountryTests {
  @Test func listsEveryCodeOnceInOrder() {
    let codes = Country.all.map(\.code)
    #expect(codes.count == 249)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) } })
    #expect(Set(Country.all.map(\.name)).count == codes.count)
  }

  @Test func findsIndicesAndCodes() {
    for (index, country) in Country.all.enumerated() {
      #expect(Country.index(of: country.code) == index)
      #expect(Country.code(at: index) == country.code)
      #expect(Country.named(country.code) == country)
    }
    for code in ["", "se", "EL", "UK", "ZZ", "XI", "SWE"] {
      #expect(Country.index(of: code) == nil)
      #expect(Country.named(code) == nil)
    }
  }

  @Test func hasTheMembersOfTheUnion() {
    let members = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(
      separator: " ")
    #expect(members.count == 27)
    for code in members { #expect(Country.named(String(code)) != nil) }
    #expect(Country.named("SE")?.name == "Sweden")
  }
}
