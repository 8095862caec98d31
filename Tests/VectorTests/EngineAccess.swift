import Diagnostics
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing

/// The only place where the vector tests touch the engine.
enum Engine {
  private static let vocabulary = try? Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])

  /// Loads `book` (the text of one whole book) with the core, Pricing and Notification, and makes a quote for one order.
  ///
  /// `inputs` are the inputs of the order by name, each as a person would type it (`100.00`, `23%`, `1 month`,
  /// `2026-01-31`, `yes`); `lines` the inputs of each line of the order. An order whose book has inputs for each line
  /// always states them in `lines`, also when it has only one line, or none.
  static func run(book: String, inputs: [String: String], lines: [[String: String]]) -> Outcome {
    switch load(book) {
    case .failure(let errors): return Outcome(loadErrors: [errors.description])
    case .success(let book):
      switch PolicyEngine.Engine(book).quote(Order(inputs: inputs, lines: lines)) {
      case .invalid(let problems): return Outcome(loadErrors: problems.map(\.message))
      case .missing(let missing, _): return Outcome(missing: missing.map(\.input))
      case .quote(let quote):
        return Outcome(
          figures: texts(quote.readings + quote.figures), lineFigures: quote.lines.map(texts),
          refusals: quote.refusals.flatMap { [$0.name, $0.text].compactMap(\.self) })
      }
    }
  }

  /// Evaluates one expression of the language, in the setting of `book` (its month end above all) where one is given.
  static func evaluate(_ expression: String, book: String?) -> Evaluation {
    guard let vocabulary else { return .refused("the plugins do not fit") }
    let setting = book.map(load) ?? .success(BookLoader.empty(vocabulary: vocabulary))
    guard case .success(let book) = setting else { return .refused("the book does not load") }
    let source = SourceText(name: "expression", text: expression)
    switch book.reading(source) {
    case .failure(let failure):
      return .refused(DiagnosticRenderer(sources: book.sources + [source]).text(failure.diagnostics))
    case .success(let (program, node)):
      switch PolicyEngine.Engine(program: program, sources: book.sources + [source]).figure(node: node, Order()) {
      case .figures(let figures, _): return .text(figures.first?.text ?? "")
      case .refused(let refusals): return .refused(refusals.map(\.text).joined(separator: "; "))
      default: return .refused("it reads what no order says")
      }
    }
  }

  private struct LoadFailure: Error, CustomStringConvertible { var description: String }

  private static func load(_ text: String) -> Result<RuleBook, LoadFailure> {
    guard let vocabulary else { return .failure(LoadFailure(description: "the plugins do not fit")) }
    let outcome = BookLoader.load([SourceText(name: "book.rules", text: text)], vocabulary: vocabulary)
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    return outcome.book.map { .success($0) }
      ?? .failure(LoadFailure(description: DiagnosticRenderer(sources: outcome.sources).text(errors)))
  }

  private static func texts(_ figures: [Quote.Figure]) -> [String: String] {
    Dictionary(figures.compactMap { figure in figure.text.map { (figure.name, $0) } }, uniquingKeysWith: { $1 })
  }
}

/// What the engine made of one order.
struct Outcome: Sendable {
  /// The figures of the order as text: money as decimals (`47.52`), numbers (`3`), dates (ISO 8601), words.
  /// A unit or a currency beside the number is ignored.
  var figures: [String: String] = [:]
  /// The figures of each line, in the order of the lines.
  var lineFigures: [[String: String]] = []
  /// The refusals that hold, by name or by text.
  var refusals: [String] = []
  /// The inputs that are still needed.
  var missing: [String] = []
  /// The errors of loading the book, rendered.
  var loadErrors: [String] = []
}

/// What the engine made of one expression.
enum Evaluation: Sendable {
  case text(String)
  case refused(String)
}
