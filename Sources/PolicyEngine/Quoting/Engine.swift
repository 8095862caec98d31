package import Diagnostics
package import PolicyLanguage
package import PolicyModel
package import PolicyProgram

/// A program ready for orders: quotes, single figures, reasons. A value; all its functions are pure, and the same
/// order gives the same bytes.
package struct Engine: Sendable {
  package let program: Program
  package let sources: [SourceText]
  let plan: Plan
  let binder: OrderBinder
  let pool: EvaluatorPool
  let layout: QuoteLayout

  package init(_ book: RuleBook) { self.init(program: book.program, sources: book.sources) }

  /// - Parameters:
  ///   - program: A checked program.
  ///   - sources: The texts its ranges lie in.
  package init(program: Program, sources: [SourceText]) {
    self.program = program
    self.sources = sources
    plan = Plan(program)
    binder = OrderBinder(plan)
    pool = EvaluatorPool(plan)
    layout = QuoteLayout(plan, sources: sources)
  }

  /// The collections that the book's effects are listed under in a quote, in alphabetical order; without refusals and
  /// warnings, which every quote has.
  package var collections: [String] { Self.collections(program) }

  static func collections(_ program: Program) -> [String] {
    Set(program.effects.map(\.collection)).subtracting(["refusals", "warnings"]).sorted()
  }

  // MARK: Orders

  /// Names and raw text in the program's terms.
  package func bind(_ order: Order) -> Result<BoundOrder, OrderMistakes> { binder.bind(order) }

  /// What is wrong with an order, one for each answer; what is missing is not.
  package func problems(in order: Order) -> [OrderProblem] {
    if case .failure(let mistakes) = bind(order) { return mistakes.problems }
    return []
  }

  /// The quote for an order, with all its reasons.
  package func quote(_ order: Order) -> QuoteResult {
    switch binder.bind(order) {
    case .success(let bound): quote(bound)
    case .failure(let mistakes): .invalid(mistakes.problems)
    }
  }

  /// The quote for an order that is bound already.
  package func quote(_ order: BoundOrder) -> QuoteResult {
    pool.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      var builder = QuoteBuilder(evaluator, layout, sources: sources, order: order)
      return builder.build()
    }
  }

  // MARK: Figures without reasons

  /// The shown figures of an order, without reasons: for each value that the book shows, its amounts.
  ///
  /// - Parameters:
  ///   - order: A bound order.
  ///   - amounts: Is filled with one amount for each shown value: of a value per line, the sum over the lines where it
  ///     is a number, otherwise that of the first line.
  package func amounts(_ order: BoundOrder, into amounts: inout [Amount]) {
    self.amounts(program.shows, order, into: &amounts)
  }

  /// The same for any values of the program.
  package func amounts(_ values: [Int], _ order: BoundOrder, into amounts: inout [Amount]) {
    amounts.removeAll(keepingCapacity: true)
    pool.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      for value in values { amounts.append(Amount(evaluator.total(ofValue: value))) }
    }
  }

  /// The positions of the cases that decide a value for the order or each of its lines, and whether refusals turn the
  /// order down; nil where it is not known of all of them.
  package func decision(_ value: Int, _ order: BoundOrder) -> (decided: [Int?], isTurnedDown: Bool?) {
    pool.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      let decided = (0..<(program.values[value].isPerLine ? order.lineCount : 1)).map {
        evaluator.decidedCase(ofValue: value, line: $0)
      }
      let refusals = program.effects.filter { $0.collection == "refusals" }.map { evaluator.firesOnAnyLine($0) }
      return (decided, refusals.allSatisfy(\.isKnown) ? refusals.contains(where: \.isYes) : nil)
    }
  }

  /// A figure as the evaluator has it.
  package struct Amount: Sendable, Equatable, BitwiseCopyable {
    /// Over 10 to the power of the value's scale, and over the denominator.
    package var numerator: Int128
    package var denominator: Int128
    package var state: State

    package enum State: Sendable, Equatable, BitwiseCopyable { case known, missing, refused }

    /// Whether it is known, and a whole number of 64 bits.
    var isWhole: Bool { state == .known && denominator == 1 && Int64(exactly: numerator) != nil }

    /// A whole number that is known.
    package init(whole: Int64) {
      numerator = Int128(whole)
      denominator = 1
      state = .known
    }

    init(_ outcome: Outcome) {
      numerator = outcome.numerator
      denominator = outcome.denominator
      state = outcome.state == .known ? .known : outcome.state == .missing ? .missing : .refused
    }
  }
}

extension Evaluator {
  /// A value's result for the order: of a value per line, the sum where it is a number.
  func total(ofValue value: Int) -> Outcome {
    guard values[value].isPerLine, lineCount > 1, plan.program.values[value].type.number != nil else {
      return evaluate(value: Int32(value), line: 0)
    }
    var total = Ratio(0)
    var open: Outcome?
    for line in 0..<lineCount {
      let outcome = evaluate(value: Int32(value), line: line)
      if outcome.state == .refused { return outcome }
      guard outcome.isKnown else {
        open = outcome
        continue
      }
      guard let sum = total.plus(outcome.ratio) else {
        let node = plan.program.values[value].cases.first?.result ?? 0
        return refuse(.tooLarge, max(0, node), line, .known(total), outcome)
      }
      total = sum
    }
    return open ?? .known(total)
  }
}
