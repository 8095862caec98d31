package import AccountBook
import Diagnostics
import PolicyModel

/// The orders of an account book as rows of inputs: what `listino quote --order` reads one of.
package struct OrderExport: Sendable {
  package enum Format: String, Sendable, CaseIterable { case jsonl, csv }

  /// The lines of the file, the heading of a table first.
  package static func lines(_ desk: Desk, _ format: Format) throws(AccountProblem) -> [String] {
    let purchases = try desk.file.read(desk.scope) { try $0.allPurchases() }
    let rows = try purchases.map { purchase throws(AccountProblem) in
      guard let order = StoredOrder.order(purchase.draft.inputs) else {
        throw AccountProblem(
          .file, "the account book is damaged: the inputs of order \(purchase.id) cannot be read",
          cure: "restore the last backup, and keep this file for whoever looks into it")
      }
      return (purchase, order.inputs)
    }
    switch format {
    case .jsonl:
      return rows.map { purchase, inputs in
        JSON.object(
          [.init("order", .string(String(purchase.id))), .init("customer", .string(String(purchase.customer)))]
            + inputs.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
        ).text()
      }
    case .csv:
      let names = Set(rows.flatMap(\.1.keys)).sorted()
      return [CSVText.row(["order", "customer"] + names)]
        + rows.map { purchase, inputs in
          CSVText.row([String(purchase.id), String(purchase.customer)] + names.map { inputs[$0] ?? "" })
        }
    }
  }
}
