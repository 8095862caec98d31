import AccountBook
import Testing

/// The page of the reseller programme, told as stories: people and their licences.
@Suite struct ProgrammePageTests {
  let book: DeskBook
  var staff: DeskConsole
  var reseller: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    reseller.createKontor()
  }

  // MARK: Members

  @Test mutating func whoHasAnAccountIsWelcomedAndWhoHasNoneIsInvited() throws {
    let added = reseller.run("remove anna@kontor.example", "add anna@kontor.example dora@kontor.example")
    #expect(added.contains("anna@kontor.example has a licence, and is welcomed"))
    #expect(added.contains("dora@kontor.example has a licence, and is invited"))
    let outbox = reseller.run("outbox")
    let lines = outbox.split(separator: "\n")
    #expect(lines.contains { $0.contains("anna@kontor.example") && $0.contains("welcome") })
    #expect(lines.contains { $0.contains("dora@kontor.example") && $0.contains("invitation") })
    #expect(outbox.contains("You have been invited to AxCrypt Business (Kontor AB)"))
    #expect(outbox.contains("hello@nordwind.example"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func eachIsToldInTheirOwnLanguage() {
    let create = "name=\"Bottega Srl\" address=\"Via Po 3, Torino\" country=IT email=posta@bottega.example language=it"
    staff.run("known luca@bottega.example")
    let made = reseller.run("create \(create) licences=2 term=12", "pay card 4712")
    #expect(made.contains("you are its administrator without using a licence"))
    reseller.run("add luca@bottega.example zoe@bottega.example")
    let outbox = reseller.run("outbox")
    #expect(outbox.contains("Ti diamo il benvenuto in AxCrypt Business (Bottega Srl)"))
    #expect(outbox.contains("Invito a AxCrypt Business (Bottega Srl)"))
    // The reseller is an administrator, and reads English.
    #expect(outbox.contains("AxCrypt Business (Bottega Srl): the subscription has been created"))
    // 2 × 12 × 7.92 is 190.08, less 20% is 152.064; and 22% of 152.06 is 33.4532.
    let told = reseller.run("deliver")
    #expect(told.contains("To pay, VAT included where it is due: 185.51 EUR."))
    #expect(reseller.run("deliver") == "no notice waits")
  }

  @Test mutating func aRemovedLicenceIsFreeForSomebodyElseUntilTheSameDay() {
    let removed = reseller.run("act on Kontor", "remove bo@kontor.example")
    #expect(removed.contains("The licence is free until 2026-02-20, for whoever is added next."))
    #expect(reseller.run("members").contains("2 of 10 licences in use, 8 free"))
    staff.run("clock 2025-06-01")
    reseller.run("add dora@kontor.example")
    #expect(reseller.run("account").contains("from 2025-02-20 until 2026-02-20"))
    #expect(reseller.run("members").contains("3 of 10 licences in use, 7 free"))
    #expect(count("new", in: reseller.run("orders")) == 1)
  }

  @Test mutating func aLicenceIsHandedOn() throws {
    let handed = reseller.run("hand bo@kontor.example to dora@kontor.example")
    #expect(handed.contains("bo@kontor.example has no licence any more"))
    #expect(handed.contains("dora@kontor.example has a licence, and is invited"))
    let members = reseller.run("members")
    #expect(!members.contains("bo@") && members.contains("dora@") && members.contains("3 of 10"))
    let refused = reseller.run("hand dora@kontor.example to anna@kontor.example", status: 1)
    #expect(refused.contains("anna@kontor.example has a licence already"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func whoIsAddedWithoutAFreeLicenceIsAddedWithTheLicence() {
    staff.run("clock 2026-01-01")
    let people = (1...8).map { "p\($0)@kontor.example" }.joined(separator: " ")
    let shown = reseller.run("add \(people)")
    #expect(shown.contains("free licences: 7 of 10; needed: 8"))
    #expect(reseller.run("members").contains("3 of 10"))
    #expect(reseller.run("pay card 4713").contains("p8@kontor.example has a licence, and is invited"))
    #expect(reseller.run("members").contains("11 of 11 licences in use, 0 free"))
  }

  @Test mutating func membersOfAPastDayAreShown() {
    staff.run("clock 2025-03-01")
    reseller.run("remove bo@kontor.example", "add dora@kontor.example")
    let before = reseller.run("at 2025-02-28")
    #expect(before.contains("bo@kontor.example") && !before.contains("dora@kontor.example"))
    let after = reseller.run("at 2025-03-01")
    #expect(!after.contains("bo@kontor.example") && after.contains("dora@kontor.example"))
    #expect(reseller.run("at 2025-02-19", status: 1).contains("there is no such customer"))
  }

  // MARK: Roles

  @Test mutating func anAdministratorOfTheirOwnForfeitsTheDiscountUntilTheRoleIsTakenBack() {
    staff.run("clock 2026-01-01")
    #expect(reseller.run("quote top up 3").contains("47.53"))
    #expect(reseller.run("keep") == "quote 1 is kept open: `accept 1` orders it")
    let granted = reseller.run("make admin anna@kontor.example")
    #expect(granted.contains("reseller-discount: 20% becomes 0%, admin-forfeit decides instead of reseller-rate"))
    #expect(granted.contains("open quote 1 (top-up, 3): 47.53 EUR becomes 59.40 EUR"))
    #expect(granted.contains("the renewal, 10 licences, ordered by the reseller  722.30 EUR  902.88 EUR"))
    let done = reseller.run("yes")
    #expect(done.contains("anna@kontor.example is an administrator"))
    #expect(done.contains("quote 1 is now quote 2: 59.40 EUR instead of 47.53 EUR"))
    #expect(done.contains("1 notice is in the outbox"))
    #expect(reseller.run("quote top up 3").contains("59.40"))
    // The second one changes nothing further, and nobody is told again.
    reseller.run("make admin bo@kontor.example", "yes", "take admin bo@kontor.example", "yes")
    let taken = reseller.run("take admin anna@kontor.example")
    #expect(taken.contains("reseller-discount: 0% becomes 20%, reseller-rate decides instead of admin-forfeit"))
    #expect(reseller.run("yes").contains("quote 2 is now quote 3: 47.53 EUR instead of 59.40 EUR"))
    #expect(reseller.run("quote top up 3").contains("47.53"))
    #expect(count("discount-forfeited", in: reseller.run("outbox")) == 1)
  }

  @Test mutating func oneAdministratorAlwaysRemains() throws {
    let only = "this is the only administrator, and one always remains"
    #expect(reseller.run("take admin reseller", status: 1).contains(only))
    reseller.run("make admin anna@kontor.example", "yes", "take admin reseller", "yes")
    let noMore = reseller.run("add dora@kontor.example", status: 77)
    #expect(noMore.contains("you are no administrator of this account any more"))
    staff.run("act on Kontor")
    #expect(staff.run("take admin anna@kontor.example", status: 1).contains(only))
    #expect(staff.run("remove anna@kontor.example", status: 1).contains(only))
    #expect(staff.run("hand anna@kontor.example to dora@kontor.example", status: 1).contains(only))
    #expect(staff.run("members").contains("anna@kontor.example"))
    staff.run("make admin reseller", "yes", "take admin anna@kontor.example", "yes")
    reseller.run("add dora@kontor.example")
    #expect(try book.faults().isEmpty)
  }

  // MARK: Twice, and at once

  @Test mutating func whatHasAKeyIsDoneOnce() {
    staff.run("clock 2026-01-01")
    reseller.run("add dora@kontor.example --key k1", "top up 3", "pay card 4713 --key k2")
    #expect(reseller.run("add dora@kontor.example --key k1").hasPrefix("done already: dora@kontor.example has"))
    reseller.run("top up 3")
    #expect(reseller.run("pay card 4713 --key k2").hasPrefix("done already: order 2: 47.53 EUR paid by card"))
    #expect(reseller.run("members").contains("4 of 13 licences"))
    #expect(reseller.run("remove dora@kontor.example --key k1", status: 65).contains("this key was used for"))
  }

  @Test mutating func whatWasShownOfAnAccountThatHasChangedSinceIsNotDone() {
    var other = staff
    other.run("act on Kontor", "top up 2")
    reseller.run("add dora@kontor.example")
    let stale = other.run("pay card 4714", status: 1)
    #expect(stale.contains("the account has changed since this was shown"))
    #expect(other.run("members").contains("4 of 10 licences"))
    // It was shown again as it comes to now, and waits for an answer.
    other.run("pay card 4714")
    #expect(other.run("members").contains("4 of 12 licences"))
  }
}
