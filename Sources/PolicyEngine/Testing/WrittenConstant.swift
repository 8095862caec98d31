import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// A result as a constant of a rule file, in the form in which another was written there.
struct WrittenConstant {
  private let program: Program
  private let values: ValueText

  init(_ program: Program, _ values: ValueText) {
    self.program = program
    self.values = values
  }

  /// Money with its decimals, a percentage with its sign, a number with its unit where the old one had it; nil for a
  /// result that no constant can say exactly.
  func text(_ outcome: Outcome, _ type: ValueType, like constants: [ExpressionSyntax]) -> String? {
    let bare = values.text(outcome, type)
    switch type {
    case .number:
      // A fraction such as 50/31 is no constant.
      if bare.utf8.contains(UInt8(ascii: "/")) { return nil }
      return bare + (constants.first.flatMap { unit(of: $0, isOne: bare == "1") } ?? "")
    case .text: return bare.contains { $0 == "\"" || $0.isNewline } ? nil : "\"\(bare)\""
    case .yesNo, .word, .words, .country, .date: return bare.isEmpty || bare == "?" ? nil : bare
    case .unknown: return nil
    }
  }

  /// ` licences`, ` EUR per month`, as it was written; only one and many change with the number.
  private func unit(of constant: ExpressionSyntax, isOne: Bool) -> String? {
    switch constant.kind {
    case .bracket(let inner), .negative(let inner): return unit(of: inner, isOne: isOne)
    case .quantity(_, let unit):
      let counted = unit.counted.map { word in
        program.units.first { [$0.singular, $0.plural].contains(word.text) }.map { isOne ? $0.singular : $0.plural }
          ?? word.text
      }
      return (counted.map { " " + $0 } ?? "") + unit.per.map { " per " + $0.text }.joined()
    default: return nil
    }
  }
}
