/// What became of one vector.
enum Verdict: Sendable, Equatable {
  case agreed
  case disagreed(String)
  case notExpressible(String)
}

/// The verdicts of one kind, and how they are printed.
struct Tally: Sendable {
  let name: String
  var agreed = 0
  var disagreements: [String] = []
  /// How many vectors cannot be expressed, by reason.
  var notExpressible: [String: Int] = [:]

  init(_ name: String) { self.name = name }

  mutating func add(_ verdict: Verdict, of vector: String) {
    switch verdict {
    case .agreed: agreed += 1
    case .disagreed(let why): disagreements.append("\(vector): \(why)")
    case .notExpressible(let reason): notExpressible[reason, default: 0] += 1
    }
  }

  /// One line with the three numbers; the reasons below it.
  var report: String {
    let missing = notExpressible.values.reduce(0, +)
    let padding = String(repeating: " ", count: max(1, 27 - name.count))
    var lines = ["\(name)\(padding)agreed \(agreed), disagreed \(disagreements.count), not expressible \(missing)"]
    lines += notExpressible.sorted { $0.key < $1.key }.map { "    not expressible, \($0.value): \($0.key)" }
    return lines.joined(separator: "\n")
  }
}
