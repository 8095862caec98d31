import Diagnostics
import Notification
import PolicyLanguage
import PolicyModel
import Pricing
import Quantities
import Testing

@testable import Console

/// `calendar` in the console: its day comes from the shell.
@Suite struct CalendarCommandTests {
  private static let book = """
    book shop "A shop"
      language 1
      currency EUR
      dated by order-day
      shows fee
    input order-day "Day"
      date from 2020-01-01
    value fee
      is 1 EUR from 2020-01-01
      is 2 EUR from 2026-03-01

    """

  private func core(today: String?) throws -> ConsoleCore {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    var session = ConsoleSession(
      vocabulary: vocabulary, today: { today.flatMap { CalendarDate(parsing: $0) } },
      readFiles: { .success([SourceText(name: "shop.rules", text: Self.book)]) })
    #expect(session.reload() == ConsoleResponse())
    return ConsoleCore(session: session)
  }

  @Test func theNextDays() throws {
    var core = try core(today: "2026-01-01")
    let line = "2026-03-01  fee: is 2 EUR from 2026-03-01 starts, in place of 1 EUR  shop.rules:10"
    #expect(core.handle("calendar") == ConsoleResponse(output: line))
    #expect(
      core.handle("calendar 30").output
        == "nothing starts, ends or is to be looked at again from 2026-01-01 to 2026-01-31"
    )
    for words in ["calendar -1", "calendar soon", "calendar 1 2"] {
      #expect(core.handle(words).status == ExitStatus.usage)
    }
  }

  @Test func withoutAClock() throws {
    var core = try core(today: nil)
    #expect(core.handle("calendar").problem == "today is not known here")
  }
}
