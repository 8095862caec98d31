import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// What an input can be, in the words of the language.
struct InputText {
  let plan: Plan

  private var program: Program { plan.program }

  /// Its type: `one of`, `whole number`, `date`.
  func type(_ input: InputDefinition) -> String {
    switch input.type {
    case .yesNo: return "yes or no"
    case .word: return "one of"
    case .words: return "any of"
    case .country: return "country"
    case .date: return "date"
    case .text: return "text"
    case .unknown: return "unknown"
    case .number(let number):
      if !input.allowed.isEmpty { return "one of" }
      if number.isPercent { return "percent" }
      if number.dimension.money != 0 { return "money" }
      return number.scale == 0 ? "whole number" : "number"
    }
  }

  /// The allowed answers: each of them where they are listed, and otherwise one entry in words.
  func allowed(_ input: InputDefinition, _ values: ValueText) -> [String] {
    switch input.type {
    case .yesNo: return ["yes", "no"]
    case .word(let codes), .words(let codes): return codes.map { program.words[$0] }
    case .country: return ["a country by its two letters"]
    case .text: return ["any text"]
    case .unknown: return []
    case .date: return [dates(input)]
    case .number(let number):
      if !input.allowed.isEmpty { return input.allowed.map { values.display(.known($0), input.type) } }
      return [range(input, number, values)]
    }
  }

  /// As one phrase: `one of new, renewal`, `1 to 100000 licences`.
  func phrase(_ input: InputDefinition, _ values: ValueText) -> String {
    let allowed = allowed(input, values)
    switch input.type {
    case .words: return "none, or any of \(allowed.joined(separator: ", ")), joined by “and”"
    case .yesNo: return "yes or no"
    default: return allowed.count == 1 && !isListed(input) ? allowed[0] : "one of \(allowed.joined(separator: ", "))"
    }
  }

  func isListed(_ input: InputDefinition) -> Bool {
    if case .word = input.type { return true }
    return !input.allowed.isEmpty
  }

  private func dates(_ input: InputDefinition) -> String {
    let first = input.lower > Int128(CalendarDate.first.dayNumber)
    let last = input.upper < Int128(CalendarDate.last.dayNumber)
    let values = ValueText(plan: plan)
    return "a date" + (first ? " from \(values.display(.known(input.lower), .date))" : "")
      + (last ? " to \(values.display(.known(input.upper), .date))" : "")
  }

  private func range(_ input: InputDefinition, _ number: NumberType, _ values: ValueText) -> String {
    let lower = values.text(.known(input.lower), input.type)
    let upper = values.text(.known(input.upper), input.type)
    // The unit once, behind the upper end.
    let unit = values.display(.known(input.upper), input.type).dropFirst(upper.utf8.count)
    let isOpen = PowerOfTen.value(12 + number.scale).map { input.upper == $0 } ?? false
    var text = isOpen ? "\(lower)\(unit) or more" : "\(lower) to \(upper)\(unit)"
    let isUsual = number.scale == 0 && input.step == 1
    if !isUsual { text += " in steps of \(values.text(.known(input.step), input.type))" }
    return text
  }
}
