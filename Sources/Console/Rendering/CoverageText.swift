import Diagnostics
package import PolicyEngine

/// What the tests reach, file by file; under each file what they do not, with an order that would.
package struct CoverageText {
  package let text: String

  package init(_ coverage: Coverage) {
    var lines: [String] = []
    for file in coverage.files {
      lines.append("\(file.name)  \(file.reached) of \(file.total)")
      for gap in file.gaps { lines += Self.lines(gap) }
    }
    lines.append("the tests reach \(coverage.reached) of \(coverage.total) cases, rows and outcomes")
    text = lines.map(Display.harmless).joined(separator: "\n")
  }

  private static func lines(_ gap: Coverage.Gap) -> [String] {
    var lines = ["  \(gap.place)  \(gap.words)"]
    switch gap.answer {
    case .never: lines.append("    no order reaches it")
    case .open(let why): lines.append("    not settled: \(why)")
    case .order(let proposal):
      lines.append("    " + (proposal.line.map { "quote \($0)" } ?? "an order of \(proposal.lineCount) lines"))
      if let test = proposal.test { lines += test.split(separator: "\n").map { "    \($0)" } }
    }
    return lines
  }
}
