import Diagnostics
import PolicyEngine

extension ConsoleCommand {
  /// `calendar [DAYS]`: what the next days bring to the book.
  static let calendar = ConsoleCommand(
    name: "calendar", arguments: "[DAYS]", summary: "what starts, ends or lacks a rate in the next 90 days",
    completes: .nothing, isForStaff: true
  ) { session, arguments in
    guard let book = session.book else { return .problem("no book is loaded: mend the rules and type `reload`") }
    guard let days = arguments.isEmpty ? 90 : Int(arguments), days >= 0 else {
      return .problem(
        "“\(Display.harmless(arguments))” is no number of days\n  cure: type `calendar 30`", ExitStatus.usage)
    }
    // A rehearsal has its own day.
    guard let today = session.desk?.rehearsalDay ?? session.today() else {
      return .problem("today is not known here", ExitStatus.unavailable)
    }
    return ConsoleResponse(output: CalendarText(BookCalendar(book, from: today, days: days)).text)
  }
}
