import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Makes a ``Program`` of blocks: names, types, units, scales, dependencies. One file for each concern.
struct BookBuilder: Sendable {
  var sources: [SourceText]
  let vocabulary: Vocabulary
  var program = Program()
  var diagnostics: [Diagnostic] = []
  var errorCount = 0
  var warningCount = 0

  /// What expressions can name.
  var names: [String: Name] = [:]
  /// Names whose blocks could not be read; using them is no second mistake.
  var damaged: Set<String> = []
  /// Codes of words and of text constants.
  var wordCodes: [String: Int] = [:]
  var stringCodes: [String: Int] = [:]
  /// Words of `one of`, `any of` and lists, with the place of their first mention.
  var listWords: [String: SourceRange] = [:]
  /// Unit words with the unit's name.
  var unitNames: [String: String] = [:]
  /// Where names were given.
  var namePlaces: [String: SourceRange] = [:]
  var lists: [BlockSyntax] = []
  var inputBlocks: [BlockSyntax] = []
  var valueDeclarations: [ValueDeclaration] = []
  var exceptions: [CaseDeclaration] = []
  var effects: [EffectDeclaration] = []
  var texts: [TextDeclaration] = []
  /// Whether a node has one result for each line.
  var isPerLine: [Bool] = []
  /// The least and greatest day of nodes that are dates.
  var dayBounds: [Int: (lower: Int128, upper: Int128)] = [:]
  /// Inputs and values that something reads.
  var usedInputs: Set<Int> = []
  var usedValues: Set<Int> = []
  var usedLists: Set<Int> = []
  /// Facts under which effects use a message, by the message's index.
  var messageFacts: [Int: [Facts]] = [:]
  /// The conditions of blocks with steps, by their place.
  var stepConditions: [SourceRange: Typed] = [:]
  var context = Context()
  /// The last node of the last `to end in …`.
  var lastEnding = -1
  /// The name behind the book's `dated by`.
  var bookDatedBy: Word?
  /// Where the cases of a rule are: value and case by the rule's name.
  var rulePlaces: [String: (value: Int, case: Int)] = [:]

  init(sources: [SourceText], vocabulary: Vocabulary) {
    self.sources = sources
    self.vocabulary = vocabulary
    program.functions = vocabulary.functions
    for unit in vocabulary.units { add(unit) }
  }

  /// What a name in an expression stands for.
  enum Name: Sendable {
    case input(Int)
    /// A value, by its declaration until its definition exists.
    case value(declaration: Int, definition: Int?)
    case exception(Int)
    case list(Int)

    var isList: Bool { if case .list = self { true } else { false } }
  }

  /// What holds where an expression stands.
  struct Context: Sendable {
    var facts = Facts()
    /// What is being read, for messages: "price net".
    var owner = ""
    /// `X applies` can be asked here.
    var asksRules = false
    /// What can read inputs only stands here, for the message: "a default".
    var readsInputsOnly: String?
    /// Guards of inputs are not proved here.
    var ignoresGuards = false
    /// What a bare number is where it stands in a row keyed by currency.
    var bareMoney: Dimension?
    /// Facts of every effect that uses the text being read.
    var alternatives: [Facts]?
  }

  // MARK: Messages

  /// More messages of one severity than this help nobody; what comes behind them is not looked at any more.
  static let messageLimit = 200

  /// Whether so much is wrong that no more is said.
  var isGivingUp: Bool { errorCount >= Self.messageLimit }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, label: String? = nil,
    also: [Diagnostic.Place] = [], cure: String? = nil, correctedLine: String? = nil
  ) {
    if isGivingUp { return }
    errorCount += 1
    diagnostics.append(
      Diagnostic(code, message, at: range, label: label, also: also, cure: cure, correctedLine: correctedLine))
  }

  mutating func warn(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, also: [Diagnostic.Place] = [], cure: String? = nil
  ) {
    if warningCount >= Self.messageLimit { return }
    warningCount += 1
    diagnostics.append(Diagnostic(.warning, code, message, at: range, also: also, cure: cure))
  }

  /// Takes over what an earlier stage or a plugin found.
  mutating func add(_ findings: [Diagnostic]) {
    for finding in findings {
      if finding.severity == .error {
        if isGivingUp { continue }
        errorCount += 1
      } else {
        if warningCount >= Self.messageLimit { continue }
        warningCount += 1
      }
      diagnostics.append(finding)
    }
  }

  /// Names and lists of any length are quoted in messages; nobody reads more than the beginning.
  mutating func clipMessages() {
    func clipped(_ text: String, _ limit: Int) -> String {
      text.utf8.count <= limit ? text : "\(text.prefix(limit / 4))…"
    }
    for index in diagnostics.indices {
      diagnostics[index].message = clipped(diagnostics[index].message, 2_000)
      diagnostics[index].cure = diagnostics[index].cure.map { clipped($0, 2_000) }
      diagnostics[index].correctedLine = diagnostics[index].correctedLine.map { clipped($0, 8_000) }
      diagnostics[index].places = diagnostics[index].places.prefix(12).map {
        .init($0.range, label: $0.label.map { clipped($0, 500) })
      }
    }
  }

  // MARK: Nodes

  /// Adds a node after those it reads.
  mutating func emit(_ node: Node, _ type: ValueType, _ range: SourceRange) -> Typed {
    program.nodes.append(node)
    program.types.append(type)
    program.ranges.append(range)
    isPerLine.append(program.readsLine(node) { isPerLine[Int($0)] })
    return Typed(node: program.nodes.count - 1, type: type)
  }

  mutating func constant(_ value: Int128, _ type: ValueType, _ range: SourceRange) -> Typed {
    emit(Node(.constant, constant: value), type, range)
  }

  /// Stands in for something that was reported.
  mutating func unknown(_ range: SourceRange) -> Typed { constant(0, .unknown, range) }

  mutating func wordCode(_ word: String) -> Int {
    if let code = wordCodes[word] { return code }
    program.words.append(word)
    wordCodes[word] = program.words.count - 1
    return program.words.count - 1
  }

  mutating func stringCode(_ text: String) -> Int {
    if let code = stringCodes[text] { return code }
    program.strings.append(text)
    stringCodes[text] = program.strings.count - 1
    return program.strings.count - 1
  }

  mutating func add(_ unit: UnitDeclaration) {
    program.units.append(unit)
    for word in [unit.name, unit.singular, unit.plural] { unitNames[word] = unit.name }
  }
}

/// A node with its type.
struct Typed: Sendable {
  var node: Int
  var type: ValueType
}
