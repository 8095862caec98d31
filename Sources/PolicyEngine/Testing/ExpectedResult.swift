import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Compares the constants of a test with a result, exactly.
struct ExpectedResult {
  private let program: Program
  private let values: ValueText

  init(_ program: Program, _ values: ValueText) {
    self.program = program
    self.values = values
  }

  enum Match {
    case yes, no
    /// It cannot be compared.
    case other(String)
  }

  func matches(_ constants: [ExpressionSyntax], _ outcome: Outcome, _ type: ValueType) -> Match {
    guard let first = constants.first else { return .other("nothing is expected") }
    switch type {
    case .number(let number): return matches(plain(first), outcome, number)
    case .words(let codes):
      var bits: Int128 = 0
      for constant in constants {
        guard case .word(let word) = plain(constant).kind else { return .other("words are expected here") }
        if let bit = codes.firstIndex(where: { program.words[$0] == word }) {
          bits |= Int128(1) << bit
        } else if word != "none" {
          return .other("“\(word)” is not one of its words")
        }
      }
      return bits == outcome.numerator ? .yes : .no
    default:
      guard let written = word(plain(first), type) else { return .other("another kind of result is expected") }
      return written == values.text(outcome, type) ? .yes : .no
    }
  }

  private func plain(_ expression: ExpressionSyntax) -> ExpressionSyntax {
    if case .bracket(let inner) = expression.kind { return plain(inner) }
    return expression
  }

  private func word(_ expression: ExpressionSyntax, _ type: ValueType) -> String? {
    switch (expression.kind, type) {
    case (.date(let date), .date): date.description
    case (.text(let text), .text): text
    case (.word(let word), .word), (.word(let word), .yesNo): word
    case (.code(let code), .word), (.code(let code), .country): code
    default: nil
    }
  }

  // MARK: Numbers

  private func matches(_ expression: ExpressionSyntax, _ outcome: Outcome, _ type: NumberType) -> Match {
    switch expression.kind {
    case .negative(let inner):
      guard let negated = outcome.ratio.negated else { return .no }
      return matches(plain(inner), .known(negated), type)
    case .percent(let value):
      guard type.isPercent else { return .other("a percentage was expected") }
      return isEqual(outcome, type, value.digits, value.scale + 2)
    case .number(let value):
      if type.isPercent { return .other("write the percentage with its sign") }
      return isEqual(outcome, type, value.digits, value.scale)
    case .quantity(let value, let unit):
      if let trouble = unitTrouble(unit, type) { return .other(trouble) }
      return isEqual(outcome, type, value.digits, value.scale)
    default: return .other("a number is expected here")
    }
  }

  private func isEqual(_ outcome: Outcome, _ type: NumberType, _ digits: Int128, _ scale: Int) -> Match {
    guard let own = PowerOfTen.value(type.scale), let other = PowerOfTen.value(scale),
      let denominator = outcome.denominator.product(own)
    else { return .no }
    return Ratio(outcome.numerator, denominator).compared(with: Ratio(digits, other)) == 0 ? .yes : .no
  }

  /// Why a written unit is not that of the result; nil where it is.
  private func unitTrouble(_ unit: UnitSyntax, _ type: NumberType) -> String? {
    var wanted = Dimension.none
    if let counted = unit.counted {
      if Currency.named(counted.text) != nil {
        guard counted.text == type.dimension.currency ?? values.currency?.code else {
          return "the amount is in \(type.dimension.currency ?? values.currency?.code ?? "another currency")"
        }
        wanted = Dimension(money: 1)
      } else {
        wanted = .unit(name(counted.text))
      }
    }
    for per in unit.per { wanted = wanted.combined(with: .unit(name(per.text)), sign: -1) }
    let found = Dimension(money: type.dimension.money, units: type.dimension.units)
    return wanted == found ? nil : "its unit is another one"
  }

  private func name(_ word: String) -> String {
    program.units.first { [$0.name, $0.singular, $0.plural].contains(word) }?.name ?? word
  }
}
