import Diagnostics
import PolicyModel

/// What came of one expected figure of one order.
struct FigureVerdict {
  /// `net`, or `line 2 net`.
  var figure: String
  /// The constant as it is written.
  var old: String
  /// The constant that would be right; nil where the old one is, or where there is none.
  var new: String?
  /// Why no other constant would be right.
  var reason: String?

  var expected: String { "\(figure) \(old)" }
}

extension ExpectationJudge {
  /// Compares an expected figure, and says what should be written in its place.
  func verdict(_ name: String, _ constants: [ExpressionSyntax], _ line: Int?) -> FigureVerdict {
    var verdict = FigureVerdict(
      figure: (line.map { "line \($0) " } ?? "") + name,
      old: constants.map { wording.source($0.range) }.joined(separator: " and "))
    switch outcome(name, line) {
    case .failure(let trouble): verdict.reason = trouble.text
    case .success((let outcome, let type)):
      guard outcome.isKnown else {
        let found = failure(of: .figure(Word(name, .none), constants, line: line))
        verdict.reason = found.map(\.got)
        return verdict
      }
      switch ExpectedResult(program, wording.values).matches(constants, outcome, type) {
      case .yes: break
      case .other(let reason): verdict.reason = "\(reason); got \(wording.display(outcome, type))"
      case .no:
        verdict.new = WrittenConstant(program, wording.values).text(outcome, type, like: constants)
        if verdict.new == nil { verdict.reason = "no constant says \(wording.display(outcome, type)) exactly" }
      }
    }
    return verdict
  }
}
