import PolicyProgram
import Quantities

/// Constants as literals.
extension QueryBuilder {
  func constant(_ value: Int128, _ type: ValueType) throws(Untranslatable) -> Expression {
    switch type {
    case .yesNo: return .truth(value != 0)
    case .word: return text(program.words[Int(value)], code: value)
    case .country: return text(Country.code(at: Int(value)), code: value)
    case .text: return text(program.strings[Int(value)], code: value)
    case .date: return Expression(day(value), isAtom: true, layer: 0, .date(Interval(value, value)), constant: value)
    case .number, .words, .unknown:
      guard value.magnitude <= Interval.limit.magnitude else { throw tooLarge() }
      return .literal(value)
    }
  }

  private func text(_ text: String, code: Int128) -> Expression {
    Expression(dialect.text(text), isAtom: true, layer: 0, .text, constant: code)
  }

  /// A day as a literal.
  func day(_ number: Int128) -> String {
    let date = Int(exactly: number).flatMap { CalendarDate(checkedDayNumber: $0) }
    return "DATE '\(date ?? (number < 0 ? CalendarDate.first : CalendarDate.last))'"
  }

  /// A code of a table's or a list's column as a literal.
  func literal(code: Int128, _ type: ValueType) throws(Untranslatable) -> String { try constant(code, type).text }
}
