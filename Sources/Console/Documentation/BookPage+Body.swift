import PolicyEngine
import PolicyLanguage
import PolicyModel
import Quantities

/// What a block that decides something says, clause by clause.
extension BookPage {
  /// One result with what belongs to it.
  private struct Case {
    var result: PageLine
    var condition: PageLine
    var window: WindowSyntax
    var notes: [String: PageLine] = [:]
    var isOtherwise: Bool
  }

  private static let noteLabels = ["because": "Because", "source": "Source", "print": "Printed if it decides"]
  private static let noteWords = ["because", "source", "print"]

  /// The body of a value, a table, an exception or an effect.
  func body(_ block: BlockSyntax) -> [PageBlock] {
    var remarks: [PageLine] = []
    var facts: [PageFact] = []
    var dates: [PageFact] = []
    var notes: [PageFact] = []
    var steps: [PageLine] = []
    var cases: [Case] = []
    var rest: [PageFact] = []
    let isTable = !block.rows.isEmpty
    for clause in block.clauses {
      if let label = stepLabel(clause) {
        steps.append(step(clause, label, of: block))
        continue
      }
      if case .caseLine(let line)? = clause.parts.first {
        let isOtherwise = declaration(of: clause, block)?.key == "otherwise"
        if isTable {
          rest.append(PageFact("Where no row fits", result(line)))
        } else {
          cases.append(
            Case(
              result: result(line), condition: line.when.map { self.line($0) } ?? PageLine(), window: line.window,
              isOtherwise: isOtherwise))
        }
        continue
      }
      let (label, line) = labelled(clause, of: block)
      switch clause.key {
      case "because", "source", "print":
        let text = names.line(clause.text()?.text ?? "")
        if cases.isEmpty {
          notes.append(PageFact(Self.noteLabels[clause.key] ?? label, text))
        } else {
          cases[cases.count - 1].notes[clause.key] = text
        }
      case "when": facts.append(PageFact("Where", line))
      case "from", "to", "review by", "dated by": dates.append(PageFact(label, line))
      case "accept":
        let why = clause.text(1).map { PageLine(text: ": \($0.text)") } ?? PageLine()
        rest.append(PageFact("Known and meant", PageLine(text: clause.word(0)?.text ?? "") + why))
      // It stands in the heading of the block.
      case "final": break
      // The keys are the headings of the table.
      case "by" where isTable: break
      default:
        if line.pieces.isEmpty {
          let summary = declaration(of: clause, block)?.summary ?? ""
          remarks.append(PageLine([.text(label), .faint(summary)]))
        } else {
          facts.append(PageFact(label.isEmpty ? "Says" : label, line))
        }
      }
    }
    var blocks: [PageBlock] = []
    if !remarks.isEmpty { blocks.append(.list(remarks, isNumbered: false)) }
    if cases.count > 1 {
      blocks.append(.table(table(cases)))
    } else if let only = cases.first {
      facts = self.facts(only) + facts
      notes += Self.noteWords.compactMap { word in only.notes[word].map { PageFact(Self.noteLabels[word] ?? "", $0) } }
    }
    if !facts.isEmpty { blocks.append(.facts(facts)) }
    if !steps.isEmpty { blocks.append(.list(steps, isNumbered: true)) }
    if isTable { blocks.append(.table(table(block))) }
    let last = rest + dates + notes
    if case .facts(let above)? = blocks.last {
      blocks[blocks.count - 1] = .facts(above + last)
    } else if !last.isEmpty {
      blocks.append(.facts(last))
    }
    return blocks
  }

  // MARK: Steps and cases

  /// `Volume discount: less volume-discount of what is left`; the label is not said twice.
  private func step(_ clause: ClauseSyntax, _ label: String, of block: BlockSyntax) -> PageLine {
    var bare = clause
    for index in bare.parts.indices { if case .text = bare.parts[index] { bare.parts[index] = .absent } }
    return PageLine([.strong(label), .text(": ")]) + names.line(printer.text(bare, of: block))
  }

  private func result(_ line: CaseLineSyntax) -> PageLine {
    if let refusal = line.refusal { return PageLine(text: "refused: ") + names.line("“\(refusal.text)”") }
    return line.result.map { self.line($0) } ?? PageLine()
  }

  private func facts(_ only: Case) -> [PageFact] {
    var facts = [PageFact("Result", only.result)]
    if !only.condition.pieces.isEmpty { facts.append(PageFact("Where", only.condition)) }
    return facts + windowFacts(only.window)
  }

  func windowFacts(_ window: WindowSyntax) -> [PageFact] {
    zip(["From", "To", "Review by"], cells(window)).filter { !$1.pieces.isEmpty }.map { PageFact($0, $1) }
  }

  private func cells(_ window: WindowSyntax) -> [PageLine] {
    [window.from, window.to, window.reviewBy].map { PageLine(text: $0?.description ?? "") }
  }

  private func table(_ cases: [Case]) -> PageTable {
    let headings: [PageLine] =
      ["Where", "Result", "From", "To", "Review by"] + Self.noteWords.map { PageLine(text: Self.noteLabels[$0] ?? $0) }
    let rows = cases.map { rule in
      let condition = rule.isOtherwise ? PageLine([.faint("otherwise")]) : rule.condition
      return [condition.pieces.isEmpty ? PageLine([.faint("always")]) : condition, rule.result] + cells(rule.window)
        + Self.noteWords.map { rule.notes[$0] ?? PageLine() }
    }
    return PageTable(headings: headings, rows: rows).withoutEmptyColumns
  }

  // MARK: Tables

  /// The rows of a block under the titles of its keys and its own.
  private func table(_ block: BlockSyntax) -> PageTable {
    let keys = block.clause("by")?.words() ?? []
    let titles = keys.map { key in heading(key.text) } + [PageLine(text: Self.words(block.title?.text) ?? "Result")]
    let width = max(titles.count, block.rows.map { $0.plainCells.count }.max() ?? 0)
    let padding = Array(repeating: PageLine(), count: width - titles.count)
    let headings: [PageLine] =
      titles + padding + ["From", "To", "Review by"] + Self.noteWords.map { PageLine(text: Self.noteLabels[$0] ?? $0) }
    let rows = block.rows.map { row in
      let plain = row.plainCells.map { names.line(printer.text($0)) }
      return plain + Array(repeating: PageLine(), count: width - plain.count) + cells(row.window)
        + Self.noteWords.map { names.line(row.note($0)?.text ?? "") }
    }
    return PageTable(headings: headings, rows: rows).withoutEmptyColumns
  }

  /// The title of what a column is about, as a link to it.
  private func heading(_ name: String) -> PageLine {
    let title = Self.words(graph.vertex(named: name).map { graph.vertices[$0].title })
    return PageLine([.link(title ?? name, to: PageNames.anchor(name, .expressions))])
  }
}
