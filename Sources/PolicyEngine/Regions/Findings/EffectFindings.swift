import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Refusals, warnings and what plugins collect: those that never come about, and refusals of everything.
struct EffectFindings {
  let analysis: BookAnalysis
  private(set) var findings: [Finding] = []

  init(_ analysis: BookAnalysis) { self.analysis = analysis }

  mutating func run() {
    let write = FindingWriter(analysis)
    defer { if !findings.contains(where: { $0.diagnostic.code == .refusesAll }) { together() } }
    for effect in analysis.program.effects {
      let readsLines =
        effect.isPerLine || analysis.readsLines(node: effect.condition) || analysis.readsLines(node: effect.dateNode)
      let fires = analysis.ask(readsLines: readsLines, smallest: false) { setting in
        guard let rows = setting.conditions.fires(effect, true, line: 0) else { return nil }
        return RegionQuestion(required: [rows], includesRefused: true) { $0.fires(effect, line: 0).isYes }
      }
      switch fires {
      case .never:
        findings.append(
          Finding(
            diagnostic: Diagnostic(
              .error, .effectNever, "\(effect.kind) \(effect.name) can never come about: no order meets its condition",
              at: effect.range, cure: "mend the condition or the dates, or take the block out"), kind: .never,
            owner: effect.name))
        continue
      case .unchecked(let unchecked):
        findings.append(
          Finding(
            diagnostic: write.unchecked(
              "whether \(effect.kind) \(effect.name) can come about", unchecked, at: effect.range),
            kind: nil, owner: effect.name))
      case .order: break
      }
      guard effect.collection == "refusals", fires.witness != nil else { continue }
      let passes = analysis.ask(readsLines: readsLines, smallest: false) { setting in
        guard let rows = setting.conditions.fires(effect, false, line: 0) else { return nil }
        return RegionQuestion(required: [rows], includesRefused: true) { $0.fires(effect, line: 0).isNo }
      }
      if case .unchecked(let unchecked) = passes {
        findings.append(
          Finding(
            diagnostic: write.unchecked(
              "whether refuse \(effect.name) lets any order pass", unchecked, at: effect.range),
            kind: nil, owner: effect.name))
      }
      if passes.isNever {
        findings.append(
          Finding(
            diagnostic: Diagnostic(
              .error, .refusesAll, "refuse \(effect.name) turns down every order", at: effect.range,
              cure: "narrow its condition"), kind: nil, owner: effect.name))
      }
    }
  }

  /// Refusals of which each lets some orders pass, and all together none.
  private mutating func together() {
    let refusals = analysis.program.effects.filter { $0.collection == "refusals" }
    guard refusals.count > 1, let first = refusals.first else { return }
    let readsLines = refusals.contains {
      $0.isPerLine || analysis.readsLines(node: $0.condition) || analysis.readsLines(node: $0.dateNode)
    }
    let passes = analysis.ask(readsLines: readsLines, smallest: false) { setting in
      let rows = refusals.flatMap { effect in
        (0..<(effect.isPerLine ? setting.space.lineCount : 1)).flatMap {
          setting.conditions.fires(effect, true, line: $0) ?? []
        }
      }
      return RegionQuestion(required: [], blockers: rows, includesRefused: true) { $0.isAccepted }
    }
    guard passes.isNever else { return }
    findings.append(
      Finding(
        diagnostic: Diagnostic(
          .error, .refusesAll, "the refusals of the book turn down every order between them", at: first.range,
          also: refusals.dropFirst().prefix(5).map { .init(range: $0.range, label: "and this one") },
          cure: "narrow one of them"),
        kind: nil, owner: first.name))
  }
}
