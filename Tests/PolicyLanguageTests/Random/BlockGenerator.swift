import Diagnostics
import PolicyLanguage
import PolicyModel
import Quantities

/// Random blocks of every declared word, made from the declarations alone: plugins' blocks come out like the core's.
/// They say nothing that makes sense.
struct BlockGenerator {
  var expressions: ExpressionGenerator
  let vocabulary: Vocabulary

  init(seed: UInt64, vocabulary: Vocabulary) {
    expressions = ExpressionGenerator(random: SeededGenerator(seed: seed), functions: vocabulary.functions)
    self.vocabulary = vocabulary
  }

  private mutating func many<Element>(_ range: ClosedRange<Int>, _ make: (inout Self) -> Element) -> [Element] {
    (0..<expressions.random.number(range)).map { _ in make(&self) }
  }

  mutating func file() -> FileSyntax {
    var file = FileSyntax(blocks: many(0...6) { $0.block() })
    file.closingComments = comments(endsInBlank: false)
    return file
  }

  private mutating func text() -> TextSyntax { TextSyntax(expressions.text(), .none) }

  private mutating func comments(endsInBlank: Bool = true) -> [String] {
    guard expressions.random.chance(oneIn: 3) else { return [] }
    var lines: [String] = []
    for _ in 0..<expressions.random.number(1...4) {
      let line = expressions.random.pick(["# a note", "#", "#   | is \"0%\"", "", "## là"])
      if line.isEmpty, lines.last ?? "" == "" { continue }
      lines.append(line)
    }
    if lines.last == "", !endsInBlank { lines.removeLast() }
    return lines
  }

  private mutating func commentSyntax() -> CommentSyntax {
    CommentSyntax(
      above: comments(), behind: expressions.random.chance(oneIn: 5) ? expressions.random.pick(["#", "# why"]) : nil)
  }

  mutating func block() -> BlockSyntax {
    let declaration = expressions.random.pick(vocabulary.blocks)
    let isUnnamed = ["test", "check"].contains(declaration.word)
    var block = BlockSyntax(
      word: Word(declaration.word, .none), name: isUnnamed ? nil : expressions.word(),
      title: isUnnamed || declaration.word == "unit" || expressions.random.chance(oneIn: 2) ? text() : nil,
      range: .none, comments: commentSyntax())
    if declaration.word == "exception" { block.targets = many(1...3) { $0.expressions.word() } }
    expressions.locals = locals(declaration)
    if declaration.word == "unit" {
      block.clauses = [ClauseSyntax(key: "plural", parts: [.text(text())], range: .none)]
    } else {
      let count = expressions.random.number(0...6)
      for position in 0..<count { add(at: position, to: &block, declaration) }
    }
    expressions.locals = []
    block.closingComments = comments(endsInBlank: false)
    return block
  }

  private func locals(_ declaration: BlockDeclaration) -> [String] {
    declaration.word == "exception"
      ? vocabulary.blocks.filter { $0.lowerException != nil }.flatMap(\.localNames) : declaration.localNames
  }

  private mutating func add(at position: Int, to block: inout BlockSyntax, _ declaration: BlockDeclaration) {
    if let schema = declaration.rows, expressions.random.chance(oneIn: 2) {
      let cells = cells(schema, isFirst: block.rows.isEmpty)
      block.rows.append(RowSyntax(cells: cells, range: .none, position: position, comments: commentSyntax()))
      return
    }
    var clause: ClauseSyntax
    let clauses = vocabulary.clauses(of: declaration).filter { $0.key != "are" }
    if let bare = declaration.bareLine, clauses.isEmpty || expressions.random.chance(oneIn: 2) {
      clause = ClauseSyntax(key: "", parts: [part(bare)], range: .none)
    } else if clauses.isEmpty {
      return
    } else {
      let pattern = expressions.random.pick(clauses)
      let slots = pattern.pattern.dropFirst(pattern.leadingWords.count).filter {
        if case .word = $0 { false } else { true }
      }
      clause = ClauseSyntax(key: pattern.key, parts: slots.map { part($0) }, range: .none)
    }
    clause.position = position
    clause.comments = commentSyntax()
    block.clauses.append(clause)
  }

  private mutating func part(_ piece: ClausePart) -> PartSyntax {
    switch piece {
    case .word: .absent
    case .expression, .condition: .expression(expressions.condition(3))
    case .name, .wordOf, .textName: .word(expressions.word())
    case .names: .words(many(1...3) { $0.expressions.word() })
    case .choice(let words): .word(expressions.word(words))
    case .text: .text(text())
    case .date: .expression(expressions.made(.date(expressions.date())))
    case .rounding: .rounding(expressions.rounding())
    case .unit: .unit(UnitSyntax(counted: expressions.word(["licence"]), per: many(0...2) { $0.expressions.word() }))
    case .constants: .constants(many(1...4) { $0.expressions.constant() })
    case .range: .range(range())
    case .caseLine: .caseLine(caseLine())
    case .assignments:
      .assignments(many(1...3) { AssignmentSyntax(name: $0.expressions.word(), values: $0.values()) })
    case .expectations: .expectations(many(1...3) { $0.expectation() })
    case .optional(let inner): expressions.random.chance(oneIn: 2) ? .absent : part(inner)
    }
  }

  private mutating func values() -> [ExpressionSyntax] { many(1...2) { $0.expressions.constant() } }

  private mutating func range() -> RangeSyntax {
    func made(_ kind: ExpressionSyntax.Kind) -> ExpressionSyntax { ExpressionSyntax(kind, .none) }
    var range = RangeSyntax(lower: nil, upper: nil, step: nil, unit: nil)
    switch expressions.random.number(1...5) {
    case 1: return range
    case 2:
      range.lower = made(.date(expressions.date()))
      if expressions.random.chance(oneIn: 2) { range.upper = made(.date(expressions.date())) }
      return range
    case 3:
      range.lower = made(.percent(expressions.decimal()))
      range.upper = made(.percent(expressions.decimal()))
      if expressions.random.chance(oneIn: 2) { range.step = made(.percent(expressions.decimal())) }
      return range
    default:
      range.lower = made(.number(expressions.decimal()))
      if expressions.random.chance(oneIn: 2) { range.upper = made(.number(expressions.decimal())) }
      if expressions.random.chance(oneIn: 2) { range.step = made(.number(expressions.decimal())) }
      if expressions.random.chance(oneIn: 2) { range.unit = expressions.word(["licences", "kg"]) }
      return range
    }
  }

  private mutating func caseLine() -> CaseLineSyntax {
    func day(_ generator: inout Self) -> CalendarDate? {
      generator.expressions.random.chance(oneIn: 3) ? generator.expressions.date() : nil
    }
    let isRefusal = expressions.random.chance(oneIn: 5)
    return CaseLineSyntax(
      result: isRefusal ? nil : expressions.condition(3), refusal: isRefusal ? text() : nil,
      window: WindowSyntax(from: day(&self), to: day(&self), reviewBy: day(&self)),
      when: expressions.random.chance(oneIn: 2) ? expressions.condition(3) : nil)
  }

  private mutating func expectation() -> ExpectationSyntax {
    let line = expressions.random.chance(oneIn: 3) ? expressions.random.number(1...9) : nil
    let name = expressions.word()
    let kind: ExpectationSyntax.Kind =
      switch expressions.random.number(1...10) {
      case 1: .figureRefused(name, line: line)
      case 2: .rule(name, .overruled(by: expressions.word()), negated: false)
      case 3: .rule(name, .applies, negated: expressions.random.chance(oneIn: 2))
      case 4: .rule(name, .decides, negated: expressions.random.chance(oneIn: 2))
      case 5: .effect(kind: expressions.word(effects), name: name, negated: expressions.random.chance(oneIn: 2))
      case 6: .refused(by: expressions.random.chance(oneIn: 2) ? name : nil)
      case 7: .warned(by: expressions.random.chance(oneIn: 2) ? name : nil)
      case 8: .asks(name)
      default: .figure(name, values(), line: line)
      }
    return ExpectationSyntax(kind, .none)
  }

  private var effects: [String] {
    vocabulary.blocks.filter { if case .effect = $0.defines { true } else { false } }.map(\.word)
  }

  private mutating func cells(_ schema: RowSchema, isFirst: Bool) -> [CellSyntax] {
    var kinds: [CellSyntax.Kind]
    switch schema {
    case .keyed:
      kinds = many(1...3) {
        $0.expressions.random.chance(oneIn: 5) ? .any : .predicates($0.many(1...2) { $0.expressions.predicate(2) })
      }
      kinds.append(expressions.random.chance(oneIn: 6) ? .refusal(text()) : .expression(expressions.condition(2)))
      kinds += attributes(0...3)
    case .entries: kinds = [.expression(expressions.constant())] + attributes(1...2)
    case .testTable:
      kinds = many(2...4) { generator in
        if !isFirst { return .values(generator.expressions.random.chance(oneIn: 6) ? [] : generator.values()) }
        let line = generator.expressions.random.chance(oneIn: 4) ? 2 : nil
        return .heading(ExpectationSyntax(.figure(generator.expressions.word(), [], line: line), .none))
      }
    }
    return kinds.map { CellSyntax($0, .none) }
  }

  private mutating func attributes(_ count: ClosedRange<Int>) -> [CellSyntax.Kind] {
    many(count) { generator in
      let date = generator.expressions.date()
      return switch generator.expressions.random.number(1...4) {
      case 1: .from(date)
      case 2: .to(date)
      case 3: .reviewBy(date)
      default: .note(generator.expressions.random.pick(["because", "source", "print"]), generator.text())
      }
    }
  }
}
