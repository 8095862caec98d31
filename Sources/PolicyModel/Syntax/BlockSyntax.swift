public import Diagnostics
public import Quantities

/// One block of a rule file: its heading at the margin, its clauses and its rows.
public struct BlockSyntax: Sendable, Equatable {
  /// The block word.
  public var word: Word
  /// The block's name, if its kind has one.
  public var name: Word?
  /// What an exception is to.
  public var targets: [Word]
  public var title: TextSyntax?
  public var clauses: [ClauseSyntax]
  public var rows: [RowSyntax]
  /// The heading line.
  public var range: SourceRange
  public var comments: CommentSyntax
  /// Indented comment lines after the last clause, as in ``CommentSyntax/above``.
  public var closingComments: [String]

  public init(
    word: Word, name: Word?, targets: [Word] = [], title: TextSyntax?, clauses: [ClauseSyntax] = [],
    rows: [RowSyntax] = [], range: SourceRange, comments: CommentSyntax = .init(), closingComments: [String] = []
  ) {
    self.word = word
    self.name = name
    self.targets = targets
    self.title = title
    self.clauses = clauses
    self.rows = rows
    self.range = range
    self.comments = comments
    self.closingComments = closingComments
  }

  /// The same text, wherever it stands.
  public static func == (left: Self, right: Self) -> Bool {
    left.word == right.word && left.name == right.name && left.targets == right.targets && left.title == right.title
      && left.clauses == right.clauses && left.rows == right.rows && left.comments == right.comments
      && left.closingComments == right.closingComments
  }

  /// The name's place, or the heading's when there is no name.
  public var nameRange: SourceRange { name?.range ?? range }

  /// The first clause of a kind.
  public func clause(_ key: String) -> ClauseSyntax? { clauses.first { $0.key == key } }

  /// All clauses of a kind, in the order written.
  public func clauses(_ key: String) -> [ClauseSyntax] { clauses.filter { $0.key == key } }
}

/// Comments that belong to a line: those above it and the one behind it.
public struct CommentSyntax: Sendable, Equatable {
  /// Comment lines above, each with its `#`; an empty string is a blank line between or behind them.
  public var above: [String]
  /// The comment at the end of the line, with its `#`.
  public var behind: String?

  public init(above: [String] = [], behind: String? = nil) {
    self.above = above
    self.behind = behind
  }
}

/// A text in quotes.
public struct TextSyntax: Sendable, Equatable {
  public var text: String
  /// The place with its quotes.
  public var range: SourceRange

  public init(_ text: String, _ range: SourceRange) {
    self.text = text
    self.range = range
  }

  public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
}

/// One indented line: the clause it is and what fills its slots.
public struct ClauseSyntax: Sendable, Equatable {
  /// The key of the declaration it follows.
  public var key: String
  /// What fills the slots of the declaration's pattern, in its order; `.absent` for an optional slot left out.
  public var parts: [PartSyntax]
  public var range: SourceRange
  /// The clause and the row order in the block: position among all lines, so that the printer keeps them mixed as written.
  public var position: Int
  public var comments: CommentSyntax

  public init(
    key: String, parts: [PartSyntax], range: SourceRange, position: Int = 0, comments: CommentSyntax = .init()
  ) {
    self.key = key
    self.parts = parts
    self.range = range
    self.position = position
    self.comments = comments
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.key == right.key && left.parts == right.parts && left.comments == right.comments
  }

  /// The expression or condition in a slot.
  public func expression(_ index: Int = 0) -> ExpressionSyntax? {
    guard index < parts.count, case .expression(let expression) = parts[index] else { return nil }
    return expression
  }

  /// The text in a slot.
  public func text(_ index: Int = 0) -> TextSyntax? {
    guard index < parts.count, case .text(let text) = parts[index] else { return nil }
    return text
  }

  /// The names in a slot.
  public func words(_ index: Int = 0) -> [Word] {
    guard index < parts.count else { return [] }
    switch parts[index] {
    case .word(let word): return [word]
    case .words(let words): return words
    default: return []
    }
  }

  /// The single name or chosen word in a slot.
  public func word(_ index: Int = 0) -> Word? { words(index).first }

  /// The date in a slot.
  public func date(_ index: Int = 0) -> CalendarDate? {
    guard let kind = expression(index)?.kind, case .date(let date) = kind else { return nil }
    return date
  }
}

/// What fills one slot of a clause.
public enum PartSyntax: Sendable, Equatable {
  case absent
  case expression(ExpressionSyntax)
  case word(Word)
  case words([Word])
  case text(TextSyntax)
  case rounding(RoundingSyntax)
  case unit(UnitSyntax)
  case constants([ExpressionSyntax])
  case range(RangeSyntax)
  case caseLine(CaseLineSyntax)
  case assignments([AssignmentSyntax])
  case expectations([ExpectationSyntax])
}

/// `1 to 100000 licences in steps of 0.5`; an open end is nil.
public struct RangeSyntax: Sendable, Equatable {
  public var lower: ExpressionSyntax?
  public var upper: ExpressionSyntax?
  public var step: ExpressionSyntax?
  public var unit: Word?

  public init(lower: ExpressionSyntax?, upper: ExpressionSyntax?, step: ExpressionSyntax?, unit: Word?) {
    self.lower = lower
    self.upper = upper
    self.step = step
    self.unit = unit
  }
}

/// What follows `is` or `otherwise`: a result, its dates and its condition.
public struct CaseLineSyntax: Sendable, Equatable {
  public var result: ExpressionSyntax?
  /// `refuse "…"` in place of a result.
  public var refusal: TextSyntax?
  public var window: WindowSyntax
  public var when: ExpressionSyntax?

  public init(
    result: ExpressionSyntax?, refusal: TextSyntax? = nil, window: WindowSyntax = .init(), when: ExpressionSyntax? = nil
  ) {
    self.result = result
    self.refusal = refusal
    self.window = window
    self.when = when
  }
}

/// The dates of a line: both ends included.
public struct WindowSyntax: Sendable, Equatable {
  public var from: CalendarDate?
  public var to: CalendarDate?
  public var reviewBy: CalendarDate?

  public init(from: CalendarDate? = nil, to: CalendarDate? = nil, reviewBy: CalendarDate? = nil) {
    self.from = from
    self.to = to
    self.reviewBy = reviewBy
  }

  /// Whether a date of applicability is given.
  public var isDated: Bool { from != nil || to != nil }
}

/// `licences 3` in a test.
public struct AssignmentSyntax: Sendable, Equatable {
  public var name: Word
  /// One constant, or several joined by `and` for a set of words.
  public var values: [ExpressionSyntax]

  public init(name: Word, values: [ExpressionSyntax]) {
    self.name = name
    self.values = values
  }
}

/// One thing a test expects.
public struct ExpectationSyntax: Sendable, Equatable {
  public var kind: Kind
  public var range: SourceRange

  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind }

  /// The forms of an expectation.
  public enum Kind: Sendable, Equatable {
    /// A figure of the order, or of one line (counted from 1).
    case figure(Word, [ExpressionSyntax], line: Int?)
    /// The figure has no amount.
    case figureRefused(Word, line: Int?)
    case rule(Word, RuleState, negated: Bool)
    /// An effect of a collected kind: the word of its block and its name.
    case effect(kind: Word, name: Word, negated: Bool)
    /// `refused by X`, or `not refused` when the name is nil.
    case refused(by: Word?)
    case warned(by: Word?)
    case asks(Word)
  }
}

/// A row: its cells, as far as they are understood without the block's columns.
public struct RowSyntax: Sendable, Equatable {
  public var cells: [CellSyntax]
  public var range: SourceRange
  public var position: Int
  public var comments: CommentSyntax

  public init(cells: [CellSyntax], range: SourceRange, position: Int = 0, comments: CommentSyntax = .init()) {
    self.cells = cells
    self.range = range
    self.position = position
    self.comments = comments
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.cells == right.cells && left.comments == right.comments
  }

  /// The cells that are not dates or reasons.
  public var plainCells: [CellSyntax] { cells.filter(\.isPlain) }

  /// The row's dates, from its cells.
  public var window: WindowSyntax {
    var window = WindowSyntax()
    for cell in cells {
      switch cell.kind {
      case .from(let date): window.from = date
      case .to(let date): window.to = date
      case .reviewBy(let date): window.reviewBy = date
      default: break
      }
    }
    return window
  }

  /// A `because`, `source` or `print` cell.
  public func note(_ word: String) -> TextSyntax? {
    for cell in cells { if case .note(word, let text) = cell.kind { return text } }
    return nil
  }
}

/// One cell of a row.
public struct CellSyntax: Sendable, Equatable {
  public var kind: Kind
  public var range: SourceRange

  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind }

  /// The forms of a cell.
  public enum Kind: Sendable, Equatable {
    /// `any` in a key column.
    case any
    /// One or several alternatives of a key.
    case predicates([PredicateSyntax])
    /// A result.
    case expression(ExpressionSyntax)
    /// Words joined by `and`, in tests.
    case values([ExpressionSyntax])
    /// A heading of a test's table.
    case heading(ExpectationSyntax)
    case from(CalendarDate)
    case to(CalendarDate)
    case reviewBy(CalendarDate)
    case note(String, TextSyntax)
    case refusal(TextSyntax)
    case empty
  }

  /// The word that a date or a note begins with.
  public var attributeWord: String? {
    switch kind {
    case .from: "from"
    case .to: "to"
    case .reviewBy: "review by"
    case .note(let word, _): word
    default: nil
    }
  }

  /// Whether it is a key, a result or a value: not a date or a note.
  public var isPlain: Bool {
    switch kind {
    case .from, .to, .reviewBy, .note: false
    default: true
    }
  }
}
