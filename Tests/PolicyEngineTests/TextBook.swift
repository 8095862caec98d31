import Diagnostics
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing

/// A book written in a test, and orders in one line.
struct TextBook {
  var engine: Engine
  var book: RuleBook

  struct Unreadable: Error, CustomStringConvertible { var description: String }

  /// - Parameter text: Blocks; a heading with EUR and JPY is put before them unless they have one.
  init(_ text: String, shows: String = "total") throws {
    let heading = "book sample \"Sample\"\n  language 1\n  currency EUR, JPY\n  shows \(shows)\n\n"
    let source = SourceText(name: "sample.rules", text: text.contains("book ") ? text : heading + text)
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let outcome = BookLoader.load([source], vocabulary: vocabulary)
    guard let book = outcome.book else {
      throw Unreadable(description: DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics))
    }
    self.book = book
    engine = Engine(book)
  }

  /// `country SE; licences 3 | licences 4`: the order's inputs, then the lines.
  static func order(_ text: String) -> Order {
    func inputs(_ text: Substring) -> [String: String] {
      var inputs: [String: String] = [:]
      for part in text.split(separator: ",") {
        let words = part.split(separator: " ", maxSplits: 1)
        if words.count == 2 { inputs[String(words[0])] = String(words[1]) }
      }
      return inputs
    }
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    let lines = parts.count > 1 ? parts[1].split(separator: "|").map(inputs) : []
    return Order(inputs: parts.first.map(inputs) ?? [:], lines: lines)
  }

  func quote(_ order: String) throws -> Quote {
    switch engine.quote(Self.order(order)) {
    case .quote(let quote): return quote
    case .missing(let missing, _): throw Unreadable(description: "missing \(missing.map(\.input))")
    case .invalid(let problems): throw Unreadable(description: "\(problems.map(\.message))")
    }
  }

  func missing(_ order: String) -> [MissingInput] {
    if case .missing(let missing, _) = engine.quote(Self.order(order)) { return missing }
    return []
  }

  func problems(_ order: String) -> [OrderProblem] {
    if case .invalid(let problems) = engine.quote(Self.order(order)) { return problems }
    return []
  }

  /// The figure of a value for people, or why there is none.
  func figure(_ name: String, _ order: String = "") -> String {
    switch engine.figure(name, Self.order(order)) {
    case .figures(let figures, _): return figures.map(\.display).joined(separator: " | ")
    case .refused(let refusals): return "refused: " + refusals.map(\.text).joined(separator: "; ")
    case .missing(let missing): return "missing: " + missing.map(\.input).joined(separator: ", ")
    case .invalid(let problems): return "invalid: " + problems.map(\.message).joined(separator: "; ")
    case .unknown(let suggestion): return "unknown, perhaps \(suggestion ?? "nothing")"
    }
  }
}
