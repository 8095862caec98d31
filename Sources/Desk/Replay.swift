package import AccountBook
import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// An order priced again: by its own rules, and by today's.
package struct Replay: Sendable, Equatable {
  package var purchase: Purchase
  /// Whether the rules it was priced by give the same bytes.
  package var isSame: Bool
  /// What today's rules would do: each figure or decision that differs, in words.
  package var today: [String]

  package init(_ number: Int64, _ desk: Desk, _ rules: RulesInForce) throws(AccountProblem) {
    let (found, files) = try desk.file.read(desk.scope) { reader in
      let purchase = try reader.purchase(number)
      return (purchase, try purchase.map { try reader.rules(hash: $0.draft.hash) } ?? [])
    }
    guard let purchase = found, let order = StoredOrder.order(purchase.draft.inputs) else {
      throw AccountProblem(.notFound, "there is no order of this number", cure: "type `orders` to see them")
    }
    self.purchase = purchase
    let sources = files.map { SourceText(name: $0.name, text: $0.text) }
    // The document names the hash that the rules had when it was made.
    let hash = purchase.draft.hash
    guard [BookLoader.hash(of: sources), BookLoader.hashOfPaths(sources)].contains(hash),
      let book = BookLoader.load(sources, vocabulary: rules.vocabulary, hash: hash).book,
      case .quote(let old) = Engine(book).quote(order)
    else {
      throw AccountProblem(
        .refused, "the rules of this order cannot be loaded by this version of the program",
        cure: "use the version it was ordered with")
    }
    isSame =
      QuoteDocument.json(old, collections: Engine(book).collections).text() == purchase.draft.document
    today = Self.differences(old, rules.engine.quote(order))
  }

  private static func differences(_ old: Quote, _ result: QuoteResult) -> [String] {
    guard case .quote(let new) = result else {
      return ["today's rules do not price this order: they ask for more, or for other answers"]
    }
    var lines: [String] = []
    for figure in old.figures {
      let other = new.figures.first { $0.name == figure.name }
      if other?.display != figure.display {
        lines.append("\(figure.title): \(figure.display) then, \(other?.display ?? "not shown") today")
      }
    }
    for decision in old.decisions {
      let other = new.decisions.first { $0.value == decision.value && $0.line == decision.line }
      if let other, other.by != decision.by {
        lines.append("\(decision.value): \(decision.by) then, \(other.by) today")
      }
    }
    for refusal in new.refusals where !old.refusals.contains(where: { $0.name == refusal.name }) {
      lines.append("today it would be refused: \(refusal.text)")
    }
    return lines
  }
}
