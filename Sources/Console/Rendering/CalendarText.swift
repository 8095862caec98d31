package import Diagnostics
package import PolicyEngine
import Quantities

/// A book's calendar: one line for each entry, aligned, or a document.
package struct CalendarText {
  private let calendar: BookCalendar

  package init(_ calendar: BookCalendar) { self.calendar = calendar }

  package var text: String {
    if calendar.entries.isEmpty {
      return "nothing starts, ends or is to be looked at again from \(calendar.first) to \(calendar.last)"
    }
    return Columns(headings: []).text(calendar.entries.map { [$0.date.description, $0.text, $0.place] })
  }

  package var json: JSON {
    .object([
      .init("from", JSON(calendar.first.description)), .init("to", JSON(calendar.last.description)),
      .init(
        "entries",
        .array(
          calendar.entries.map { entry in
            .object([
              .init("date", JSON(entry.date.description)), .init("kind", JSON(entry.kind.rawValue)),
              .init("text", JSON(entry.text)), .init("at", JSON(entry.place)),
            ])
          })),
    ])
  }
}
