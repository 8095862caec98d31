import Diagnostics
import PolicyEngine
package import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// Makes the page of a book: everything in it, in the author's words, each name a link to its section.
///
/// What a block word adds is shown by its declaration: nothing here knows a plugin.
package struct BookPage {
  let book: RuleBook
  let vocabulary: Vocabulary
  let graph: BookGraph
  let names: PageNames
  let printer: SyntaxPrinter
  /// The steps that blocks show, by their lines.
  private let steps: [StepPlace: String]

  /// The exceptions to each name, in the order written.
  let exceptions: [String: [BlockSyntax]]

  /// A line of a book. Blocks typed over a book have sources of their own, so the place is enough.
  private struct StepPlace: Hashable {
    var source: Int
    var lower: Int
  }

  package init(_ book: RuleBook, vocabulary: Vocabulary) {
    self.book = book
    self.vocabulary = vocabulary
    graph = BookGraph(book.program)
    let names = PageNames(book.blocks, vocabulary)
    self.names = names
    printer = SyntaxPrinter(vocabulary: vocabulary) { names.marked($0, $1) }
    var steps: [StepPlace: String] = [:]
    for value in book.program.values {
      for step in value.cases.flatMap(\.steps) {
        steps[StepPlace(source: step.range.source, lower: step.range.lower)] = step.label
      }
    }
    self.steps = steps
    var exceptions: [String: [BlockSyntax]] = [:]
    for block in book.blocks where block.word.text == "exception" {
      for target in block.targets { exceptions[target.text, default: []].append(block) }
    }
    self.exceptions = exceptions
  }

  package var page: Page {
    let program = book.program
    return Page(
      title: Self.words(program.title) ?? program.name, facts: headingFacts,
      sections: ([inputs] + figures + [lists] + effects + texts + [checks, examples]).filter { !$0.sections.isEmpty })
  }

  /// The label of a step, if a line is one.
  func stepLabel(_ clause: ClauseSyntax) -> String? {
    steps[StepPlace(source: clause.range.source, lower: clause.range.lower)]
  }

  /// What the heading of the book says, and the hash of its files.
  private var headingFacts: [PageFact] {
    var facts: [PageFact] = []
    for block in blocks("book") {
      facts.append(PageFact("Book", PageLine([.name(block.name?.text ?? "")])))
      facts += block.clauses.map { clause in
        let (label, line) = labelled(clause, of: block)
        return PageFact(label, line)
      }
    }
    let units = blocks("unit").map { block in
      [block.title?.text, block.clause("plural")?.text()?.text].compactMap { $0 }.joined(separator: ", ")
    }
    if !units.isEmpty { facts.append(PageFact("Counted", PageLine(text: units.joined(separator: "; ")))) }
    facts.append(PageFact("Hash", PageLine([.name(book.program.hash)])))
    return facts
  }

  // MARK: Blocks and clauses

  func blocks(_ word: String) -> [BlockSyntax] { book.blocks.filter { $0.word.text == word } }

  /// The clause words as a label, and what stands behind them.
  func labelled(_ clause: ClauseSyntax, of block: BlockSyntax) -> (label: String, line: PageLine) {
    let printed = printer.text(clause, of: block)
    guard let declaration = declaration(of: clause, block) else { return ("", names.line(printed)) }
    let words = declaration.leadingWords.joined(separator: " ")
    let rest = printed.hasPrefix(words + " ") ? printed.dropFirst(words.count + 1) : printed[...]
    return (Self.capitalized(words), printed == words ? PageLine() : names.line(rest))
  }

  func declaration(of clause: ClauseSyntax, _ block: BlockSyntax) -> ClauseDeclaration? {
    guard let declaration = vocabulary.block(block.word.text) else { return nil }
    return vocabulary.clauses(of: declaration).first { $0.key == clause.key }
  }

  func line(_ expression: ExpressionSyntax) -> PageLine { names.line(printer.text(expression)) }

  static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A title that has words: one of spaces would leave a heading and its link with nothing to see.
  static func words(_ title: String?) -> String? {
    let words = Markup.trimmed(title ?? "")
    return words.isEmpty ? nil : words
  }

  /// A section for a block, without a body yet.
  func section(_ block: BlockSyntax, anchor: String? = nil) -> PageSection {
    let name = block.name?.text
    let space = PageNames.space(of: block.word.text, vocabulary)
    let title = Self.words(block.title?.text)
    return PageSection(
      anchor: anchor ?? PageNames.anchor(name ?? "", space ?? .blocks(block.word.text)),
      title: title ?? name ?? block.word.text, name: title == nil ? nil : name,
      tags: [block.word.text],
      place: book.place(block.range))
  }

  // MARK: Who reads what

  /// The fact that names the readers of a value or an input; none where nothing reads it.
  func readers(of name: String) -> [PageFact] {
    guard let vertex = graph.vertex(named: name).map({ graph.vertices[$0] }) else { return [] }
    let observers = vertex.observers.map { index in
      let observer = graph.observers[index]
      switch observer.kind {
      case .block: return PageLine(text: observer.word + " ") + names.link(observer.name, .blocks(observer.word))
      case .value: return names.link(observer.name) + " (its text)"
      case .check:
        return PageLine([checkAnchor(observer).map { .link(observer.name, to: $0) } ?? .text(observer.name)])
      }
    }
    let lines = vertex.readers.map { names.link(graph.vertices[$0].name) } + observers
    return lines.isEmpty ? [] : [PageFact("Read by", .joined(lines, separator: ", "))]
  }

  /// The anchor of a check. Two may have one title, so its place tells them apart.
  private func checkAnchor(_ observer: BookGraph.Observer) -> String? {
    let place = book.place(observer.range)
    return blocks("check").firstIndex { book.place($0.range) == place }.map { "check.\($0 + 1)" }
  }
}
