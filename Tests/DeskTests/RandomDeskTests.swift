import AccountBook
import Desk
import Diagnostics
import PolicyEngine
import PolicyModel
import Quantities
import Testing

/// Thousands of random commands at the desk, against a model in plain memory.
@Suite struct RandomDeskTests {
  static let commands = 700

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func theDeskAgreesWithTheModel(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let rules = try DeskBook.rules()
    // 31 January of years of which one is a leap year, so that month ends come up.
    let driver = try DeskDriver(rules, day: [19_753, 20_484, 20_849][Int(seed % 3)])
    while driver.done + driver.refused < Self.commands { try driver.step(&random) }
    #expect(driver.done > Self.commands / 4 && driver.refused > Self.commands / 10)
    #expect(try driver.book.faults().isEmpty)
    try comparePast(driver)
    try compareOrders(driver)
  }

  /// What was recorded at the end of each day is what the book shows of that day.
  private func comparePast(_ driver: DeskDriver) throws {
    for (position, (day, records)) in driver.model.past.enumerated() {
      let next = position + 1 < driver.model.past.count ? driver.model.past[position + 1].day : driver.model.day
      // The day itself, and the last one before the next change.
      for shown in Set([day, next - 1]).map(CalendarDate.init(dayNumber:)) {
        for (index, number) in driver.numbers.enumerated() where (index + position) % 3 == 0 {
          let (account, members) = try driver.book.file.read(.all, at: shown) { reader in
            (try reader.account(number), try reader.members(of: number, limit: 10_000))
          }
          let record = account.map { DeskDriver.record($0, members) }
          #expect(record == (index < records.count ? records[index] : nil), "customer \(index) on \(shown)")
        }
      }
    }
  }

  /// Every order is as the model has it, and gives the same bytes again.
  private func compareOrders(_ driver: DeskDriver) throws {
    var last: Int64 = 0
    for (customer, number) in zip(driver.model.customers, driver.numbers) {
      let purchases = try driver.book.file.read(.all) { try $0.purchases(of: number, limit: 10_000) }
      #expect(purchases.count == customer.orders.count)
      for (purchase, order) in zip(purchases.reversed(), customer.orders) {
        try driver.compare(purchase, order)
        let stored = try #require(StoredOrder.order(purchase.draft.inputs))
        guard case .quote(let quote) = driver.rules.engine.quote(stored) else {
          Issue.record("order \(purchase.id) has no price any more")
          continue
        }
        let document = QuoteDocument.json(quote, collections: driver.rules.engine.collections).text()
        #expect(document == purchase.draft.document, "order \(purchase.id)")
        last = max(last, purchase.id)
      }
    }
    // One of them by the rules that the book keeps.
    let replay = try Replay(last, driver.desk, driver.rules)
    #expect(replay.isSame && replay.today.isEmpty)
  }
}
