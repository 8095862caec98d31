import PolicyLanguage
import PolicyProgram

/// Questions about all orders of a book at once.
///
/// Each is asked of orders of one line first. Where what it reads brings several lines together, it is then proved for
/// any number of lines, or shown by an order of two.
package final class BookAnalysis {
  let engine: Engine
  let plan: Plan
  let home: HomeOrder
  /// Orders of one line.
  let single: RegionSetting
  private var anyLines: RegionSetting?
  private var spent = 0
  private var twoLines: RegionSetting?
  private let lineReaders: LineReaders
  private let refusalsReadLines: Bool
  /// Questions asked, and those that stayed open.
  package private(set) var questionCount = 0
  package private(set) var uncheckedCount = 0
  /// Orders that a search took for an answer and evaluation did not: a mistake in this program.
  package var disagreements: Int {
    single.search.disagreements + (twoLines?.search.disagreements ?? 0)
  }

  package init(_ engine: Engine) {
    self.engine = engine
    plan = engine.plan
    home = HomeOrder(engine.plan)
    let lineReaders = LineReaders(engine.program)
    self.lineReaders = lineReaders
    single = RegionSetting(engine.plan, home: home, lineReaders: lineReaders)
    refusalsReadLines = engine.program.effects.contains { $0.collection == "refusals" && lineReaders.reads($0) }
  }

  var program: Program { engine.program }

  /// Whether a value's result or decision brings lines together.
  func readsLines(value: Int) -> Bool { lineReaders.values[value] }
  func readsLines(node: Int32) -> Bool { node >= 0 && lineReaders.nodes[Int(node)] }

  // MARK: Asking

  /// A question that needed no search.
  func countAsProved() { questionCount += 1 }

  /// - Parameters:
  ///   - readsLines: Whether what is asked reads several lines at once.
  ///   - smallest: Whether the order shall be as near to the typical one as can be.
  ///   - question: The question in a setting; nil where no order can meet it.
  func ask(
    readsLines: Bool, smallest: Bool = true, _ question: (RegionSetting) -> RegionQuestion?
  ) -> Verdict {
    questionCount += 1
    let first = answer(in: single, smallest, question)
    if case .order = first { return first }
    if !readsLines {
      // Where lines together can be refused, orders of more lines may pass: what holds without those refusals holds for all.
      let isSettled =
        !refusalsReadLines || !first.isNever || answer(in: single, false, withoutLines: true, question).isNever
      if isSettled {
        if !first.isNever { uncheckedCount += 1 }
        return first
      }
    }
    if case .never = first {
      let any = anyLines ?? RegionSetting(plan, home: home, lineReaders: lineReaders, hasOtherLines: true)
      anyLines = any
      if case .never = answer(in: any, false, question) { return .never }
    }
    let two = twoLines ?? RegionSetting(plan, home: home, lineReaders: lineReaders, lineCount: 2)
    twoLines = two
    let second = answer(in: two, smallest, question)
    if case .order = second { return second }
    uncheckedCount += 1
    if case .unchecked = first { return first }
    if case .unchecked = second { return second }
    return .unchecked(Unchecked(steps: 0, isAboutLines: true))
  }

  private func answer(
    in setting: RegionSetting, _ smallest: Bool, withoutLines: Bool = false,
    _ question: (RegionSetting) -> RegionQuestion?
  ) -> Verdict {
    guard let question = question(setting) else { return .never }
    let refused = question.includesRefused ? [] : withoutLines ? setting.refusedByLine : setting.refused
    let blockers = question.blockers + refused
    let isAbstract = setting.space.hasOtherLines
    func verify(_ point: [Int64]) -> Bool {
      if isAbstract { return true }
      setting.begin(point)
      return question.verify(setting.evaluator)
    }
    var found = setting.search.find(
      question.required, outside: blockers, within: question.region, smallest: smallest && !isAbstract, verify: verify)
    if found.order == nil, setting.search.hasDisagreed, let strict = question.strictly() {
      // What is not known to hold need not be known not to hold: something it reads is refused.
      found = setting.search.find(
        question.required + strict, outside: refused, within: question.region,
        smallest: smallest, verify: verify)
    }
    spend(setting)
    switch found {
    case .none: return isClipped(setting, question) ? .unchecked(Unchecked(steps: setting.search.steps)) : .never
    case .unchecked(let steps): return .unchecked(Unchecked(steps: steps))
    case .order(let point):
      if isAbstract { return .unchecked(Unchecked(steps: setting.search.steps, isAboutLines: true)) }
      return .order(Witness(order: setting.space.views[0].order(at: point, in: setting.space)))
    }
  }

  /// A book has a budget, too: once it is spent, each further question gets a small one. Steps over figures cost about
  /// twenty times those over inputs.
  private func spend(_ setting: RegionSetting) {
    spent += setting.search.steps + 20 * setting.search.leafSteps
    if spent > Self.budget { setting.search.limits = Search.Limits(steps: 2_000, leaf: 20, leaves: 40) }
  }

  /// Steps of all questions about a book: some seconds.
  private static let budget = 3_000_000

  /// Whether an input has answers that the space does not have.
  private func isClipped(_ setting: RegionSetting, _ question: RegionQuestion) -> Bool {
    guard setting.space.variables.contains(where: \.isClipped) else { return false }
    return (question.required.flatMap(\.self) + question.blockers).contains { row in
      row.literals.contains { $0.kind == .figure || setting.space.variables[Int($0.subject)].isClipped }
    }
  }
}
