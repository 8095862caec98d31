import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Figures that become too large for the engine where inputs are at the ends of their ranges.
struct OverflowFindings {
  let analysis: BookAnalysis
  private(set) var findings: [Finding] = []

  init(_ analysis: BookAnalysis) { self.analysis = analysis }

  mutating func run() {
    let setting = analysis.single
    let search = setting.search
    search.box.reset()
    let intervals = search.evaluators[0]
    intervals.begin()
    let write = FindingWriter(analysis)
    var isFound = Set<Int32>()
    for (index, value) in analysis.program.values.enumerated() {
      let bounds = intervals.value(Int32(index), 0)
      guard !bounds.isNothing, bounds.upper >= Bounds.limit || bounds.lower <= -Bounds.limit else { continue }
      // The ends of the box to which the figure moves, both ways.
      for upwards in [true, false] {
        var point = search.home
        for variable in point.indices where !search.box.isSet[variable] {
          let bit: UInt64 = 1 << UInt64(variable & 63)
          let full = setting.space.variables[variable].full
          if bounds.rise & bit != 0 { point[variable] = upwards ? full.upper : full.lower }
          if bounds.rise & bit == 0, bounds.fall & bit != 0 { point[variable] = upwards ? full.lower : full.upper }
        }
        setting.begin(point)
        let outcome = setting.evaluator.evaluate(value: Int32(index), line: 0)
        guard outcome.state == .refused, setting.evaluator.refusals.indices.contains(Int(outcome.refusal)) else {
          continue
        }
        let record = setting.evaluator.refusals[Int(outcome.refusal)]
        guard record.kind == .tooLarge || record.kind == .rowsTooLarge, isFound.insert(record.site).inserted else {
          continue
        }
        let range = record.kind == .tooLarge ? analysis.program.ranges[Int(record.site)] : value.range
        let witness = Witness(order: setting.space.views[0].order(at: point, in: setting.space))
        findings.append(
          Finding(
            diagnostic: write.finding(
              .overflow, "\(value.isStep ? "a step of a \(value.block)" : value.name) can become too large to compute",
              at: range == .none ? value.range : range,
              cure: "lower the ranges of the inputs it reads", witness: witness,
              holds: { $0.evaluate(value: Int32(index), line: 0).state == .refused }), kind: nil, owner: value.name))
        break
      }
    }
  }
}
