package import Diagnostics
package import PolicyEngine

/// What a change of the rules means for a file of orders, as lines, JSON, and a page for a code review.
package struct ComparisonText {
  package init() {}

  package func text(_ comparison: OrderComparison) -> String {
    var parts = [counts(comparison)]
    if !comparison.currencies.isEmpty {
      parts.append(Columns(headings: Self.sumHeadings(comparison.figure)).text(sums(comparison)))
    }
    if !comparison.causes.isEmpty { parts.append(Columns(headings: ["orders", "caused by"]).text(causes(comparison))) }
    if !comparison.movers.isEmpty {
      parts.append(
        Columns(headings: ["the largest changes", "before", "after", "change", "caused by"]).text(movers(comparison)))
    }
    if !comparison.problems.isEmpty {
      parts.append(
        (["not compared:"] + comparison.problems.map { "  \(Display.harmless($0))" }).joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  private func counts(_ comparison: OrderComparison) -> String {
    "\(comparison.read) orders: \(comparison.same) the same, \(comparison.changed) changed, \(comparison.unread) not compared"
      + (comparison.answeredByOne > 0
        ? "; \(comparison.answeredByOne) of the changed are turned down by one version alone" : "")
  }

  private static func sumHeadings(_ figure: String) -> [String] {
    ["currency", "dearer", "cheaper", "\(figure) before", "after", "change"]
  }

  private func sums(_ comparison: OrderComparison) -> [[String]] {
    comparison.currencies.map { [$0.code, "\($0.dearer)", "\($0.cheaper)", $0.before, $0.after, $0.change] }
  }

  private func causes(_ comparison: OrderComparison) -> [[String]] {
    comparison.causes.prefix(20).map { ["\($0.orders)", $0.text] }
  }

  private func movers(_ comparison: OrderComparison) -> [[String]] {
    comparison.movers.map { [$0.name, $0.before, $0.after, $0.change, $0.cause] }
  }

  package func json(_ comparison: OrderComparison) -> JSON {
    func rows(_ names: [String], _ rows: [[String]]) -> JSON {
      .array(rows.map { row in .object(zip(names, row).map { .init($0, .string($1)) }) })
    }
    return .object([
      .init("read", .number("\(comparison.read)")), .init("same", .number("\(comparison.same)")),
      .init("changed", .number("\(comparison.changed)")), .init("notCompared", .number("\(comparison.unread)")),
      .init("figure", .string(comparison.figure)),
      .init("currencies", rows(["currency", "dearer", "cheaper", "before", "after", "change"], sums(comparison))),
      .init("causes", rows(["orders", "cause"], comparison.causes.map { ["\($0.orders)", $0.text] })),
      .init("movers", rows(["order", "before", "after", "change", "cause"], movers(comparison))),
      .init("problems", .array(comparison.problems.map { .string($0) })),
    ])
  }

  package func markdown(_ comparison: OrderComparison, old: String, new: String) -> String {
    func plain(_ text: String) -> String {
      Display.harmless(text).replacing("|", with: "\\|").replacing("*", with: "\\*").replacing("<", with: "&lt;")
    }
    func table(_ headings: [String], _ rows: [[String]]) -> [String] {
      ["", "| " + headings.joined(separator: " | ") + " |", "|" + headings.map { _ in " --- |" }.joined()]
        + rows.map { "| " + $0.map(plain).joined(separator: " | ") + " |" }
    }
    var lines = ["# Orders priced by \(plain(old)) and by \(plain(new))", "", counts(comparison)]
    if !comparison.currencies.isEmpty { lines += table(Self.sumHeadings(comparison.figure), sums(comparison)) }
    if !comparison.causes.isEmpty { lines += table(["orders", "caused by"], causes(comparison)) }
    if !comparison.movers.isEmpty {
      lines += table(["the largest changes", "before", "after", "change", "caused by"], movers(comparison))
    }
    for problem in comparison.problems { lines += ["", "Not compared: \(plain(problem))"] }
    return lines.joined(separator: "\n") + "\n"
  }
}
