import PolicyLanguage
import PolicyProgram
import Synchronization

/// A program with all the code made for it so far: one for each set of inputs that orders give.
package final class CompiledProgram: Sendable {
  let plan: Plan
  let request: CodeRequest
  private let codes = Mutex<[Key: CompiledCode]>([:])

  private struct Key: Hashable {
    var presence: [Presence]
    var isSingleLine: Bool
  }

  /// Orders that differ in what they give get code of their own only so often; the code for all then serves.
  private static let mostCodes = 64

  /// - Parameters:
  ///   - figures: The values whose totals are asked for.
  ///   - decisions: The values of which it is asked which case decides.
  package convenience init(_ engine: Engine, figures: [Int], decisions: [Int] = []) {
    self.init(engine.plan, figures: figures, decisions: decisions)
  }

  init(_ plan: Plan, figures: [Int], decisions: [Int] = []) {
    self.plan = plan
    let refusals = plan.program.effects.indices.filter { plan.program.effects[$0].collection == "refusals" }
    request = CodeRequest(figures: figures, effects: Array(refusals), decisions: decisions)
  }

  package var figures: [Int] { request.figures }

  /// The values of which it is asked which case decides.
  package var decisions: [Int] { request.decisions }

  /// The code for orders that give these inputs.
  func code(_ presence: [Presence], isSingleLine: Bool) -> CompiledCode {
    var key = Key(presence: presence, isSingleLine: isSingleLine)
    if let found = codes.withLock({ $0[key] }) { return found }
    if codes.withLock({ $0.count >= Self.mostCodes }) {
      key = Key(presence: presence.map { _ in .varies }, isSingleLine: isSingleLine)
      if let found = codes.withLock({ $0[key] }) { return found }
    }
    let code = CompiledCode(plan, request, presence: key.presence, isSingleLine: isSingleLine)
    codes.withLock { $0[key] = code }
    return code
  }
}
