/// Expressions and conditions of a wanted type.
extension BookGenerator {
  mutating func mode() -> String {
    random.pick([
      "half up", "half even", "half odd", "half down", "half ceiling", "half floor", "up", "down", "ceiling", "floor",
    ])
  }

  /// An expression of a type.
  mutating func expression(_ kind: Kind, _ depth: Int) -> Text {
    switch kind {
    case .money: money(depth)
    case .percent: percent(depth)
    case .pieces: pieces(depth)
    case .months: months(depth)
    case .date: date(depth)
    case .yesNo: condition(depth)
    }
  }

  /// Something with a name, or a constant.
  private mutating func leaf(_ kind: Kind, _ constant: String) -> Text {
    guard let figures = known[kind], !figures.isEmpty, !random.chance(oneIn: 4) else { return Text(constant) }
    let figure = random.pick(figures)
    var text = Text(figure.name)
    text.isPerLine = figure.isPerLine
    return text
  }

  /// What all lines have together.
  private mutating func aggregate(_ kind: Kind) -> Text? {
    guard let figure = (known[kind] ?? []).filter(\.isPerLine).randomElement(using: &random) else { return nil }
    return Text("\(random.pick(["sum of", "highest of", "lowest of"])) \(figure.name)")
  }

  private mutating func money(_ depth: Int) -> Text {
    let constant = leaf(.money, "\(random.number(0...300)).\(random.number(10...99)) EUR")
    if depth == 0 { return constant }
    switch random.number(1...11) {
    case 1:
      let (left, right) = (money(depth - 1), money(depth - 1))
      return Text("(\(left.text)) \(random.pick(["+", "-"])) (\(right.text))", left, right)
    case 2, 3:
      let (part, whole) = (percent(0), money(depth - 1))
      return Text("(\(part.text) of (\(whole.text)), rounded \(mode()) to cent)", part, whole)
    case 4:
      let whole = money(depth - 1)
      return Text("((\(whole.text)) / \(random.number(1...12)), rounded \(mode()) to 0.05 EUR)", whole)
    case 5:
      let (left, right) = (money(depth - 1), money(depth - 1))
      return Text("\(random.pick(["highest", "lowest"])) of (\(left.text), \(right.text))", left, right)
    case 6:
      let (left, right) = (money(depth - 1), money(depth - 1))
      return Text("(\(left.text), at \(random.pick(["least", "most"])) \(right.text))", left, right)
    case 7: return aggregate(.money) ?? constant
    case 8:
      let amount = money(0)
      if amount.isPerLine { return amount }
      var spread = Text(
        "(spread (\(amount.text), rounded half up to cent) over pieces\(random.pick(["", ", leftover to the first", ", leftover to the largest"])))"
      )
      spread.isPerLine = true
      return spread
    default: return constant
    }
  }

  private mutating func percent(_ depth: Int) -> Text {
    let constant = leaf(.percent, "\(random.number(0...60))\(random.pick(["", ".5"]))%")
    guard depth > 0, random.chance(oneIn: 3) else { return constant }
    let (left, right) = (percent(depth - 1), percent(depth - 1))
    return Text("\(random.pick(["highest", "lowest"])) of (\(left.text), \(right.text))", left, right)
  }

  private mutating func pieces(_ depth: Int) -> Text {
    let constant = leaf(.pieces, "\(random.number(0...90)) pieces")
    guard depth > 0, random.chance(oneIn: 2) else { return constant }
    if let sum = aggregate(.pieces), random.chance(oneIn: 2) { return sum }
    let (left, right) = (pieces(depth - 1), pieces(depth - 1))
    return Text("\(random.pick(["highest", "lowest"])) of (\(left.text), \(right.text))", left, right)
  }

  private mutating func months(_ depth: Int) -> Text {
    guard depth > 0, random.chance(oneIn: 2) else { return leaf(.months, "\(random.number(0...24)) months") }
    let (from, end) = (date(0), date(0))
    let way = random.pick(["", " counted back", " in months of 30 days"])
    return Text(
      "(months from \(from.text) \(random.pick(["until", "through"])) \(end.text)\(way), rounded \(mode()))", from, end)
  }

  private mutating func date(_ depth: Int) -> Text {
    let constant = leaf(.date, "202\(random.number(0...9))-0\(random.number(1...9))-\(random.number(10...28))")
    guard depth > 0 else { return constant }
    switch random.number(1...6) {
    case 1:
      return Text("\(constant.text) + \(random.number(0...40)) \(random.pick(["days", "months", "weeks"]))", constant)
    case 2: return Text("\(constant.text) - \(random.number(0...40)) days", constant)
    case 3: return Text("day \(random.number(1...31)) in the month of \(constant.text)", constant)
    case 4:
      let day = date(0)
      return Text("anniversary of \(constant.text) by term, on or after \(day.text)", constant, day)
    default: return constant
    }
  }

  /// A condition on one line.
  mutating func condition(_ depth: Int) -> Text {
    if depth > 0, random.chance(oneIn: 2) {
      let (left, right) = (condition(depth - 1), condition(depth - 1))
      switch random.number(1...3) {
      case 1: return Text("(\(left.text)) and (\(right.text))", left, right)
      case 2: return Text("(\(left.text)) or (\(right.text))", left, right)
      default: return Text("not (\(left.text))", left)
      }
    }
    switch random.number(1...15) {
    case 1: return Text("action is \(random.pick(["fresh", "renewal", "not top-up"]))")
    case 2: return perLine("colour is \(random.pick(["red", "not green"]))")
    case 3: return Text("country is \(random.pick(["SE", "not DE", "in union", "not in union"]))")
    case 4: return Text("roles has \(random.pick(["admin", "viewer", "owner"]))")
    case 5: return Text("code \(random.pick(["is \"x\"", "starts with \"SUMMER\""]))")
    case 6: return Text("express and late-fee is \(random.number(0...20)).5 EUR or more")
    case 7: return Text("any (colour is red)")
    case 8: return Text("all (pieces is over \(random.number(1...50)))")
    case 9: return Text("month of ordered-on is \(random.number(1...12))")
    case 11: return Text("code starts with \"SUMMER\" and member is \(random.number(1...9)) or less")
    case 12: return Text("seasonal")
    case 10: return Text("weekday of ordered-on is \(random.pick(["monday", "friday", "sunday"]))")
    default: return comparison()
    }
  }

  private func perLine(_ text: String) -> Text {
    var text = Text(text)
    text.isPerLine = true
    return text
  }

  private mutating func comparison() -> Text {
    switch random.pick(Kind.allCases) {
    case .money:
      let left = money(0)
      return Text("\(left.text) is \(random.pick(["over", "under"])) \(random.number(0...500)) EUR", left)
    case .percent:
      let left = percent(0)
      return Text("\(left.text) is \(random.number(0...60))% \(random.pick(["or more", "or less", "to 60%"]))", left)
    case .pieces:
      let left = pieces(0)
      return Text("\(left.text) is \(random.number(0...9)) to \(random.number(10...99)) pieces", left)
    case .months:
      let left = months(0)
      return Text("\(left.text) is \(random.number(0...13)) months\(random.pick(["", " or more"]))", left)
    case .date:
      let (left, right) = (date(0), date(0))
      return Text("\(left.text) is \(random.pick(["before", "after"])) \(right.text)", left, right)
    case .yesNo:
      let left = leaf(.yesNo, "express")
      return Text(left.text, left)
    }
  }
}
