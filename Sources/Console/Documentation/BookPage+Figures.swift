import PolicyEngine
import PolicyLanguage
import PolicyModel
import Quantities

/// Inputs, values with their exceptions, and lists.
extension BookPage {
  var inputs: PageSection {
    var part = PageSection(anchor: "part.inputs", title: "What an order says")
    // The heading declares the currency, and a book of one currency asks for none.
    for block in blocks("book") {
      guard let clause = block.clause("currency") else { continue }
      var section = PageSection(
        anchor: PageNames.anchor("currency", .expressions), title: "Currency", name: "currency", tags: ["input"],
        place: book.place(clause.range))
      section.body = [.facts([PageFact("One of", labelled(clause, of: block).line)] + readers(of: "currency"))]
      part.sections.append(section)
    }
    for block in blocks("input") {
      var section = section(block)
      var facts: [PageFact] = []
      for clause in block.clauses {
        let (label, line) = labelled(clause, of: block)
        switch clause.key {
        case "for each line": section.tags.append("for each line of the order")
        case "default": facts.append(PageFact("If not said", line))
        case "only when": facts.append(PageFact("Asked only when", line))
        default:
          // `country` and `yes or no` say all by themselves.
          facts.append(line.pieces.isEmpty ? PageFact("May be", PageLine(text: clause.key)) : PageFact(label, line))
        }
      }
      section.body = [.facts(facts + readers(of: block.name?.text ?? ""))]
      part.sections.append(section)
    }
    return part
  }

  /// What a quote shows, what that is made of, and what only rules outside of the figures read.
  var figures: [PageSection] {
    var shown = PageSection(anchor: "part.shown", title: "What a quote shows")
    var below = PageSection(anchor: "part.figures", title: "What these figures are made of")
    var others = PageSection(anchor: "part.others", title: "Other figures")
    let blocks = Dictionary(
      book.blocks.compactMap { block in block.name.map { ($0.text, block) } }.filter { _, block in
        PageNames.space(of: block.word.text, vocabulary) == .expressions
      }, uniquingKeysWith: { first, _ in first })
    let reached = Set(graph.shown.flatMap { graph.below($0) })
    for index in graph.readingOrder where !graph.vertices[index].isInput {
      let vertex = graph.vertices[index]
      guard let block = blocks[vertex.name] else { continue }
      let section = figure(block)
      if vertex.isShown {
        shown.sections.append(section)
      } else if reached.contains(index) {
        below.sections.append(section)
      } else {
        others.sections.append(section)
      }
    }
    return [shown, below, others]
  }

  private func figure(_ block: BlockSyntax) -> PageSection {
    var section = section(block)
    section.body = body(block)
    var seen = Set<String>()
    let exceptions = branches(to: block.name?.text ?? "", seen: &seen, depth: 0)
    if !exceptions.isEmpty { section.body.append(.tree(title: "Exceptions", exceptions)) }
    let readers = readers(of: block.name?.text ?? "")
    if case .facts(let above)? = section.body.last {
      section.body[section.body.count - 1] = .facts(above + readers)
    } else if !readers.isEmpty {
      section.body.append(.facts(readers))
    }
    return section
  }

  /// The exceptions to a name, each with the exceptions to it. One that is to several stands in full once.
  private func branches(to name: String, seen: inout Set<String>, depth: Int) -> [PageBranch] {
    // Loading refuses rings; no page is worth a deep stack.
    guard depth < 200 else { return [] }
    var branches: [PageBranch] = []
    for block in exceptions[name] ?? [] {
      let own = block.name?.text ?? ""
      guard seen.insert(own).inserted else {
        branches.append(PageBranch(title: names.link(own) + PageLine([.faint("as above")])))
        continue
      }
      var title = PageLine(Self.words(block.title?.text).map { [.strong($0), .text(" "), .name(own)] } ?? [.name(own)])
      if block.clause("final") != nil { title.pieces += [.text(" "), .tag("final")] }
      var branch = PageBranch(
        anchor: PageNames.anchor(own, .expressions), title: title, place: book.place(block.range), body: body(block))
      let others = block.targets.filter { $0.text != name }
      if !others.isEmpty {
        branch.body.append(
          .facts([PageFact("Also to", .joined(others.map { names.link($0.text) }, separator: ", "))]))
      }
      branch.branches = self.branches(to: own, seen: &seen, depth: depth + 1)
      branches.append(branch)
    }
    return branches
  }

  var lists: PageSection {
    var part = PageSection(anchor: "part.lists", title: "Lists")
    for block in blocks("list") {
      var section = section(block)
      var facts: [PageFact] = []
      var always: [PageLine] = []
      for clause in block.clauses {
        let (label, line) = labelled(clause, of: block)
        if label.isEmpty { always.append(line) } else { facts.append(PageFact(label, line)) }
      }
      if !always.isEmpty { section.body.append(.paragraph(.joined(always, separator: ", "))) }
      if !block.rows.isEmpty {
        let rows = block.rows.map { row in
          [PageLine.joined(row.plainCells.map { names.line(printer.text($0)) }, separator: ", ")]
            + [row.window.from, row.window.to].map { PageLine(text: $0?.description ?? "") }
        }
        section.body.append(.table(PageTable(headings: ["In it", "From", "To"], rows: rows).withoutEmptyColumns))
      }
      if !facts.isEmpty { section.body.append(.facts(facts)) }
      part.sections.append(section)
    }
    return part
  }
}
