package import PolicyModel
import Quantities

/// Clauses, by the pattern of their declaration.
extension SyntaxPrinter {
  /// One clause of a block, as a line of it is written.
  package func text(_ clause: ClauseSyntax, of block: BlockSyntax) -> String {
    let declaration = vocabulary.block(block.word.text)
    return text(clause, declaration.map { vocabulary.clauses(of: $0) } ?? [], declaration)
  }

  func text(_ clause: ClauseSyntax, _ allowed: [ClauseDeclaration], _ block: BlockDeclaration?) -> String {
    guard let declaration = allowed.first(where: { $0.key == clause.key }) else {
      // A line that begins with no clause word, or one whose declaration is gone.
      let words = clause.key.isEmpty ? [] : [clause.key]
      return (words + clause.parts.map(text)).filter { !$0.isEmpty }.joined(separator: " ")
    }
    var words: [String] = []
    var slot = 0
    for (index, piece) in declaration.pattern.enumerated() {
      if case .word(let word) = piece {
        words.append(word)
      } else if index >= declaration.leadingWords.count, slot < clause.parts.count {
        words.append(text(clause.parts[slot], in: piece))
        slot += 1
      }
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What fills a slot: the slot says where names in it are looked for.
  private func text(_ part: PartSyntax, in slot: ClausePart) -> String {
    let space: NameSpace
    switch slot {
    case .name, .names: space = .expressions
    case .textName(let block): space = .blocks(block)
    case .optional(let slot): return text(part, in: slot)
    default: return text(part)
    }
    switch part {
    case .word(let word): return name(word.text, space)
    case .words(let words): return words.map { name($0.text, space) }.joined(separator: ", ")
    default: return text(part)
    }
  }

  /// What fills a slot; nothing for an optional slot left out.
  package func text(_ part: PartSyntax) -> String {
    switch part {
    case .absent: ""
    case .expression(let expression): text(expression)
    case .word(let word): word.text
    case .words(let words): Self.list(words)
    case .text(let text): Self.quoted(text.text)
    case .rounding(let rounding): text(rounding)
    case .unit(let unit): text(unit)
    case .constants(let constants): joined(constants, ", ")
    case .range(let range): text(range)
    case .caseLine(let line): text(line)
    case .assignments(let list):
      list.map { "\(name($0.name.text, .expressions)) \(joined($0.values, " and "))" }.joined(separator: ", ")
    case .expectations(let list): list.map(text).joined(separator: ", ")
    }
  }

  func joined(_ expressions: [ExpressionSyntax], _ separator: String) -> String {
    expressions.map { text($0) }.joined(separator: separator)
  }

  /// `half up to 0.05 CHF`, `up to end in 0.99`.
  func text(_ rounding: RoundingSyntax) -> String {
    let step =
      switch rounding.step {
      case .cent: "cent"
      case .whole(let unit): "whole" + (unit.map { " " + $0.text } ?? "")
      case .multiple(let step, let unit): "\(step)" + (unit.map { " " + $0.text } ?? "")
      case .percent(let step): "\(step)%"
      case .ending(let ending, let unit): "end in \(ending)" + (unit.map { " " + $0.text } ?? "")
      }
    return "\(rounding.mode.words) to \(step)"
  }

  /// `EUR per licence per month`.
  func text(_ unit: UnitSyntax) -> String {
    ((unit.counted.map { [$0.text] } ?? []) + unit.per.map { "per " + $0.text }).joined(separator: " ")
  }

  /// `1 to 100000 licences`, `0 or more`, `from D to D`, with its steps. The unit stands behind the last bare number.
  private func text(_ range: RangeSyntax) -> String {
    if let days = days(range) { return days }
    var words: [String] = []
    let stepHasUnit = if case .number? = range.step?.kind { true } else { false }
    if let lower = range.lower {
      words.append(operand(lower))
      words.append(range.upper.map { "to " + operand($0) } ?? "or more")
      if let unit = range.unit, !stepHasUnit { words.append(unit.text) }
    }
    if let step = range.step {
      words.append("in steps of " + operand(step))
      if let unit = range.unit, stepHasUnit { words.append(unit.text) }
    }
    return words.joined(separator: " ")
  }

  /// `from D`, `from D to D`; nil for a range of anything else than days.
  private func days(_ range: RangeSyntax) -> String? {
    guard case .date(let first)? = range.lower?.kind, range.step == nil, range.unit == nil else { return nil }
    guard let upper = range.upper else { return "from \(first)" }
    guard case .date(let last) = upper.kind else { return nil }
    return "from \(first) to \(last)"
  }

  /// A result, its dates, its condition.
  private func text(_ line: CaseLineSyntax) -> String {
    var written = line.refusal.map { "refuse " + Self.quoted($0.text) } ?? line.result.map { text($0) } ?? ""
    let window = line.window
    if let from = window.from { written += " from \(from)" }
    if let to = window.to {
      // Behind a day, `to` would be read as the other end of a range.
      let endsInDate = window.from == nil && line.refusal == nil && CalendarDate(parsing: written.suffix(10)) != nil
      written += (endsInDate ? ", to " : " to ") + to.description
    }
    if let day = window.reviewBy { written += " review by \(day)" }
    if let when = line.when { written += " when " + text(when) }
    return written
  }

  package func text(_ expectation: ExpectationSyntax) -> String {
    func value(_ word: Word) -> String { name(word.text, .expressions) }
    func onLine(_ line: Int?) -> String { line.map { "line \($0) " } ?? "" }
    switch expectation.kind {
    case .figure(let figure, let values, let line):
      return onLine(line) + value(figure) + (values.isEmpty ? "" : " " + joined(values, " and "))
    case .figureRefused(let figure, let line): return onLine(line) + value(figure) + " refused"
    case .rule(let rule, let state, let negated): return value(rule) + " " + text(state, isNegated: negated)
    case .effect(let kind, let effect, let negated):
      return "\(negated ? "no " : "")\(kind.text) \(name(effect.text, .blocks(kind.text)))"
    case .refused(let effect): return effect.map { "refused by " + name($0.text, .blocks("refuse")) } ?? "not refused"
    case .warned(let effect): return effect.map { "warned by " + name($0.text, .blocks("warn")) } ?? "not warned"
    case .asks(let input): return "asks for " + value(input)
    }
  }

  func text(_ state: RuleState, isNegated: Bool = false) -> String {
    switch state {
    case .applies: isNegated ? "does not apply" : "applies"
    case .decides: isNegated ? "does not decide" : "decides"
    case .overruled(let by): "is overruled by " + name(by.text, .expressions)
    }
  }

  // MARK: Rows

  /// The cells of a row.
  func text(_ row: RowSyntax) -> String { row.cells.map(text).joined(separator: " | ") }

  package func text(_ cell: CellSyntax) -> String {
    switch cell.kind {
    case .any: "any"
    case .predicates(let predicates): predicates.map { text($0) }.joined(separator: ", ")
    case .expression(let expression): text(expression)
    case .values(let values): values.isEmpty ? "refused" : joined(values, " and ")
    case .heading(let heading): text(heading)
    case .from(let date): "from \(date)"
    case .to(let date): "to \(date)"
    case .reviewBy(let date): "review by \(date)"
    case .note(let word, let note): "\(word) \(Self.quoted(note.text))"
    case .refusal(let refusal): "refuse \(Self.quoted(refusal.text))"
    case .empty: ""
    }
  }
}
