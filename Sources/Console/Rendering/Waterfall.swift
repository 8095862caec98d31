import Diagnostics
package import PolicyModel

/// A quote as people read it: each step with its amount and the running total, then what else is to be said of it.
package struct Waterfall {
  let isColoured: Bool

  package init(isColoured: Bool = false) { self.isColoured = isColoured }

  package func text(_ quote: Quote) -> String {
    var parts: [String] = []
    if !quote.refusals.isEmpty { parts.append(refusals(quote)) }
    let figures = figures(quote)
    if !figures.isEmpty { parts.append(figures) }
    let remarks = remarks(quote)
    if !remarks.isEmpty { parts.append(remarks) }
    return parts.joined(separator: "\n\n")
  }

  private func style(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func refusals(_ quote: Quote) -> String {
    quote.refusals.map { refusal in
      var line = style("refused", "31;1") + "  \(Display.harmless(refusal.text))"
      if let because = refusal.because { line += "\n         \(because)" }
      if !refusal.place.isEmpty { line += style("  (\(refusal.name.map { "\($0), " } ?? "")\(refusal.place))", "2") }
      return line
    }.joined(separator: "\n")
  }

  /// One row of the waterfall.
  private struct Row {
    var label: String
    var amount = ""
    var total = ""
    var unit = ""
    var isFigure = false
  }

  private func figures(_ quote: Quote) -> String {
    var rows: [Row] = []
    for figure in quote.figures { rows += self.rows(for: figure, quote) }
    let amounts = AlignedAmounts(rows.map(\.amount))
    let totals = AlignedAmounts(rows.map(\.total).filter { !$0.isEmpty })
    let labelWidth = rows.map { Display.width($0.label) }.max() ?? 0
    return rows.map { row in
      var line = row.label + String(repeating: " ", count: labelWidth - Display.width(row.label))
      if amounts.width > 0 {
        line += "  " + (row.amount.isEmpty ? String(repeating: " ", count: amounts.width) : amounts.text(row.amount))
      }
      if !row.total.isEmpty { line += "  " + totals.text(row.total) }
      if !row.unit.isEmpty { line += " " + row.unit }
      while line.last == " " { line.removeLast() }
      return row.isFigure ? style(line, "1") : line
    }.joined(separator: "\n")
  }

  /// A figure below the steps that lead to it; for each line of the order if there are several.
  private func rows(for figure: Quote.Figure, _ quote: Quote) -> [Row] {
    let steps = quote.steps.filter { $0.price == figure.name && !isIdle($0) }
    var rows: [Row] = []
    var line: Int?
    for step in steps {
      // A start that is the whole figure says nothing more than the figure.
      if steps.count == 1 { break }
      if let number = step.line, number != line {
        line = number
        rows.append(Row(label: lineLabel(number, quote)))
      }
      rows.append(Row(label: "  \(Display.harmless(step.label))", amount: signed(step.amount), total: step.total))
    }
    let unit = figure.isMoney ? String(figure.display.dropFirst(figure.text?.count ?? 0)).trimmingBlanks() : ""
    let isAmount = figure.isMoney && figure.text != nil
    rows.append(
      Row(
        label: Display.harmless(figure.title), amount: "", total: isAmount ? figure.text ?? "" : "",
        unit: isAmount ? unit : Display.harmless(figure.display), isFigure: true))
    return rows
  }

  /// A rounding that changed nothing; a discount of nothing is an answer and is shown.
  private func isIdle(_ step: Quote.Step) -> Bool {
    step.label == "Rounding" && step.amount.allSatisfy { $0 == "0" || $0 == "." }
  }

  private func lineLabel(_ number: Int, _ quote: Quote) -> String { "  line \(number)" }

  private func signed(_ amount: String) -> String {
    amount.first == "-" ? "\u{2212}" + amount.dropFirst() : amount
  }

  private func remarks(_ quote: Quote) -> String {
    var lines: [String] = []
    for decision in quote.decisions where decision.isException {
      var line = "\(decision.value)\(decision.line.map { " (line \($0))" } ?? ""): \(decision.by) decides"
      if !decision.overruled.isEmpty { line += ", over \(decision.overruled.joined(separator: " and "))" }
      if let because = decision.because { line += ". \(Display.harmless(because))" }
      if let source = decision.source { line += " (\(Display.harmless(source)))" }
      lines.append(line + style("  \(decision.place)", "2"))
    }
    for text in quote.prints { lines.append("“\(Display.harmless(text))”") }
    for warning in quote.warnings { lines.append(style("note", "33") + "  \(Display.harmless(warning.text))") }
    for effect in quote.effects {
      let fields = effect.fields.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
      lines.append(
        "\(effect.kind) \(effect.name)\(effect.line.map { " (line \($0))" } ?? ""): \(Display.harmless(fields))")
    }
    if !quote.assumptions.isEmpty {
      lines.append("assumed: " + quote.assumptions.map { "\($0.name) \($0.display)" }.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }
}
