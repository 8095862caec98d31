import Diagnostics

/// The first line of a file that the one layout writes in another way.
package struct LayoutDifference {
  /// From 1.
  package let line: Int
  /// What stands there, and what should; nil behind the end of the text.
  private let found: String?
  private let wanted: String?

  /// nil where the two texts are the same.
  package init?(_ old: String, _ new: String) {
    if old == new { return nil }
    let olds = Self.lines(old)
    let news = Self.lines(new)
    let index =
      zip(olds, news).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(olds.count, news.count)
    line = index + 1
    found = index < olds.count ? olds[index] : nil
    wanted = index < news.count ? news[index] : nil
  }

  /// Lines with their line ends spelled out where they are not one line feed, so that they can be told apart.
  private static func lines(_ text: String) -> [String] {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
      .map(String.init)
    if lines.last == "" { lines.removeLast() } else { lines[lines.count - 1] += "\u{0}" }
    return lines
  }

  /// Two lines: as it is, and as it should be.
  package var text: String {
    "  it is         \(Self.shown(found))\n  it should be  \(Self.shown(wanted))"
  }

  private static func shown(_ line: String?) -> String {
    guard var line else { return "the end of the file" }
    let isOpen = line.last == "\u{0}"
    if isOpen { line.removeLast() }
    let text = Display.harmless(String(line.unicodeScalars.prefix(200)).replacing("\t", with: "\\t"))
    return "“\(text)”" + (isOpen ? " without a line end" : "")
  }
}
