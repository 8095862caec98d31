import Diagnostics
import Testing

struct SpellingTests {
  private let names = [
    "licences", "list-price", "billed-months", "reseller-discount", "reseller-rate", "net", "vat", "vat-rate", "vat-id",
    "quote-date", "country", "input", "value", "exception",
  ]

  @Test(arguments: [
    ("lisence", "licences"), ("licenses", "licences"), ("listprice", "list-price"), ("list_price", "list-price"),
    ("List-Price", "list-price"), ("billed-moths", "billed-months"), ("ent", "net"), ("contry", "country"),
    ("countyr", "country"), ("vlaue", "value"), ("quotedate", "quote-date"), ("excep", "exception"),
    ("reseller-dicsount", "reseller-discount"),
    ("resell", "reseller-discount"), ("VAT", "vat"),
  ])
  func suggestsTheNameMeant(word: String, name: String) {
    #expect(Spelling.closest(to: word, among: names) == [name])
  }

  @Test(arguments: ["", "-", "zzz", "discounts-for-all", "x", "net-price-of-all-lines", "日本"])
  func staysSilentWhereNothingIsPlausible(word: String) {
    #expect(Spelling.closest(to: word, among: names) == [])
  }

  @Test func neverSuggestsTheWordItselfNorOneTwice() {
    #expect(Spelling.closest(to: "vat", among: ["vat"]) == [])
    #expect(Spelling.closest(to: "vta", among: ["vat", "vat"], limit: 5) == ["vat"])
    #expect(Spelling.closest(to: "a", among: ["b", "ab"], limit: 5) == ["ab"])
  }

  @Test func ordersByLikelihoodThenAsGiven() {
    #expect(
      Spelling.closest(to: "vat", among: ["vat-rate", "vet", "cat", "v-a-t", "at"], limit: 9) == [
        "v-a-t", "vet", "cat", "at", "vat-rate",
      ])
    #expect(Spelling.closest(to: "vat", among: ["vat-rate", "vet", "cat", "v-a-t"], limit: 2) == ["v-a-t", "vet"])
    #expect(Spelling.closest(to: "vat", among: names, limit: 0) == [])
  }

  /// The definition by recursion over beginnings, without limits.
  private func distance(_ left: [Character], _ right: [Character]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count {
      for column in 0...right.count {
        if row == 0 || column == 0 {
          table[row][column] = row + column
          continue
        }
        let change = left[row - 1] == right[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + change)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }

  @Test func agreesWithTheDefinition() {
    var generator = SeededGenerator(seed: 15)
    func word() -> String {
      String((0..<Int.random(in: 1...9, using: &generator)).map { _ in "abc".randomElement(using: &generator)! })
    }
    for _ in 0..<5000 {
      let (typed, name) = (word(), word())
      let edits = distance(Array(typed), Array(name))
      let isClose = edits <= max(1, typed.count / 3) && edits < max(typed.count, name.count)
      let isBeginning = typed.count >= 2 && name.hasPrefix(typed)
      let expected = typed != name && (isClose || isBeginning) ? [name] : []
      #expect(Spelling.closest(to: typed, among: [name]) == expected, "\(typed) \(name)")
    }
  }

  /// Work that grew with the square would take hours.
  @Test(.timeLimit(.minutes(4))) func isBounded() {
    let many = (0..<100_000).map { "candidate-number-\($0)" }
    let long = String(repeating: "a", count: 1_000_000)
    #expect(Spelling.closest(to: long, among: many) == [])
    #expect(Spelling.closest(to: "candidate-nubmer-77777", among: many) == ["candidate-number-77777"])
    #expect(Spelling.closest(to: "abc", among: [long, "abd"]) == ["abd"])
  }
}
