import Diagnostics
import PolicyModel

/// Lines with cells.
extension FileParser {
  mutating func row(
    _ line: TokenLine, _ declaration: BlockDeclaration, separator: Token.Kind
  ) throws(SyntaxFailure) -> RowSyntax {
    guard let schema = declaration.rows else {
      let parser = parser(line)
      for (bar, next) in zip(parser.tokens, parser.tokens.dropFirst())
      where bar.kind == .bar && next.kind == .bar && bar.upper == next.lower {
        throw parser.failure(
          .unknownCharacter, "conditions are joined with words", at: parser.range(bar.joined(with: next)),
          cure: "write `or`", replacing: (bar.joined(with: next), "or"))
      }
      throw parser.failure(
        .rowNotAllowed, "\(declaration.word) has no rows", at: parser.lineRange,
        cure: "cells with | belong to tables; write clauses here")
    }
    var tokens = Array(line.tokens)
    if separator == .bar { tokens.removeAll { $0.kind == .tab } }
    while tokens.first?.kind == .tab { tokens.removeFirst() }
    while tokens.last?.kind == .tab { tokens.removeLast() }
    let groups = tokens.split(separator: separator, omittingEmptySubsequences: false)
    var cells: [CellSyntax] = []
    let lastPlain = groups.lastIndex { !isAttribute($0) } ?? 0
    for (index, group) in groups.enumerated() {
      var parser = LineParser(tokens: group, context)
      parser.isCell = true
      if group.isEmpty { throw emptyCell(index, between: tokens.filter { $0.kind == separator }, line) }
      let role: LineParser.CellRole =
        switch schema {
        case .keyed: index < lastPlain ? .key : .result
        case .entries: .entry
        case .testTable: isFirstRow ? .heading : .value
        }
      cells.append(try parser.cell(role))
      try parser.expectEnd("take it out, or put | between two cells")
    }
    if schema.isTestTable { isFirstRow = false }
    return RowSyntax(cells: cells, range: lineRange(line))
  }

  func emptyCell(_ index: Int, between bars: [Token], _ line: TokenLine) -> SyntaxFailure {
    let parser = parser(line)
    let (before, behind) = (bars[max(0, index - 1)], bars[min(index, bars.count - 1)])
    let place = SourceRange(source: sourceIndex, lower: before.lower, upper: behind.upper)
    if index == 0 || index == bars.count {
      let end = index == 0 ? "begin" : "end"
      var corrected = source.slice(parser.lineRange.lower, parser.lineRange.upper)[...]
      while let edge = corrected.last, edge == "|" || edge == " " { corrected.removeLast() }
      while let edge = corrected.first, edge == "|" || edge == " " { corrected.removeFirst() }
      var failure = parser.failure(
        .emptyCell, "a row does not \(end) with |", at: place,
        cure: "leave it out, or fill in the cell; a key that does not matter is written `any`")
      failure.diagnostic.correctedLine = String(corrected)
      return failure
    }
    return parser.failure(
      .emptyCell, "a cell of this row is empty", at: place,
      cure: "fill it in; a key that does not matter is written `any`")
  }

  func lineRange(_ line: TokenLine) -> SourceRange {
    SourceRange(
      source: sourceIndex, lower: line.tokens.first?.lower ?? line.lower, upper: line.tokens.last?.upper ?? line.upper)
  }

  /// Whether a group of tokens is a date or a note rather than a key or a result.
  func isAttribute(_ group: ArraySlice<Token>) -> Bool {
    guard let first = group.first, first.kind == .word, group.count > 1 else { return false }
    let word = source.slice(first.lower, first.upper)
    if word == "to" { return group.dropFirst().first?.kind == .date || group.dropFirst().first?.kind == .badDate }
    return ["from", "review", "because", "source", "print"].contains(word)
  }
}

extension Array where Element == Token {
  /// Splits at every token of a kind.
  fileprivate func split(separator: Token.Kind, omittingEmptySubsequences: Bool) -> [ArraySlice<Token>] {
    split(omittingEmptySubsequences: omittingEmptySubsequences) { $0.kind == separator }
  }
}
