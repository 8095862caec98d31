import Diagnostics
import PolicyModel
import PolicyProgram

/// Texts with figures in braces.
extension BookBuilder {
  /// Reads `{name}` in a text; a figure that is printed must be rounded.
  mutating func template(_ text: TextSyntax) -> TextTemplate {
    var parts: [TextTemplate.Part] = []
    var literal: [UInt8] = []
    let bytes = Array(text.text.utf8)
    var index = 0
    func place(_ offset: Int, _ length: Int) -> SourceRange {
      let lower = text.range.lower + 1 + offset
      return SourceRange(source: text.range.source, lower: lower, upper: lower + length)
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "}") {
        report(
          .braceInText, "this text closes a brace that it does not open", at: place(index, 1),
          cure: "figures are printed as {name}")
        return TextTemplate(parts: [.literal(text.text)])
      }
      guard bytes[index] == UInt8(ascii: "{") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
        report(
          .braceInText, "this text opens a brace that it does not close", at: place(index, 1),
          cure: "figures are printed as {name}")
        return TextTemplate(parts: [.literal(text.text)])
      }
      let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      let range = place(index, end - index + 1)
      if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
      if let node = printed(name, range) { parts.append(.node(Int32(node))) }
      index = end + 1
    }
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    return TextTemplate(parts: parts)
  }

  private mutating func printed(_ name: String, _ range: SourceRange) -> Int? {
    let isName = !name.isEmpty && name.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
    guard isName else {
      report(
        .braceInText, "between braces stands the name of a figure", at: range,
        cure: "write {net}, without blanks; give a formula a name of its own first")
      return nil
    }
    let typed = elaborate(ExpressionSyntax(.word(name), range))
    if typed.type.isUnknown { return nil }
    requireShowable(typed.type, "\(name)", at: range)
    return typed.node
  }

  /// A step that suits a kind of figure.
  private func shownStep(_ number: NumberType) -> String {
    if number.isPercent { return "0.1%" }
    guard number.dimension.units.count == 1, number.dimension.units[0].power == 1, number.dimension.money == 0,
      let unit = program.units.first(where: { $0.name == number.dimension.units[0].name })
    else { return "0.01" }
    return "whole \(unit.plural)"
  }

  /// A figure that people see has no denominator, and money no more digits than its currency.
  mutating func requireShowable(_ type: ValueType, _ name: String, at range: SourceRange) {
    guard let number = type.number else { return }
    if number.isRatio {
      report(
        .unroundedRatio, "\(name) is the result of a division and would be shown unrounded", at: range,
        cure: number.isAmount
          ? "round it: `, rounded half up to cent`, or a line `round half up to cent`"
          : "round it: `, rounded half up to \(shownStep(number))`")
    } else if number.isAmount, !number.isRounded {
      report(
        .unroundedMoney, "\(name) is money and would be shown unrounded", at: range,
        cure: "round it: `, rounded half up to cent`; in a price, a line `round half up to cent`")
    }
  }
}
