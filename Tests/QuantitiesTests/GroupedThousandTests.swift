import Quantities
import Testing

struct GroupedThousandTests {
  @Test(arguments: [
    ("1.000", 0, "1000, or 1"), ("10.000", 0, "10000, or 10"), ("100.250", 2, "100250, or 100.25"),
    ("1.490", 0, "1490, or 1.49"), ("1.087", 2, "1087, or 1.087"), ("-1.000", 2, "-1000, or -1"),
    ("1.000.000", 2, "1000000"), ("12.345.678", 0, "12345678"),
  ])
  func aPointBeforeThreeDigitsHasTwoReadings(text: String, decimals: Int, readings: String) {
    #expect(GroupedThousand(text, decimals: decimals)?.readings == readings)
  }

  @Test(arguments: [
    "1", "1000", "10.0", "10.00", "1.0000", "1000.000", "0.500", "-0.500", "010.000", "00.000", "1.00.000", "1..000",
    ".000", "1.", "1.000.", "1,000", "1.00a", "", "-", "1.000%", " 1.000", "1.000.00",
  ])
  func anotherShapeHasOneReading(text: String) {
    #expect(GroupedThousand(text, decimals: 0) == nil)
  }

  @Test(arguments: ["1.000", "1.490"]) func aUnitOfThreeDecimalsIsWrittenLikeThat(text: String) {
    #expect(GroupedThousand(text, decimals: 3) == nil)
    #expect(GroupedThousand("1.000.000", decimals: 3)?.readings == "1000000")
  }
}
