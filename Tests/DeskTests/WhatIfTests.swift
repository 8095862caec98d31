import AccountBook
import Console
import Desk
import Testing

/// Rules that were typed are for trying: while they hold, no command writes into the account book.
@Suite struct WhatIfTests {
  /// Each command of the desk with entries of which the last one writes; none for those that only look.
  static let commands: KeyValuePairs<String, [String]> = [
    "create": [
      "create reseller=nordwind name=\"Werft AG\" address=\"Kai 1\" country=DE email=post@werft.example licences=2 term=12"
    ],
    "trial": ["act on Berg", "trial 2"], "subscribe": ["act on Fjord", "subscribe 3"],
    "end": ["act on Fjord", "end trial"],
    "accept": ["act on Kontor", "accept 1"], "top": ["act on Kontor", "top up 1"],
    "renew": ["act on Kontor", "renew 12"],
    "received": ["received 2025-00002"], "pay": ["act on Kontor", "quote top up 1", "pay card 4713"], "yes": ["yes"],
    "keep": ["act on Kontor", "quote top up 1", "keep"], "edit": ["act on Kontor", "edit address=\"Storgatan 1\""],
    "add": ["act on Kontor", "add dora@kontor.example"],
    "hand": ["act on Kontor", "hand bo@kontor.example to eva@kontor.example"],
    "make": ["act on Kontor", "make admin anna@kontor.example"],
    "remove": ["act on Kontor", "remove eva@kontor.example"],
    "vat": ["vat confirm Kontor --evidence letter"], "take": ["act on Kontor", "take admin reseller"],
    "credit": ["credit 2025-00001 --why regret"], "reseller": ["reseller nordwind discount=25%"],
    "known": ["known eva@kontor.example"], "remind": ["remind --on 2026-02-06"], "deliver": ["deliver"],
    "clock": ["clock 2025-02-21"],
    "no": [], "customers": [], "act": [], "account": [], "members": [], "quotes": [], "invoices": [], "invoice": [],
    "orders": [], "replay": [], "history": [], "at": [], "expiring": [], "outbox": [], "resellers": [],
  ]

  static let longer = "exception longer to covered-until\n  is quote-date + 48 months\n  when action is new\n"

  let book: DeskBook
  var staff: DeskConsole

  /// Kontor with a quote, Fjord with a trial, Berg with a transfer that has not come.
  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    func create(_ name: String, _ rest: String) -> String {
      "create reseller=nordwind name=\(name) address=\"Hamngatan 7\" country=SE email=post@\(name).example \(rest)"
    }
    staff.run(create("Kontor", "vat=SE556188840401 licences=10 term=12"), "pay card 4711")
    staff.run("add anna@kontor.example bo@kontor.example", "quote top up 3", "keep")
    staff.run(create("Fjord", "licences=2 term=trial"), "yes", create("Berg", "licences=3 term=12"), "pay transfer")
    staff.run("act on Kontor")
  }

  private func entries() throws -> Int { try book.file.read(.all) { try $0.generalHistory(limit: .max).count } }

  @Test mutating func noCommandThatWritesDoesSoUnderAWhatIf() throws {
    let help = staff.run("help").split(separator: "\n", omittingEmptySubsequences: false)
    let desk = help.drop { $0 != "The desk" }.dropFirst().prefix { !$0.isEmpty }
    let names = desk.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.sorted() == Self.commands.map(\.key).sorted(), "a command of the desk is missing here")
    staff.run("renew 12", Self.longer)
    let before = try entries()
    for (name, entries) in Self.commands where !entries.isEmpty {
      for entry in entries.dropLast() { staff.run(entry) }
      let last = try #require(entries.last)
      // Nothing was shown under the what-if that could be confirmed.
      if name == "pay" || name == "yes" { continue }
      let told = staff.run(last, status: 1)
      #expect(told.contains("a what-if holds over the rules") && told.contains("`drop`"), "\(name): \(told)")
    }
    #expect(staff.run("vat consult Kontor", status: 1).contains("a what-if holds over the rules"))
    #expect(try self.entries() == before)
    // Without it each of them does what it says.
    staff.run("drop", "clock 2025-02-20")
    for (name, entries) in Self.commands where !entries.isEmpty && name != "pay" && name != "yes" {
      for entry in entries.dropLast() { staff.run(entry) }
      staff.run(try #require(entries.last))
      // The reseller's role is taken once somebody else has it.
      if name == "make" { staff.run("yes") }
    }
  }

  /// A proposal that was shown before waits until the what-if is gone.
  @Test mutating func whatWasShownBeforeIsNotConfirmedUnderAWhatIf() throws {
    staff.run("top up 1", Self.longer)
    let before = try entries()
    #expect(staff.run("pay card 4712", status: 1).contains("a what-if holds over the rules"))
    #expect(try entries() == before)
    staff.run("drop longer")
    #expect(staff.run("pay card 4712").contains("11 licences until 2026-02-20"))
    staff.run("edit address=\"Storgatan 1\"", Self.longer)
    staff.run("yes", status: 1)
    staff.run("drop", "yes")
    #expect(staff.run("account").contains("Storgatan 1"))
  }

  /// What a customer paid for is twelve months, whatever is being tried.
  @Test mutating func aTransferIsActivatedByTheRulesOfTheFilesOnly() {
    staff.run(Self.longer)
    staff.run("received 2025-00002", status: 1)
    staff.run("drop")
    #expect(staff.run("received 2025-00002").contains("3 licences until 2026-02-20"))
  }

  /// Nine questions are not asked to be refused after the last.
  @Test mutating func nothingIsAskedThatCannotBeDone() {
    staff.run(Self.longer)
    #expect(staff.run("create", status: 1).contains("a what-if holds over the rules"))
    // Looking goes on.
    for entry in ["account", "members", "quote top up 3", "orders", "invoices", "history", "clock"] { staff.run(entry) }
  }
}
