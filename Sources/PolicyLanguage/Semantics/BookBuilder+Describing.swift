import PolicyModel
import PolicyProgram
import Quantities

/// Types in an author's words.
extension BookBuilder {
  func describe(_ type: ValueType) -> String {
    switch type {
    case .yesNo: return "yes or no"
    case .word(let words):
      if words.count == 1 { return "the word “\(program.words[words[0]])”" }
      return "one of the words \(wordList(Array(words.prefix(4))))\(words.count > 4 ? ", …" : "")"
    case .words: return "a set of words"
    case .country: return "a country"
    case .date: return "a date"
    case .text: return "a text"
    case .unknown: return "something unknown"
    case .number(let number):
      if number.isPercent { return "a percentage" }
      if number.dimension.money == 1, number.dimension.units.isEmpty {
        return number.dimension.currency.map { "an amount in \($0)" } ?? "an amount of money"
      }
      if number.dimension.money > 0 { return "an amount of \(describe(number.dimension))" }
      if number.dimension.isNone { return "a bare number" }
      return "a number of \(describe(number.dimension))"
    }
  }

  func describe(_ dimension: Dimension) -> String {
    var counted: [String] = []
    var per: [String] = []
    if dimension.money > 0 { counted.append(dimension.currency ?? "money") }
    if dimension.money < 0 { per.append(dimension.currency ?? "money") }
    for unit in dimension.units {
      let declaration = program.units.first { $0.name == unit.name }
      if unit.power > 0 {
        counted.append(contentsOf: Array(repeating: declaration?.plural ?? unit.name, count: unit.power))
      } else {
        per.append(contentsOf: Array(repeating: declaration?.singular ?? unit.name, count: -unit.power))
      }
    }
    let head = counted.isEmpty ? "units" : counted.joined(separator: " × ")
    return ([head] + per.map { "per \($0)" }).joined(separator: " ")
  }

  func describe(_ parameter: ParameterType) -> String {
    switch parameter {
    case .date: return "a date"
    case .yesNo: return "yes or no"
    case .period: return "a whole number of days, weeks, months or years"
    case .number(let unit, let lower, let upper):
      return "a whole number\(unit.map { " of \($0)" } ?? "") from \(lower) to \(upper)"
    }
  }
}
