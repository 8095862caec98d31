import Diagnostics
import PolicyModel
import Quantities

/// Reads the cells of a row.
extension LineParser {
  /// One cell of a row. The parser stands on a cell's own tokens.
  mutating func cell(_ role: CellRole) throws(SyntaxFailure) -> CellSyntax {
    let start = position
    if isAtEnd { return CellSyntax(.empty, lineRange) }
    if take("from") { return CellSyntax(.from(try dateValue("the first day") ?? .first), range(from: start)) }
    if isWord("to"), peek()?.kind == .date || peek()?.kind == .badDate {
      position += 1
      return CellSyntax(.to(try dateValue("the last day") ?? .last), range(from: start))
    }
    if take(words: ["review", "by"]) {
      return CellSyntax(.reviewBy(try dateValue("the day of review") ?? .last), range(from: start))
    }
    for note in ["because", "source", "print"] where peek() != nil && take(note) {
      return CellSyntax(.note(note, try textLiteral("a text")), range(from: start))
    }
    switch role {
    case .key:
      if isWord("any"), peek() == nil {
        position += 1
        return CellSyntax(.any, range(from: start))
      }
      var predicates = [try keyPredicate()]
      while take(.comma) { predicates.append(try keyPredicate()) }
      return CellSyntax(.predicates(predicates), range(from: start))
    case .result:
      if take("refuse") { return CellSyntax(.refusal(try textLiteral("the refusal's text")), range(from: start)) }
      return CellSyntax(.expression(try condition()), range(from: start))
    case .entry: return CellSyntax(.expression(try constant()), range(from: start))
    case .heading:
      var line: Int?
      if isWord("line"), peek()?.kind == .number {
        position += 1
        line = try wholeNumber("the number of the line")
      }
      let name = try name("the name of an input or a figure")
      return CellSyntax(
        .heading(ExpectationSyntax(.figure(name, [], line: line), range(from: start))), range(from: start))
    case .value:
      if isWord("refused") {
        position += 1
        return CellSyntax(.values([]), range(from: start))
      }
      var values = [try constant()]
      while take("and") { values.append(try constant()) }
      return CellSyntax(.values(values), range(from: start))
    }
  }

  /// In a cell `is` is left out; a row's words are constants.
  private mutating func keyPredicate() throws(SyntaxFailure) -> PredicateSyntax {
    if isWord("is") {
      let token = tokens[position]
      throw failure(.isInCell, "a cell says the value only", cure: "leave “is” out", replacing: (token, ""))
    }
    return try predicate()
  }

  /// What a cell is for.
  enum CellRole { case key, result, entry, heading, value }
}
