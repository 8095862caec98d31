import Quantities
import Testing

struct CurrencyTests {
  @Test func listsEveryActiveCodeOnceInOrder() {
    let codes = Currency.all.map(\.code)
    #expect(codes.count == 178)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.utf8.count == 3 && $0.utf8.allSatisfy { (65...90).contains($0) } })
    #expect(Currency.all.allSatisfy { (0...4).contains($0.minorDigits) && !$0.name.isEmpty })
  }

  @Test(arguments: [
    ("EUR", 2), ("USD", 2), ("SEK", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("BHD", 3), ("KWD", 3), ("TND", 3),
    ("CLF", 4),
    ("CHF", 2), ("HUF", 2), ("XAU", 0),
  ])
  func knowsTheMinorUnit(code: String, digits: Int) {
    #expect(Currency.named(code)?.minorDigits == digits)
  }

  @Test func knowsOnlyWhatIsInUse() {
    for code in ["", "eur", "DEM", "HRK", "BGN", "ZZZ", "EURO", "€"] { #expect(Currency.named(code) == nil) }
    #expect(Currency.named("XCG")?.name == "Caribbean Guilder")
  }
}
