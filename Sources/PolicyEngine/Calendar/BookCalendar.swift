import Diagnostics
package import PolicyLanguage
import PolicyModel
import PolicyProgram
package import Quantities

/// What the next days bring to a book: what starts, what ends, what nothing follows, and what is to be looked at again.
/// The language has no clock: the day comes from outside.
package struct BookCalendar: Sendable {
  package let first: CalendarDate
  /// The last day looked at.
  package let last: CalendarDate
  /// Reviews that are past due first, then by day, then by place.
  package private(set) var entries: [CalendarEntry] = []

  let book: RuleBook

  /// - Parameters:
  ///   - day: The first day looked at.
  ///   - days: How many days after it are looked at too.
  package init(_ book: RuleBook, from day: CalendarDate, days: Int) {
    self.book = book
    first = day
    last = CalendarDate(
      dayNumber: min(day.dayNumber + min(max(0, days), 10_000_000), CalendarDate.last.dayNumber))
    for value in program.values where !value.isStep { addCases(of: value) }
    for list in program.lists { addEntries(of: list) }
    for effect in program.effects {
      let name = "\(effect.kind) \(effect.name)"
      if let date = inside(effect.firstDay) { add(date, .starts, "\(name) starts", effect.range) }
      if let date = inside(effect.lastDay) { add(date, .ends, "\(name) ends", effect.range) }
    }
    entries = Self.sorted(entries)
  }

  var program: Program { book.program }

  private static func sorted(_ entries: [CalendarEntry]) -> [CalendarEntry] {
    func rank(_ kind: CalendarEntry.Kind) -> Int { CalendarEntry.Kind.allCases.firstIndex(of: kind) ?? 0 }
    // The order of the book decides between equals.
    return entries.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if (one.kind == .overdue) != (other.kind == .overdue) { return one.kind == .overdue }
      return (one.date.dayNumber, rank(one.kind), left.offset) < (other.date.dayNumber, rank(other.kind), right.offset)
    }.map(\.element)
  }

  // MARK: Days

  /// The day of a window's end, if it is one of those looked at.
  func inside(_ day: Int128) -> CalendarDate? {
    guard let number = Int(exactly: day), let date = CalendarDate(checkedDayNumber: number) else { return nil }
    return (first...last).contains(date) ? date : nil
  }

  mutating func add(_ date: CalendarDate, _ kind: CalendarEntry.Kind, _ text: String, _ range: SourceRange) {
    let entry = CalendarEntry(date: date, kind: kind, text: text, place: book.place(range))
    // A row with a list in a cell is several in the program, and one for its author.
    if !entries.contains(entry) { entries.append(entry) }
  }

  mutating func addReview(_ day: CalendarDate?, of name: String, _ range: SourceRange) {
    guard let day, day <= last else { return }
    if day < first {
      add(day, .overdue, "\(name) was to be looked at again", range)
    } else {
      add(day, .review, "\(name) is to be looked at again", range)
    }
  }

  /// What its author wrote at a place, on one line.
  func written(_ range: SourceRange) -> String {
    guard book.sources.indices.contains(range.source) else { return "" }
    let bytes = book.sources[range.source].bytes
    let text = String(decoding: bytes[max(0, range.lower)..<min(range.upper, bytes.count)], as: UTF8.self)
    return text.split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
  }

  // MARK: Lists

  private mutating func addEntries(of list: ListDefinition) {
    for entry in list.entries {
      let name = list.isCountries ? Country.code(at: entry.code) : program.words[entry.code]
      let others = list.entries.filter { $0.code == entry.code && $0.range != entry.range }
      if let date = inside(entry.firstDay), !others.contains(where: { $0.lastDay == entry.firstDay - 1 }) {
        add(date, .starts, "\(name) joins list \(list.name)", entry.range)
      }
      if let date = inside(entry.lastDay), !others.contains(where: { $0.firstDay == entry.lastDay + 1 }) {
        add(date, .ends, "\(name) leaves list \(list.name)", entry.range)
      }
    }
  }
}
