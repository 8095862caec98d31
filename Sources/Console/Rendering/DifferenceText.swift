package import Diagnostics
package import PolicyEngine

/// What two versions of a book do differently, as lines, as JSON, and as a page for a code review.
package struct DifferenceText {
  package init() {}

  package func text(_ report: DifferenceReport) -> String {
    var parts: [String] = []
    if report.isEmpty { parts.append("no order changes") }
    if report.isOpen { parts.append("no change was found, and not everything was compared") }
    parts += report.inputs
    parts += report.texts.map { Display.harmless($0) }
    if !report.added.isEmpty { parts.append("new: \(report.added.joined(separator: ", "))") }
    if !report.removed.isEmpty { parts.append("gone: \(report.removed.joined(separator: ", "))") }
    for region in report.regions { parts.append(text(region)) }
    parts += report.unlisted
    for open in report.unchecked { parts.append("unchecked: \(open)") }
    if !report.regions.isEmpty { parts.append(summary(report)) }
    return parts.joined(separator: "\n\n")
  }

  private func text(_ region: DifferenceReport.Region) -> String {
    var lines = [
      "\(region.subject)  \(region.place)", "  - \(region.before)", "  + \(region.after)", "  where \(region.orders)",
    ]
    if region.isReasonOnly { lines.append("  the result is the same, the reason another") }
    let figures = figures(region)
    lines.append(figures.isEmpty ? "  nothing shown changes in the example" : "  \(figures)")
    lines.append("  for example: quote \(region.example)")
    return lines.map { Display.harmless($0) }.joined(separator: "\n")
  }

  private func figures(_ region: DifferenceReport.Region) -> String {
    region.figures.filter { $0.change != .same }.map { figure in
      "\(figure.name) \(figure.before) → \(figure.after)\(figure.change == .oneSided ? "" : ", \(figure.change.rawValue)")"
    }.joined(separator: "; ")
  }

  private func summary(_ report: DifferenceReport) -> String {
    func count(_ change: DifferenceReport.Change, _ words: String) -> String? {
      let count = report.regions.count { $0.figures.last?.change == change }
      return count == 0 ? nil : "\(count) \(words)"
    }
    let counts = [
      count(.dearer, "dearer"), count(.cheaper, "cheaper"), count(.later, "later"), count(.earlier, "earlier"),
      count(.more, "more"), count(.less, "less"), count(.same, "the same"),
      count(.oneSided, "answered by one version alone"),
    ]
    return
      "\(report.regions.count == 1 ? "1 region differs" : "\(report.regions.count) regions differ"); in their examples \(counts.compactMap { $0 }.joined(separator: ", "))"
  }

  // MARK: Documents

  package func json(_ report: DifferenceReport) -> JSON {
    func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
    return .object([
      .init("same", .bool(report.isEmpty)),
      .init("inputs", list(report.inputs)), .init("texts", list(report.texts)),
      .init("added", list(report.added)), .init("removed", list(report.removed)),
      .init(
        "regions",
        .array(
          report.regions.map { region in
            .object([
              .init("subject", .string(region.subject)), .init("place", .string(region.place)),
              .init("before", .string(region.before)), .init("after", .string(region.after)),
              .init("orders", .string(region.orders)), .init("example", .string(region.example)),
              .init("reasonOnly", .bool(region.isReasonOnly)),
              .init(
                "figures",
                .array(
                  region.figures.map { figure in
                    .object([
                      .init("name", .string(figure.name)), .init("before", .string(figure.before)),
                      .init("after", .string(figure.after)),
                    ])
                  })),
            ])
          })),
      .init("unlisted", list(report.unlisted)), .init("unchecked", list(report.unchecked)),
    ])
  }

  package func markdown(_ report: DifferenceReport, old: String, new: String) -> String {
    func plain(_ text: String) -> String {
      var escaped = ""
      for character in Display.harmless(text) {
        if "|*_<>`[]\\".contains(character) { escaped += "\\" }
        escaped.append(character)
      }
      return escaped
    }
    var lines = ["# What changes from \(plain(old)) to \(plain(new))", ""]
    if report.isEmpty { return (lines + ["No order changes.", ""]).joined(separator: "\n") }
    for line in report.inputs + report.texts { lines.append("- \(plain(line))") }
    if !report.added.isEmpty { lines.append("- new: \(plain(report.added.joined(separator: ", ")))") }
    if !report.removed.isEmpty { lines.append("- gone: \(plain(report.removed.joined(separator: ", ")))") }
    if lines.count > 2 { lines.append("") }
    if !report.regions.isEmpty {
      lines += ["| what | before | after | which orders | an example shows |", "| --- | --- | --- | --- | --- |"]
      for region in report.regions {
        let figures = figures(region)
        let cells = [
          region.subject, region.before, region.after, region.orders, figures.isEmpty ? "nothing else" : figures,
        ]
        lines.append("| " + cells.map(plain).joined(separator: " | ") + " |")
      }
      lines += ["", "Each example as an order:", ""]
      for region in report.regions {
        lines.append(
          "- \(plain(region.subject)): `quote \(Display.harmless(region.example).replacing("`", with: "'"))`")
      }
      lines += ["", summary(report)]
    }
    for line in report.unlisted + report.unchecked.map({ "unchecked: \($0)" }) { lines.append("- \(plain(line))") }
    return lines.joined(separator: "\n") + "\n"
  }
}
