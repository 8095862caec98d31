import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// What every quote of a program needs again: values and effects in the order of a quote, places in words.
///
/// What the book does not order is ordered by name, so that a quote does not depend on the order of blocks and files.
struct QuoteLayout: Sendable {
  /// Values with names, by depth, then name.
  let values: [NamedValue]
  /// Where each shown value is in `values`.
  let shown: [Int]
  /// Effects by collection, then name.
  let effects: [NamedEffect]
  /// Inputs with a default, by name.
  let defaults: [Int]
  /// Inputs that are asked for in some orders only.
  let guarded: Set<Int>
  /// Checks by title.
  let checks: [Int]

  /// A value that an author named.
  struct NamedValue: Sendable {
    var index: Int
    var name: String
    var title: String?
    var type: ValueType
    var isPerLine: Bool
    var isShown: Bool
    /// It is an amount or a count: the sum over lines means something.
    var isSummable: Bool
    /// The table that is its base, or -1.
    var table: Int
    var baseCount: Int
    var hasSteps: Bool
    var cases: [Rule]
  }

  /// A case of a value.
  struct Rule: Sendable {
    var name: String
    var title: String?
    var place: String
    var because: String?
    var source: String?
    var print: TextTemplate?
    var steps: [Step]
  }

  /// A line of a price.
  struct Step: Sendable {
    var value: Int
    var type: ValueType
    var label: String
    var rounding: RoundingMode
    var place: String
  }

  /// An effect.
  struct NamedEffect: Sendable {
    var index: Int
    var definition: EffectDefinition
    var place: String
  }

  init(_ plan: Plan, sources: [SourceText]) {
    let program = plan.program
    func place(_ range: SourceRange) -> String { program.place(range, in: sources) }
    func step(_ step: StepDefinition) -> Step {
      Step(
        value: step.value, type: program.values[step.value].type, label: step.label, rounding: step.rounding,
        place: place(step.range))
    }
    let depths = plan.valueDepths
    let shown = Set(program.shows)
    let order = program.values.indices.filter { !program.values[$0].isStep }
      .sorted { (depths[$0], program.values[$0].name) < (depths[$1], program.values[$1].name) }
    values = order.map { index in
      let value = program.values[index]
      return NamedValue(
        index: index, name: value.name, title: value.title, type: value.type, isPerLine: value.isPerLine,
        isShown: shown.contains(index), isSummable: value.type.isSummable,
        table: value.cases.first.flatMap { program.table(of: $0) } ?? -1, baseCount: value.baseCount,
        hasSteps: value.cases.contains { !$0.steps.isEmpty },
        cases: value.cases.map { rule in
          Rule(
            name: rule.name, title: rule.title, place: place(rule.range), because: rule.because, source: rule.source,
            print: rule.print, steps: rule.steps.map(step))
        })
    }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    self.shown = program.shows.compactMap { places[$0] }
    effects = program.effects.enumerated()
      .sorted { ($0.element.collection, $0.element.name) < ($1.element.collection, $1.element.name) }
      .map { NamedEffect(index: $0.offset, definition: $0.element, place: place($0.element.range)) }
    defaults = program.inputs.indices.filter { index in
      program.inputs[index].defaultNode >= 0 && (index != program.currencyInput || program.currencies.count > 1)
    }.sorted { program.inputs[$0].name < program.inputs[$1].name }
    guarded = Set(program.inputs.indices.filter { program.inputs[$0].guardNode >= 0 })
    checks = program.checks.indices.sorted { program.checks[$0].title < program.checks[$1].title }
  }
}

extension ValueType {
  /// Whether the sum over lines means something: amounts and counts, not percentages or figures per something.
  var isSummable: Bool {
    guard let number, !number.isPercent else { return false }
    return number.dimension.money >= 0 && !number.dimension.units.contains { $0.power < 0 }
  }
}

extension Program {
  /// The table that a case's result reads, if that is all it does.
  func table(of rule: CaseDefinition) -> Int? {
    var node = rule.result
    while node >= 0 {
      let record = nodes[Int(node)]
      switch record.operation {
      case .table: return Int(record.first)
      case .rescale: node = record.first
      default: return nil
      }
    }
    return nil
  }
}
