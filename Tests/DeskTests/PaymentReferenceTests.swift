import AccountBook
import Desk
import GRDB
import Testing

/// The reference of a payment pays one invoice.
@Suite struct PaymentReferenceTests {
  let book: DeskBook
  var staff: DeskConsole
  var reseller: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    reseller.run(Self.create("Kontor"), "pay card Ab-12")
  }

  private static func create(_ name: String, _ more: String = "") -> String {
    "create name=\(name) address=\"Via 1\" country=SE email=i@\(name).example licences=3 term=12 \(more)"
  }

  @Test(arguments: ["Ab-12", "ab12", "AB 12", "a-b-1-2", "Ａｂ12", "Ab\u{200B}-12", "ab–12", "AB\u{A0}12", "Ab\u{AD}12"])
  mutating func isRefusedForAnotherInvoice(reference: String) throws {
    reseller.run("top up 1")
    let told = reseller.run("pay card \(reference)", status: 1)
    #expect(told.contains("this reference paid invoice 2025-00001 already"), "\(told)")
    #expect(told.contains("cure: give this payment's own reference"))
    #expect(reseller.run("account").contains("3, of which 0 in use"))
    // The order still waits.
    #expect(reseller.run("pay card Ab-13").contains("4 licences until"))
    #expect(reseller.run("invoices").contains("2025-00002"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func isRefusedForAnotherCustomerAndANewOne() {
    reseller.run(Self.create("Elbe"))
    #expect(reseller.run("pay card AB12", status: 1).contains("paid invoice 2025-00001 already"))
    #expect(reseller.run("customers Elbe").contains("no customer"))
    reseller.run("pay card AB13", "renew")
    #expect(reseller.run("pay card AB12", status: 1).contains("paid invoice 2025-00001 already"))
  }

  /// Of others' invoices nothing is said, not even a number.
  @Test mutating func ofAnothersInvoiceOnlyThatItWasUsedIsSaid() throws {
    staff.run("reseller alpenrose email=a@alpenrose.example discount=10% currency=EUR language=en")
    var other = try DeskConsole(book, as: .reseller("alpenrose"))
    other.run(Self.create("Rossi"))
    let told = other.run("pay card ab12", status: 1)
    #expect(told.contains("this reference was used for another payment already") && !told.contains("2025"), "\(told)")
    staff.run(Self.create("Bianchi", "reseller=alpenrose"))
    #expect(staff.run("pay card ab12", status: 1).contains("paid invoice 2025-00001 already"))
  }

  @Test mutating func ofACreditedInvoiceItStaysUsed() {
    staff.run("credit 2025-00001 --why regret", "yes", "act on Kontor", "subscribe 3 12 months")
    #expect(staff.run("pay card Ab-12", status: 1).contains("paid invoice 2025-00001 already"))
    staff.run("pay card Ab-13")
  }

  @Test mutating func theSameRequestAgainIsAnswered() {
    reseller.run("top up 1 --key k", "pay card R1")
    #expect(reseller.run("top up 1 --key k").contains("done already"))
    #expect(reseller.run("pay card R1").contains("done already"))
    #expect(reseller.run("account").contains("4, of which 0 in use"))
  }

  /// What was refused, or paid by transfer, used none.
  @Test mutating func isFreeUntilItPays() {
    reseller.run("top up 1", "no", "top up 2", "pay transfer")
    staff.run("received 2025-00002")
    staff.run("act on Kontor", "top up 3", "pay transfer", "received 2025-00003")
    reseller.run("top up 1", "pay card R1")
  }

  @Test(arguments: ["-", "– —", "\u{200B}-\u{AD}"]) mutating func ofDashesIsNone(reference: String) {
    reseller.run("top up 1")
    #expect(reseller.run("pay card \(reference)", status: 1).contains("the reference of the card payment is missing"))
  }

  /// In a book of an older version of the program one reference may stand twice: it is that of the first invoice.
  @Test mutating func referencesOfBeforeAreKnown() throws {
    reseller.run("top up 1", "pay card Ab-13")
    try DatabaseQueue(path: book.file.path).write { database in
      try database.execute(
        sql: """
          DROP TABLE payment_reference;
          DELETE FROM grdb_migrations WHERE identifier LIKE '3:%';
          DROP TRIGGER payment_is_final;
          UPDATE payment SET reference = 'AB12';
          """)
    }
    let file = try AccountFile(path: book.file.path, ifMissing: .refuse)
    var opened = try DeskConsole(DeskConsole.nordwind) { identity throws(AccountProblem) in
      try Desk(file: file, identity: identity) { DeskBook.today }
    }
    opened.run("act on Kontor", "top up 1")
    #expect(opened.run("pay card aB12", status: 1).contains("paid invoice 2025-00001 already"))
    opened.run("pay card Ab-13")
  }
}
