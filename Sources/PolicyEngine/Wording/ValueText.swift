import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Results as people and documents read them, in the currency of one order.
struct ValueText {
  let plan: Plan
  /// The order's currency, while it is known.
  var currency: Currency?
  /// Texts that came with the order.
  var texts: [String] = []

  private var program: Program { plan.program }

  /// The bare value: money without its currency, numbers without their unit, everything else as it is shown.
  func text(_ outcome: Outcome, _ type: ValueType) -> String {
    guard case .number(let number) = type else { return word(outcome.numerator, type) }
    if number.isPercent { return percent(outcome, number) }
    return DecimalText.text(outcome.ratio, scale: number.scale, minimum: minimumDigits(number))
  }

  /// With its currency or unit: `47.52 EUR`, `9.90 EUR per licence per month`, `2 months`.
  func display(_ outcome: Outcome, _ type: ValueType) -> String {
    display(outcome, type, text: text(outcome, type))
  }

  /// The bare value with its currency or unit.
  func display(_ outcome: Outcome, _ type: ValueType, text: String) -> String {
    guard case .number(let number) = type else { return text }
    return text + unit(number, isOne: isOne(outcome, number))
  }

  /// Digits after the point that an amount has at least.
  private func minimumDigits(_ number: NumberType) -> Int {
    guard number.dimension.money == 1 else { return 0 }
    return currency(of: number)?.minorDigits ?? (program.currencies.count == 1 ? program.moneyScale : 0)
  }

  private func currency(of number: NumberType) -> Currency? {
    number.dimension.currency.flatMap { Currency.named($0) } ?? currency
  }

  private func isOne(_ outcome: Outcome, _ number: NumberType) -> Bool {
    guard let power = PowerOfTen.value(max(0, number.scale)), let one = outcome.denominator.product(power) else {
      return false
    }
    return outcome.numerator == one
  }

  /// The share as a percentage: 0.255 is `25.5%`.
  private func percent(_ outcome: Outcome, _ number: NumberType) -> String {
    DecimalText.text(outcome.ratio, scale: number.scale - 2) + "%"
  }

  // MARK: Units

  private func unit(_ number: NumberType, isOne: @autoclosure () -> Bool) -> String {
    if number.dimension.isNone { return "" }
    if number.isAmount, let currency = currency(of: number) { return " " + currency.code }
    return unit(number.dimension, number, isOne: isOne())
  }

  private func unit(_ dimension: Dimension, _ number: NumberType, isOne: Bool) -> String {
    var counted: [String] = []
    var per: [String] = []
    if dimension.money > 0 { counted.append(currency(of: number)?.code ?? "") }
    for unit in dimension.units {
      let declaration = program.units.first { $0.name == unit.name }
      let word = unit.power > 0 && !isOne && dimension.money <= 0 ? declaration?.plural : declaration?.singular
      let words = Array(repeating: word ?? unit.name, count: Int(unit.power.magnitude))
      if unit.power > 0 { counted += words } else { per += words }
    }
    if dimension.money < 0 { per.append(currency(of: number)?.code ?? "money") }
    let head = counted.filter { !$0.isEmpty }.joined(separator: " × ")
    return (head.isEmpty ? "" : " " + head) + per.map { " per " + $0 }.joined()
  }

  // MARK: Words

  private func word(_ code: Int128, _ type: ValueType) -> String {
    switch type {
    case .yesNo: return code != 0 ? "yes" : "no"
    case .word:
      guard let index = Int(exactly: code), program.words.indices.contains(index) else { return "?" }
      return program.words[index]
    case .words(let codes):
      let members = codes.enumerated().filter { code >> $0.offset & 1 != 0 }.map { program.words[$0.element] }
      return members.isEmpty ? "none" : members.joined(separator: " and ")
    case .country:
      guard let index = Int(exactly: code), Country.all.indices.contains(index) else { return "?" }
      return Country.code(at: index)
    case .date:
      return Int(exactly: code).flatMap { CalendarDate(checkedDayNumber: $0) }?.description ?? "?"
    case .text:
      guard let index = Int(exactly: code), index >= 0 else { return "" }
      if index < program.strings.count { return program.strings[index] }
      return index - program.strings.count < texts.count ? texts[index - program.strings.count] : ""
    case .number, .unknown: return String(code)
    }
  }
}
