/// A page as Markdown: CommonMark with the tables of GitHub, anchors as empty elements.
///
/// Facts, remarks and branches have a sign each, so that one list behind another does not become one with it.
package struct MarkdownRenderer {
  package init() {}

  package func text(_ page: Page) -> String {
    var blocks = ["# " + Markup.markdown(page.title)]
    if !page.facts.isEmpty { blocks.append(facts(page.facts)) }
    blocks.append("## Contents")
    blocks.append(contents(page.sections))
    for section in page.sections { blocks += self.blocks(section, level: 2) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func contents(_ sections: [PageSection]) -> String {
    var lines: [String] = []
    for section in sections {
      lines.append("- " + link(section.title, section.anchor))
      for inner in section.sections { lines.append("  - " + link(inner.title, inner.anchor)) }
    }
    return lines.joined(separator: "\n")
  }

  private func link(_ text: String, _ anchor: String) -> String { "[\(Markup.markdown(text))](#\(anchor))" }

  private func blocks(_ section: PageSection, level: Int) -> [String] {
    var blocks = [
      "<a id=\"\(section.anchor)\"></a>",
      String(repeating: "#", count: min(level, 6)) + " " + Markup.markdown(section.title),
    ]
    var about: [String] = section.name.map { [code($0)] } ?? []
    about += section.tags.map { Markup.markdown($0) }
    if !section.place.isEmpty { about.append(Markup.markdown(section.place)) }
    if !about.isEmpty { blocks.append(about.joined(separator: " · ")) }
    blocks += section.body.map { block($0) }
    for inner in section.sections { blocks += self.blocks(inner, level: level + 1) }
    return blocks
  }

  private func block(_ block: PageBlock) -> String {
    switch block {
    case .paragraph(let line): self.line(line, isAtStart: true)
    case .facts(let facts): self.facts(facts)
    case .list(let lines, let isNumbered):
      lines.enumerated().map { (isNumbered ? "\($0 + 1). " : "* ") + line($1, isAtStart: true) }
        .joined(separator: "\n")
    case .table(let table): self.table(table)
    case .tree(let title, let branches):
      "**\(Markup.markdown(title))**\n\n" + branches.map { branch($0, indent: "") }.joined(separator: "\n")
    }
  }

  private func facts(_ facts: [PageFact]) -> String { facts.map { "- " + fact($0) }.joined(separator: "\n") }

  private func fact(_ fact: PageFact) -> String { emphasised(fact.label + ":", "**") + " " + line(fact.line) }

  private func table(_ table: PageTable) -> String {
    func row(_ cells: [PageLine]) -> String { "| " + cells.map { line($0) }.joined(separator: " | ") + " |" }
    let rule = "|" + String(repeating: " --- |", count: table.headings.count)
    return ([row(table.headings), rule] + table.rows.map(row)).joined(separator: "\n")
  }

  /// A branch as an item of a list, everything in it one level deeper.
  private func branch(_ branch: PageBranch, indent: String) -> String {
    let anchor = branch.anchor.map { "<a id=\"\($0)\"></a>" } ?? ""
    let place = branch.place.isEmpty ? "" : " · " + Markup.markdown(branch.place)
    var lines = ["\(indent)+ \(anchor)\(line(branch.title))\(place)"]
    let deeper = indent + "  "
    for block in branch.body {
      let written = self.block(block).split(separator: "\n", omittingEmptySubsequences: false)
      // A table or a list of another kind needs a blank line before it to be one.
      if case .table = block { lines.append("") }
      if case .list = block { lines.append("") }
      lines += written.map { $0.isEmpty ? "" : deeper + $0 }
    }
    return (lines + branch.branches.map { self.branch($0, indent: deeper) }).joined(separator: "\n")
  }

  private func line(_ line: PageLine, isAtStart: Bool = false) -> String {
    line.pieces.enumerated().map { index, piece in
      switch piece {
      case .text(let text): Markup.markdown(text, isAtStart: isAtStart && index == 0)
      case .strong(let text): emphasised(text, "**")
      case .name(let text): code(text)
      case .tag(let text): emphasised(text, "*")
      case .faint(let text): (index > 0 ? " " : "") + emphasised(text, "*")
      case .link(let text, let anchor): link(text, anchor)
      }
    }.joined()
  }

  /// A text between stars. Stars beside a space would stand there as stars.
  private func emphasised(_ text: String, _ stars: String) -> String {
    let words = Markup.trimmed(text)
    return words.isEmpty ? "" : stars + Markup.markdown(words) + stars
  }

  /// A name between backticks. Names have none; what is no name is written as text.
  private func code(_ name: String) -> String {
    let isName = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
    return isName && !name.isEmpty ? "`\(name)`" : Markup.markdown(name)
  }
}
