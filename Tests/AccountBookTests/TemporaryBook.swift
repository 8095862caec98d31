import AccountBook
import Foundation
import GRDB
import Quantities
import Testing

/// An account book in a folder of its own, which is gone with the last use of it.
final class TemporaryBook {
  let folder: URL
  let file: AccountFile

  init(_ kind: AccountFile.Kind = .rehearsal) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "listino-\(UUID().uuidString)")
    file = try AccountFile(path: folder.appending(path: "accounts.sqlite").path, ifMissing: .make(kind))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The same file as SQLite has it, for looking behind the book and for breaking it.
  func raw() throws -> DatabaseQueue { try DatabaseQueue(path: file.path) }

  static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(parsing: text)) }

  static let details = Customer.Details(
    name: "Kontor AG", address: "Hafenstr. 7", country: "DE", email: "a@kontor.example", language: "en")

  /// A reseller with a customer that has two licences and one member, made on a day.
  func fill(on day: CalendarDate) throws -> Int64 {
    var customer: Int64 = 0
    _ = try file.change(Change(who: .staff("test"), day: day, action: "fill"), .all) { writer in
      let reseller = try writer.addReseller(
        "nordwind", .init(email: "d@nordwind.example", agreedDiscount: "20%", language: "en", currency: "EUR"))
      customer = try writer.addCustomer(reseller: reseller, Self.details, VATState())
      let account = try #require(try writer.reader.account(customer))
      try writer.setSubscription(
        Subscription(
          id: 0, product: "P", kind: .paid, term: "12 months", firstDay: day,
          endDay: CalendarDate(dayNumber: day.dayNumber + 365), capacity: 2), of: account, purchase: nil)
      try writer.addMember("anna@kontor.example", to: account)
      return "filled"
    }
    return customer
  }

  func change(_ action: String, on day: CalendarDate, customer: Int64? = nil, key: String? = nil) -> Change {
    Change(who: .staff("test"), customer: customer, day: day, action: action, key: key)
  }
}
