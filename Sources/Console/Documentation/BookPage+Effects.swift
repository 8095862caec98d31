import PolicyLanguage
import PolicyModel

/// What is collected beside the figures, texts, checks and examples.
extension BookPage {
  /// A part for each collection: refusals and warnings first, then what plugins collect.
  var effects: [PageSection] {
    var parts: [PageSection] = []
    for declaration in vocabulary.blocks {
      guard case .effect(let collection) = declaration.defines else { continue }
      let anchor = Markup.anchor("part.collection.\(collection)")
      let sections = blocks(declaration.word).map { block in
        var section = section(block)
        section.body = body(block)
        return section
      }
      if let index = parts.firstIndex(where: { $0.anchor == anchor }) {
        parts[index].sections += sections
      } else {
        var part = PageSection(anchor: anchor, title: Self.capitalized(collection))
        part.body = [.paragraph(PageLine([.faint(declaration.summary)]))]
        part.sections = sections
        parts.append(part)
      }
    }
    return parts
  }

  /// A part for each block word of texts.
  var texts: [PageSection] {
    vocabulary.blocks.compactMap { declaration in
      guard declaration.defines == .text else { return nil }
      var part = PageSection(
        anchor: Markup.anchor("part.texts.\(declaration.word)"), title: "Texts: \(declaration.word)")
      part.body = [.paragraph(PageLine([.faint(declaration.summary)]))]
      part.sections = blocks(declaration.word).map { block in
        var section = section(block)
        section.body = body(block)
        return section
      }
      return part
    }
  }

  var checks: PageSection {
    var part = PageSection(anchor: "part.checks", title: "What holds for all orders")
    for (index, block) in blocks("check").enumerated() {
      var section = section(block, anchor: "check.\(index + 1)")
      section.body = [
        .facts(
          block.clauses.map { clause in
            let (label, line) = labelled(clause, of: block)
            return PageFact(label.isEmpty ? "Always" : label == "When" ? "Where" : label, line)
          })
      ]
      part.sections.append(section)
    }
    return part
  }

  /// The tests of the book by file.
  var examples: PageSection {
    var part = PageSection(anchor: "part.examples", title: "Examples")
    part.body = [
      .paragraph(PageLine([.faint("Orders and what comes out for them. They are the tests of the rules.")]))
    ]
    for (index, block) in blocks("test").enumerated() {
      let place = book.place(block.range)
      let file = place.lastIndex(of: ":").map { String(place[..<$0]) } ?? ""
      if part.sections.last?.title != file {
        part.sections.append(PageSection(anchor: "examples.\(part.sections.count + 1)", title: file))
      }
      var section = section(block, anchor: "test.\(index + 1)")
      section.tags = []
      section.body = example(block)
      part.sections[part.sections.count - 1].sections.append(section)
    }
    return part
  }

  private func example(_ block: BlockSyntax) -> [PageBlock] {
    var given: [PageLine] = []
    var lines: [PageLine] = []
    var expected: [PageLine] = []
    var others: [PageFact] = []
    for clause in block.clauses {
      let (label, line) = labelled(clause, of: block)
      switch clause.key {
      case "given": given.append(line)
      case "line": lines.append(line)
      case "expect": expected.append(line)
      default: others.append(PageFact(label, line))
      }
    }
    var facts: [PageFact] = []
    if !given.isEmpty { facts.append(PageFact("Given", .joined(given, separator: ", "))) }
    for (index, line) in lines.enumerated() { facts.append(PageFact("Line \(index + 1)", line)) }
    if !expected.isEmpty { facts.append(PageFact("Expected", .joined(expected, separator: ", "))) }
    facts += others
    var blocks: [PageBlock] = facts.isEmpty ? [] : [.facts(facts)]
    if let heading = block.rows.first, block.rows.count > 1 {
      let cells = block.rows.map { row in row.cells.map { names.line(printer.text($0)) } }
      let padded = cells.dropFirst().map { row in
        Array(row.prefix(heading.cells.count))
          + Array(repeating: PageLine(), count: max(0, heading.cells.count - row.count))
      }
      blocks.append(.table(PageTable(headings: cells[0], rows: Array(padded))))
    }
    return blocks
  }
}
