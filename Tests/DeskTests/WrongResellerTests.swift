import AccountBook
import Console
import Testing

/// What is another reseller's is answered exactly like what does not exist.
@Suite struct WrongResellerTests {
  let book: DeskBook
  var staff: DeskConsole
  /// Owns customer 1, Kontor AB, with order 1, invoice 2025-00001 and quote 1.
  var owner: DeskConsole
  var wrong: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    staff.run("reseller southwind email=hello@southwind.example discount=25% currency=EUR language=en")
    owner = try DeskConsole(book, as: DeskConsole.nordwind)
    owner.createKontor()
    owner.run("quote top up 3", "keep")
    wrong = try DeskConsole(book, as: .reseller("southwind"))
  }

  /// Pairs of an entry that guesses what is there, and one of something that is not.
  static let guesses: [(String, String)] = [
    ("act on #1", "act on #999"),
    ("act on 1", "act on 999"),
    ("act on Kontor AB", "act on Nobody AB"),
    ("act on kontor", "act on nobody"),
    ("customers Kontor", "customers Nobody"),
    ("invoice 2025-00001", "invoice 2025-00999"),
    ("replay 1", "replay 999"),
    ("replay #1", "replay #999"),
    ("accept 1", "accept 999"),
    ("vat consult #1", "vat consult #999"),
    ("vat consult Kontor", "vat consult Nobody"),
    ("vat confirm #1 --evidence letter", "vat confirm #999 --evidence letter"),
    ("vat confirm Kontor --evidence letter", "vat confirm Nobody --evidence letter"),
    (":received 2025-00001", ":received 2025-00999"),
    (":credit 2025-00001 --why guess", ":credit 2025-00999 --why guess"),
    (":reseller nordwind discount=0%", ":reseller nobody discount=0%"),
    (
      "create name=A address=B country=SE email=a@b.example licences=1 term=12 reseller=nordwind",
      "create name=A address=B country=SE email=a@b.example licences=1 term=12 reseller=nobody"
    ),
  ]

  @Test mutating func aGuessIsAnsweredLikeNothing() {
    for (guess, nothing) in Self.guesses {
      let answer = wrong.handle(guess)
      #expect(answer == wrong.handle(nothing), "\(guess)")
      #expect(!"\(answer)".contains("Kontor") && !"\(answer)".contains("kontor.example"), "\(guess)")
    }
  }

  @Test mutating func listsHoldNothingOfTheOther() {
    #expect(wrong.run("customers") == "no customer is called so")
    #expect(wrong.run("invoices") == "there are no invoices")
    #expect(wrong.run("expiring --within 3650 days") == "no subscription ends until 2035-02-18")
    #expect(wrong.run("history") == "nothing has happened, or no customer is chosen")
    #expect(wrong.run("deliver") == "no notice waits")
    // The owner finds all of it.
    #expect(owner.run("customers").contains("Kontor AB"))
    #expect(owner.run("invoices").contains("2025-00001"))
    #expect(owner.run("expiring --within 3650 days").contains("Kontor AB"))
    #expect(owner.run("deliver").contains("Kontor AB"))
  }

  @Test mutating func withoutACustomerEveryCommandAsksForOne() {
    for entry in [
      "account", "subscribe 3", "trial 3", "top up 3", "renew", "end trial", "members", "members anna",
      "add anna@kontor.example", "remove anna@kontor.example", "hand anna@kontor.example to x@y.example",
      "make admin anna@kontor.example", "take admin reseller", "edit name=Other", "vat consult", "keep", "quotes",
      "orders", "at 2025-02-21", "outbox",
    ] {
      #expect(wrong.run(entry, status: 1).contains("for which customer?"), "\(entry)")
    }
    // What the other had open is not there to be paid.
    #expect(wrong.run("pay card 1", status: 1).contains("nothing waits for an answer"))
  }

  @Test mutating func aKeyOfTheOtherIsNoWayIn() throws {
    owner.run("add dora@kontor.example --key k1")
    wrong.run("create name=\"Syd AB\" address=Malmö country=SE email=a@syd.example licences=2 term=12", "pay card 1")
    // Each has keys of their own: nothing is learned of the other's, and one's own account is what it is done to.
    #expect(wrong.run("add dora@kontor.example --key k1") == "dora@kontor.example has a licence, and is invited")
    #expect(owner.run("members").contains("dora@kontor.example"))
    // Numbers of the other are as far away with a customer of one's own as without.
    #expect(wrong.run("replay 1", status: 1).contains("there is no order of this number"))
    #expect(wrong.run("invoice 2025-00001", status: 1).contains("there is no invoice of this number"))
    #expect(!wrong.run("history").contains("Kontor"))
  }

  static let staffEntries = [
    "clock 2025-03-01", "resellers", "reseller nordwind discount=60%", "known x@y.example", "received 2025-00001",
    "credit 2025-00001 --why guess", "remind", "reload", "check",
  ]

  @Test mutating func whatIsForStaffIsNotPermitted() {
    for entry in Self.staffEntries {
      #expect(owner.run(":" + entry, status: 77).contains("is for the vendor's staff"))
      #expect(wrong.run(":" + entry, status: 77).contains("is for the vendor's staff"))
    }
    #expect(owner.run("add people.txt", status: 77).contains("reading files is for the vendor's staff"))
    #expect(owner.run("deliver out", status: 77).contains("writing into folders is for the vendor's staff"))
    owner.run("vat confirm --evidence letter", status: 77)
    owner.run("value reseller-discount\n  is 60%\n", status: 77)
    #expect(owner.run("account").contains("VAT number    none"))
  }

  /// Without the colon too: a command that is not for resellers is still a command, and no expression.
  @Test mutating func whatIsForStaffIsRecognisedAsACommand() {
    for entry in Self.staffEntries {
      let response = owner.handle(entry)
      #expect(response.status == 77, "\(entry): \(response.problem)")
    }
  }

  @Test mutating func tabOffersNothingOfTheOther() {
    for text in ["act on ", "act on K", "act on Kontor", "customers ", "customers K", "remove ", "remove a", "hand "] {
      #expect(!wrong.offers(text).contains { $0.contains("Kontor") || $0.contains("kontor") || $0 == "#1" }, "\(text)")
    }
    wrong.run("customers")
    #expect(wrong.offers("act on ") == [])
    #expect(wrong.offers("remove ") == [])
    #expect(owner.offers("act on ") == ["Kontor AB"])
    #expect(owner.offers("remove ").contains("anna@kontor.example"))
    // Nor are the staff's commands offered.
    let commands = wrong.offers("c") + wrong.offers("r")
    for name in ["clock", "credit", "received", "reseller", "remind", "reload"] { #expect(!commands.contains(name)) }
    #expect(staff.offers("cl").contains("clock"))
  }

  @Test func aResellerThatTheBookDoesNotKnowDoesNotBegin() throws {
    #expect(throws: AccountProblem.self) { try book.desk(.reseller("nobody")) }
    #expect(throws: AccountProblem.self) { try book.desk(.reseller("NORDWIND ")) }
  }
}
