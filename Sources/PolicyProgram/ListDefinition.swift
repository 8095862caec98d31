package import Diagnostics

/// A list of countries or words.
package struct ListDefinition: Sendable {
  package var name: String
  package var title: String
  package var isCountries: Bool
  /// Codes with the days they are in it.
  package var entries: [Entry]
  package var dateNode: Int32
  package var range: SourceRange

  package init(
    name: String, title: String, isCountries: Bool, entries: [Entry], dateNode: Int32, range: SourceRange
  ) {
    self.name = name
    self.title = title
    self.isCountries = isCountries
    self.entries = entries
    self.dateNode = dateNode
    self.range = range
  }

  package struct Entry: Sendable {
    package var code: Int
    package var firstDay: Int128
    package var lastDay: Int128
    package var range = SourceRange.none

    package init(
      code: Int, firstDay: Int128, lastDay: Int128, range: SourceRange = SourceRange.none
    ) {
      self.code = code
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.range = range
    }
  }
}
