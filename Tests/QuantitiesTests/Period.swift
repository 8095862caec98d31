/// A period of the vectors: `P1Y-2M3D`.
struct Period {
  var years, months, days: Int

  init(years: Int, months: Int, days: Int) {
    (self.years, self.months, self.days) = (years, months, days)
  }

  init?(_ text: String) {
    let numbers = text.dropFirst().split(whereSeparator: { "YMD".contains($0) }).compactMap { Int($0) }
    guard text.first == "P", numbers.count == 3 else { return nil }
    self.init(years: numbers[0], months: numbers[1], days: numbers[2])
  }

  var text: String { "P\(years)Y\(months)M\(days)D" }
}
