public import Diagnostics
public import Quantities

/// What one block becomes: core declarations, and findings of the lowering's own.
public struct Lowered: Sendable {
  public var values: [ValueDeclaration]
  public var exceptions: [CaseDeclaration]
  public var effects: [EffectDeclaration]
  public var texts: [TextDeclaration]
  public var findings: [Diagnostic]

  public init(
    values: [ValueDeclaration] = [], exceptions: [CaseDeclaration] = [], effects: [EffectDeclaration] = [],
    texts: [TextDeclaration] = [], findings: [Diagnostic] = []
  ) {
    self.values = values
    self.exceptions = exceptions
    self.effects = effects
    self.texts = texts
    self.findings = findings
  }
}

/// A value before its types are known.
public struct ValueDeclaration: Sendable {
  public var name: Word
  public var title: TextSyntax?
  /// The block word it comes from, for messages: "price net".
  public var block: String
  public var body: Body
  /// The words its result may be.
  public var words: [Word]
  public var datedBy: Word?
  /// Dates of the whole block.
  public var window: WindowSyntax
  /// `for each line` was stated.
  public var statedPerLine: SourceRange?
  /// What its result must be.
  public var requires: Requirement
  /// A step of another value: it has no name an author can use.
  public var isStep: Bool
  /// The condition of the block whose step it is: it is read only where that holds.
  public var readWhen: ExpressionSyntax?
  /// How a step's line is spoken of.
  public var phrase: String?
  public var range: SourceRange

  public init(
    name: Word, title: TextSyntax?, block: String, body: Body, words: [Word] = [], datedBy: Word? = nil,
    window: WindowSyntax = .init(), statedPerLine: SourceRange? = nil, requires: Requirement = .anything,
    isStep: Bool = false, readWhen: ExpressionSyntax? = nil, phrase: String? = nil, range: SourceRange
  ) {
    self.name = name
    self.title = title
    self.block = block
    self.body = body
    self.words = words
    self.datedBy = datedBy
    self.window = window
    self.statedPerLine = statedPerLine
    self.requires = requires
    self.isStep = isStep
    self.readWhen = readWhen
    self.phrase = phrase
    self.range = range
  }

  /// How the base of a value is given.
  public enum Body: Sendable {
    /// Cases of which exactly one applies.
    case cases([CaseDeclaration])
    case table(TableDeclaration)
  }

  /// What kind of result a block promises.
  public enum Requirement: Sendable {
    case anything
    /// An amount of money, not per anything.
    case amount
  }
}

/// One case: a line `is`, or an exception.
public struct CaseDeclaration: Sendable {
  /// The exception's name; nil for a case of the base.
  public var name: Word?
  public var title: TextSyntax?
  /// What an exception is to.
  public var targets: [Word]
  public var result: Result
  public var when: ExpressionSyntax?
  public var isOtherwise: Bool
  public var window: WindowSyntax
  public var datedBy: Word?
  public var isFinal: Bool
  public var because: TextSyntax?
  public var source: TextSyntax?
  public var print: TextSyntax?
  /// The steps shown when it decides.
  public var steps: [StepDeclaration]
  public var range: SourceRange

  public init(
    name: Word? = nil, title: TextSyntax? = nil, targets: [Word] = [], result: Result, when: ExpressionSyntax? = nil,
    isOtherwise: Bool = false, window: WindowSyntax = .init(), datedBy: Word? = nil, isFinal: Bool = false,
    because: TextSyntax? = nil, source: TextSyntax? = nil, print: TextSyntax? = nil, steps: [StepDeclaration] = [],
    range: SourceRange
  ) {
    self.name = name
    self.title = title
    self.targets = targets
    self.result = result
    self.when = when
    self.isOtherwise = isOtherwise
    self.window = window
    self.datedBy = datedBy
    self.isFinal = isFinal
    self.because = because
    self.source = source
    self.print = print
    self.steps = steps
    self.range = range
  }

  /// What a case gives.
  public enum Result: Sendable {
    case expression(ExpressionSyntax)
    case refuse(TextSyntax)
    /// Nothing could be made of the line; a message was given.
    case missing
  }
}

/// A line of a price as a quote shows it: its label and the value after it.
public struct StepDeclaration: Sendable {
  /// The name of the step's value.
  public var value: String
  public var label: String
  /// How its shown amount is rounded.
  public var rounding: RoundingMode
  public var range: SourceRange

  public init(value: String, label: String, rounding: RoundingMode, range: SourceRange) {
    self.value = value
    self.label = label
    self.rounding = rounding
    self.range = range
  }
}

/// A table before its types are known.
public struct TableDeclaration: Sendable {
  public var keys: [Word]
  public var promise: Promise
  public var reading: Reading
  public var rows: [RowDeclaration]
  /// The unit of bare numbers in its result column.
  public var unit: UnitSyntax?
  /// What holds where no row applies.
  public var otherwise: CaseDeclaration?
  public var datedBy: Word?

  public init(
    keys: [Word], promise: Promise, reading: Reading = .row, rows: [RowDeclaration], unit: UnitSyntax? = nil,
    otherwise: CaseDeclaration? = nil, datedBy: Word? = nil
  ) {
    self.keys = keys
    self.promise = promise
    self.reading = reading
    self.rows = rows
    self.unit = unit
    self.otherwise = otherwise
    self.datedBy = datedBy
  }

  /// What a table promises about its rows.
  public enum Promise: String, Sendable, CaseIterable {
    case oneRow = "one row applies"
    case firstRow = "first row applies"
    case highest = "highest applies"
    case sum = "all rows add up"
  }

  /// How the last key is read.
  public enum Reading: String, Sendable {
    /// The row the key falls in.
    case row = "on the whole quantity"
    /// The average over the slices up to the quantity.
    case slices = "slice by slice"
    /// The sum of the cells of every row reached.
    case reached = "each tier reached"
  }
}

/// One row of a table.
public struct RowDeclaration: Sendable {
  public var keys: [CellSyntax]
  public var result: CaseDeclaration.Result
  public var window: WindowSyntax
  public var because: TextSyntax?
  public var source: TextSyntax?
  public var print: TextSyntax?
  public var range: SourceRange

  public init(
    keys: [CellSyntax], result: CaseDeclaration.Result, window: WindowSyntax, because: TextSyntax? = nil,
    source: TextSyntax? = nil, print: TextSyntax? = nil, range: SourceRange
  ) {
    self.keys = keys
    self.result = result
    self.window = window
    self.because = because
    self.source = source
    self.print = print
    self.range = range
  }
}

/// Something that fires where its condition holds: a refusal, a warning, or what a plugin collects.
public struct EffectDeclaration: Sendable {
  /// The block word.
  public var kind: String
  public var name: Word
  public var title: TextSyntax?
  public var when: ExpressionSyntax?
  public var window: WindowSyntax
  public var datedBy: Word?
  public var fields: [Field]
  public var because: TextSyntax?
  public var source: TextSyntax?
  public var range: SourceRange

  public init(
    kind: String, name: Word, title: TextSyntax?, when: ExpressionSyntax?, window: WindowSyntax = .init(),
    datedBy: Word? = nil, fields: [Field], because: TextSyntax? = nil, source: TextSyntax? = nil, range: SourceRange
  ) {
    self.kind = kind
    self.name = name
    self.title = title
    self.when = when
    self.window = window
    self.datedBy = datedBy
    self.fields = fields
    self.because = because
    self.source = source
    self.range = range
  }

  /// What an effect carries.
  public struct Field: Sendable {
    public var name: String
    public var content: Content

    public init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }

  /// The content of a field.
  public enum Content: Sendable {
    /// A text, its `{…}` filled in.
    case text(TextSyntax)
    /// A word of a declared list.
    case wordOf(list: String, Word)
    /// The name of a text block.
    case textName(block: String, Word)
    case expression(ExpressionSyntax)
  }
}

/// A block of texts, such as a template in several languages.
public struct TextDeclaration: Sendable {
  public var block: String
  public var name: Word
  public var title: TextSyntax?
  public var entries: [Entry]
  public var range: SourceRange

  public init(block: String, name: Word, title: TextSyntax?, entries: [Entry], range: SourceRange) {
    self.block = block
    self.name = name
    self.title = title
    self.entries = entries
    self.range = range
  }

  /// One text of it.
  public struct Entry: Sendable {
    /// `subject` or `text`.
    public var field: String
    public var language: Word
    public var text: TextSyntax

    public init(field: String, language: Word, text: TextSyntax) {
      self.field = field
      self.language = language
      self.text = text
    }
  }
}
