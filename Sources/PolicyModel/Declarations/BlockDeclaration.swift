/// A block word: its clauses and rows as data, so that parser, formatter, completion and messages know them, and how a
/// block of it becomes values, exceptions and effects.
public struct BlockDeclaration: Sendable {
  /// The word at the margin.
  public var word: String
  /// The manual's sentence.
  public var summary: String
  /// What a block of it is.
  public var defines: Definition
  public var clauses: [ClauseDeclaration]
  /// What a line that begins with no clause word is, if such lines are allowed.
  public var bareLine: ClausePart?
  /// The columns of rows, if the block has rows.
  public var rows: RowSchema?
  /// Names of several words that only this block's clauses can read, such as `what is left`.
  public var localNames: [String]
  /// What loading proves of its blocks besides what it proves of all.
  public var promises: [Promise] = []
  /// Makes core declarations of a block. Pure; comes before types.
  public var lower: @Sendable (BlockSyntax) -> Lowered
  /// Makes the steps of an exception to a value of this block; nil when such an exception has `is` only.
  public var lowerException: (@Sendable (BlockSyntax) -> Lowered)?

  public init(
    word: String, summary: String, defines: Definition, clauses: [ClauseDeclaration], bareLine: ClausePart? = nil,
    rows: RowSchema? = nil, localNames: [String] = [], lower: @escaping @Sendable (BlockSyntax) -> Lowered,
    lowerException: (@Sendable (BlockSyntax) -> Lowered)? = nil
  ) {
    self.word = word
    self.summary = summary
    self.defines = defines
    self.clauses = clauses
    self.bareLine = bareLine
    self.rows = rows
    self.localNames = localNames
    self.lower = lower
    self.lowerException = lowerException
  }

  /// Whether it decides something, so that findings about its orders can be signed off in it.
  package var isRule: Bool {
    switch defines {
    case .value: word != "input" && word != "list"
    case .effect: true
    case .text, .other: false
    }
  }

  /// Something of every order that a block word promises.
  public enum Promise: Sendable, Equatable {
    /// The result does not fall where a whole number that the order gives rises.
    case risesWithQuantities
  }

  /// What a block brings into being, and with it which space its name is in.
  public enum Definition: Sendable, Equatable {
    /// Something expressions read: an input, a value, a table, an exception, a list.
    case value
    /// Something that fires. Its findings are listed in the quote under `collection`.
    case effect(collection: String)
    /// A text of its own name space.
    case text
    /// A unit, a test, a check, the book's heading: see `named`.
    case other
  }
}

/// One kind of indented line.
public struct ClauseDeclaration: Sendable {
  /// How lowering finds it.
  public var key: String
  /// Its literal words first, then slots and further words.
  public var pattern: [ClausePart]
  public var occurs: Occurrence
  /// Whether an exception to a value of this block may hold it.
  public var inExceptions: Bool
  /// The manual's sentence.
  public var summary: String
  /// A line that shows it; parsed by a test.
  public var example: String

  public init(
    _ key: String, _ pattern: [ClausePart], _ occurs: Occurrence = .optional, inExceptions: Bool = false,
    summary: String, example: String
  ) {
    self.key = key
    self.pattern = pattern
    self.occurs = occurs
    self.inExceptions = inExceptions
    self.summary = summary
    self.example = example
  }

  /// How often the line may stand in a block.
  public enum Occurrence: Sendable {
    case once, optional, many, atLeastOnce
  }

  /// The literal words it begins with.
  public var leadingWords: [String] {
    var words: [String] = []
    for case .word(let word) in pattern.prefix(while: { if case .word = $0 { true } else { false } }) {
      words.append(word)
    }
    return words
  }
}

/// A piece of a clause's pattern.
public indirect enum ClausePart: Sendable {
  /// A literal word.
  case word(String)
  case expression
  case condition
  /// The name of something that expressions read.
  case name
  /// Names joined by commas.
  case names
  /// A word that must belong to the list named.
  case wordOf(list: String)
  /// The name of a text of a block word, such as a template.
  case textName(block: String)
  /// One word of these.
  case choice([String])
  case text
  case date
  case rounding
  /// `per licence per month`.
  case unit
  /// Constants joined by commas.
  case constants
  /// `1 to 10`, `1 or more`, `from D to D`, with `in steps of S`.
  case range
  /// A result with its dates and its condition.
  case caseLine
  /// `NAME VALUE, …` of a test.
  case assignments
  /// What a test expects.
  case expectations
  /// A slot that may be left out.
  case optional(ClausePart)
}

/// The columns of a block's rows.
public enum RowSchema: Sendable {
  /// Keys as named by the clause `by`, then one result, then dates and notes.
  case keyed
  /// One entry, then dates.
  case entries
  /// A heading row, then rows of constants.
  case testTable
}
