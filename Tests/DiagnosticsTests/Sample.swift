import Diagnostics

/// A small book, two codes and a way to point at words, for rendering.
enum Sample {
  static let clash = DiagnosticCode(
    id: "L203", title: "Two cases decide one value",
    meaning: "Both cases apply to one order, and neither is an exception to the other.",
    example: "value a\n  is 1 when x\n  is 2 when y", cure: "Say which one is the exception.")

  static let book = SourceText(
    name: "rules/reseller.rules",
    text: """
      value reseller-discount "Reseller discount"
        is 0%
      exception reseller-rate to reseller-discount
        is agreed-discount
        when buyer is reseller

      exception autumn to reseller-discount
        is 5%
      \twhen month is 日本 and é́ is 10
      price net "Net"
        for each line
        start list-price × licences
      """)

  static let other = SourceText(name: "rules/other.rules", text: "one\ntwo three four\nfive\n")

  /// The range of some words, where they stand for the first time.
  static func place(_ words: String, in source: SourceText = book, index: Int = 0) -> SourceRange {
    let (text, wanted) = (Array(source.text.utf8), Array(words.utf8))
    let lower = text.indices.first { text[$0...].starts(with: wanted) }!
    return SourceRange(source: index, lower: lower, upper: lower + wanted.count)
  }

  static func rendered(_ diagnostic: Diagnostic, colour: Bool = false, width: Int? = nil) -> String {
    DiagnosticRenderer(sources: [book, other], colour: colour, width: width).text(diagnostic)
  }
}
