import Synchronization

/// Evaluators that are not in use, so that quotes one after another share their memory.
final class EvaluatorPool: Sendable {
  private let plan: Plan
  private let idle = Mutex<[Idle]>([])

  /// An evaluator on its way between two users, of which it has one at a time.
  private struct Idle: @unchecked Sendable {
    var evaluator: Evaluator
  }

  init(_ plan: Plan) { self.plan = plan }

  /// Lends an evaluator with room for so many lines.
  func withEvaluator<Result>(lines: Int, _ body: (Evaluator) -> Result) -> Result {
    let evaluator = take(lines) ?? Evaluator(plan, lineCapacity: lines)
    let result = body(evaluator)
    give(Idle(evaluator: evaluator))
    return result
  }

  private func take(_ lines: Int) -> Evaluator? {
    let found = idle.withLock { idle -> Idle? in
      guard let index = idle.lastIndex(where: { $0.evaluator.lineCapacity >= lines }) else { return nil }
      return idle.remove(at: index)
    }
    return found?.evaluator
  }

  private func give(_ evaluator: Idle) {
    idle.withLock { idle in
      // A few are kept; one made for an unusually long order is not.
      if idle.count < 8, evaluator.evaluator.lineCapacity <= 64 { idle.append(evaluator) }
    }
  }
}
