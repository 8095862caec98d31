import AccountBook
import Desk
import Diagnostics
import PolicyModel

/// Something that is about to be done: its quote, what it changes, and how it is confirmed.
struct ProposalText {
  let isColoured: Bool

  func text(_ proposal: Proposal) -> String {
    var parts: [String] = []
    if let priced = proposal.priced { parts.append(PricedOrderText(isColoured: isColoured).quote(priced)) }
    if !proposal.effects.isEmpty { parts.append(comparisons(proposal.effects)) }
    if !proposal.remarks.isEmpty {
      parts.append(proposal.remarks.map { Display.harmless($0) }.joined(separator: "\n"))
    }
    parts.append(
      proposal.isCharged
        ? "`pay card REFERENCE` or `pay transfer` orders this, `no` leaves it" : "`yes` does this, `no` leaves it")
    return parts.joined(separator: "\n\n")
  }

  /// Each order before and after, with the rules that decide differently.
  private func comparisons(_ effects: [Comparison]) -> String {
    let shown = effects.first?.before.figures.map(\.name) ?? []
    let rows = effects.map { effect in
      [effect.title]
        + shown.flatMap { name in [figure(name, effect.before), figure(name, effect.after)] }
    }
    let titles = shown.flatMap { name in [name, "→"] }
    var lines = [Columns(headings: [""] + titles).text(rows)]
    for line in decisions(effects) where !lines.contains(line) { lines.append(line) }
    if effects.allSatisfy({ $0.before.figures == $0.after.figures }) { lines.append("no later order changes") }
    return lines.joined(separator: "\n")
  }

  private func figure(_ name: String, _ quote: Quote) -> String {
    if !quote.refusals.isEmpty { return "refused" }
    return quote.figures.first { $0.name == name }?.display ?? ""
  }

  /// Who loses or gains what, in the rules' words.
  private func decisions(_ effects: [Comparison]) -> [String] {
    effects.flatMap { effect in
      effect.after.decisions.compactMap { decision -> String? in
        let before = effect.before.decisions.first { $0.value == decision.value && $0.line == decision.line }
        if before?.by == decision.by { return nil }
        let old = effect.before.readings.first { $0.name == decision.value }?.display
        let new = effect.after.readings.first { $0.name == decision.value }?.display
        let change = old.flatMap { old in new.map { new in old == new ? "" : ": \(old) becomes \(new)" } } ?? ""
        return "\(decision.value)\(change), \(decision.by) decides instead of \(before?.by ?? "none")"
          + (decision.because.map { ". \(Display.harmless($0))" } ?? "")
      }
    }
  }
}

/// A quote for a customer: the waterfall, and what it would be with a confirmed VAT number.
struct PricedOrderText {
  let isColoured: Bool

  func quote(_ priced: PricedOrder) -> String {
    var text = Waterfall(isColoured: isColoured).text(priced.quote)
    if let confirmed = priced.onceConfirmed {
      let figures = confirmed.figures.map { "\($0.title) \($0.display)" }.joined(separator: ", ")
      text += "\nonce the VAT number is confirmed: \(figures)"
    }
    return text
  }

  /// Each input with where it came from.
  func inputs(_ filled: FilledOrder) -> String {
    Columns(headings: ["input", "this order", "from"]).text(filled.inputs.map { [$0.name, $0.value, $0.origin] })
  }
}
