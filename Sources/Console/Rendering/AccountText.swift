import AccountBook
import Desk
import Quantities

/// One account on a page.
struct AccountText {
  let account: Account
  let day: CalendarDate

  var text: String {
    let details = account.customer.details
    let vat = account.customer.vat
    var rows: [[String]] = [
      ["customer", "#\(account.customer.id) \(details.name)"], ["address", "\(details.address), \(details.country)"],
      ["invoices to", "\(details.email), in \(details.language)"], ["VAT number", Self.vat(vat)],
      [
        "reseller",
        "\(account.reseller.name)\(account.resellerIsAdministrator ? ", an administrator" : ", no administrator")",
      ],
    ]
    if let subscription = account.subscription {
      rows.append(["subscription", Self.subscription(subscription, on: day)])
      rows.append([
        "licences",
        "\(subscription.capacity), of which \(account.licencesInUse) in use and \(account.freeLicences) free",
      ])
    } else {
      rows.append(["subscription", "none"])
    }
    if account.ownAdministrators > 0 { rows.append(["own admins", String(account.ownAdministrators)]) }
    return Columns(headings: []).text(rows)
  }

  private static func vat(_ vat: VATState) -> String {
    switch vat.standing {
    case .none: "none"
    case .wellFormed: "\(vat.number ?? ""), well formed, not confirmed"
    case .confirmed:
      "\(vat.number ?? ""), confirmed\(vat.evidenceDay.map { " on \($0)" } ?? "") by \(vat.evidence ?? "")"
    }
  }

  static func subscription(_ subscription: Subscription, on day: CalendarDate) -> String {
    let what =
      subscription.kind == .trial ? "trial of \(subscription.product)" : "\(subscription.product), \(subscription.term)"
    let days = subscription.endDay.dayNumber - day.dayNumber
    if !subscription.covers(day) { return "\(what), ended on \(subscription.endDay)" }
    return
      "\(what), from \(subscription.firstDay) until \(subscription.endDay) (\(days) \(days == 1 ? "day" : "days") left)"
  }

  /// A customer's licences, as one word of a table.
  static func licences(_ line: AccountReader.CustomerLine) -> String {
    line.subscription.map { "\(line.licencesInUse) of \($0.capacity)" } ?? ""
  }

  static func until(_ line: AccountReader.CustomerLine, on day: CalendarDate) -> String {
    guard let subscription = line.subscription else { return "no subscription" }
    return (subscription.covers(day) ? "" : "ended ") + subscription.endDay.description
      + (subscription.kind == .trial ? " (trial)" : "")
  }
}
