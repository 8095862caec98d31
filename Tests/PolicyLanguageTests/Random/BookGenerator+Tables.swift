/// Tables, tiers and catalogues.
extension BookGenerator {
  /// Rows by words, countries, numbers and days, under every promise.
  mutating func addTable() {
    let name = fresh("table")
    let promise = random.pick(["one row applies", "first row applies", "highest applies", "all rows add up"])
    let keys = Array(
      ["action", "country", "pieces", "rebate", "ordered-on", "express", "colour"].shuffled(using: &random).prefix(
        random.number(1...2)))
    let isDated = random.chance(oneIn: 3) && !keys.contains("ordered-on")
    var rows: [String] = []
    for _ in 0..<random.number(1...6) {
      let cells = keys.map { cell($0) }.joined(separator: " | ")
      if rows.contains(where: { $0.hasPrefix(cells + " | ") }) { continue }
      rows.append("\(cells) | \(random.number(0...40))%")
      // A new rate is a new line of the same keys.
      if isDated, random.chance(oneIn: 2) { rows.append("\(cells) | \(random.number(0...40))% | from 2023-07-01") }
      if isDated, random.chance(oneIn: 2) { rows.append("\(cells) | \(random.number(0...40))% | from 2026-07-01") }
    }
    add(
      "table \(name)",
      [
        "by \(keys.joined(separator: ", "))", promise,
        random.chance(oneIn: 4) ? "otherwise refuse \"No row\"" : "otherwise 5%",
      ],
      rows: rows, ordered: promise == "first row applies")
    known[.percent, default: []].append(
      .init(name: name, isPerLine: keys.contains("pieces") || keys.contains("colour")))
  }

  private mutating func cell(_ key: String) -> String {
    if random.chance(oneIn: 5) { return "any" }
    let low = random.number(1...60)
    switch key {
    case "action": return random.pick(["fresh", "renewal", "renewal, top-up"])
    case "country": return random.pick(["SE", "DE, FI", "in north", "US"])
    case "colour": return random.pick(["red", "green"])
    case "express": return random.pick(["yes", "no"])
    case "pieces":
      return random.pick([
        "\(low) to \(low + 20)", "\(low) or more", "under \(low)", "\(low)", "over \(low) to \(low + 9)",
      ])
    case "rebate": return random.pick(["\(low)% or more", "\(low)% or less", "over \(low)%", "0% to \(low)%"])
    default:
      let year = random.number(2020...2030)
      return random.pick(["\(year)-03-01 or later", "before \(year)-03-01", "\(year)-01-01 to \(year)-12-31"])
    }
  }

  /// Tiers over pieces, from the first piece on, in all three readings.
  mutating func addTiers(_ kind: Kind) {
    let name = fresh("tiers")
    let reading = random.pick(["on the whole quantity", "slice by slice", "each tier reached"])
    var rows: [String] = []
    var first = 1
    for _ in 0..<random.number(1...4) {
      let last = first + random.number(0...60)
      rows.append("\(first) to \(last) | \(tier(kind))")
      first = last + 1
    }
    rows.append("\(first) or more | \(tier(kind))")
    let key = random.pick(["pieces", "seats"])
    add("tiers \(name)", ["by \(key)", reading, "otherwise \(tier(kind))"], rows: rows)
    let isPerLine = key == "pieces"
    guard reading == "slice by slice" else {
      known[kind, default: []].append(.init(name: name, isPerLine: isPerLine))
      return
    }
    // The average over the slices is a ratio: it is rounded in a value of its own.
    let rounded = fresh("value")
    add("value \(rounded)", ["is \(name), rounded \(mode()) to \(kind == .money ? "cent" : "0.1%")"])
    known[kind, default: []].append(.init(name: rounded, isPerLine: isPerLine))
  }

  private mutating func tier(_ kind: Kind) -> String {
    kind == .money ? "\(random.number(0...90)).\(random.number(10...99)) EUR" : "\(random.number(0...20))%"
  }

  /// List prices per piece and month, as an amount of a line.
  mutating func addCatalogue() {
    let name = fresh("catalogue")
    var rows: [String] = []
    for term in ["1 month", "12 months"] {
      rows.append("EUR | \(term) | \(random.number(1...20)).\(random.number(10...99))")
      if random.chance(oneIn: 2) { rows.append("EUR | \(term) | \(random.number(1...20)).50 | from 2025-01-01") }
    }
    add("catalogue \(name)", ["per piece per month", "by currency, term"], rows: rows)
    let amount = fresh("value")
    add("value \(amount)", ["is \(name) × pieces × term"])
    known[.money, default: []].append(.init(name: amount, isPerLine: true))
  }
}
