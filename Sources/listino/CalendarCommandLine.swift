import ArgumentParser
import Console
import Diagnostics
import PolicyEngine
import Quantities

/// `listino calendar`: what the next days bring to the book.
struct CalendarCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar", abstract: "What starts, ends, is to be looked at again or lacks a rate in the next days.",
    discussion: "Reviews that are past due come first. Exit code 0, whatever there is.")

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "How many days to look ahead.") var days = 90
  @Option(name: .long, help: ArgumentHelp("The first day; today if not given.", valueName: "date"))
  var on: String?
  @Option(name: .long, help: "text or json.") var format = ReportFormat.text

  func run() throws {
    guard let day = on.map({ CalendarDate(parsing: $0) }) ?? Clock.today else {
      Streams.error("“\(Display.harmless(on ?? ""))” is no day\n  cure: write it as 2026-01-31")
      throw ExitCode(ExitStatus.usage)
    }
    guard days >= 0 else {
      Streams.error("\(days) days are in the past\n  cure: write --days 0 or more; --on names another first day")
      throw ExitCode(ExitStatus.usage)
    }
    let calendar = CalendarText(BookCalendar(try book.book(), from: day, days: days))
    switch format {
    case .json: Streams.output(calendar.json.text(pretty: false))
    case .text: Streams.output(calendar.text)
    }
  }
}
