import Diagnostics
import PolicyModel

/// Corrections that were tried: a line that is shown as it should be has been read in its place, and nothing is wrong
/// with it there.
struct TriedCorrections {
  let files: [SourceText]
  let overlay: [SourceText]
  let vocabulary: Vocabulary

  /// Bytes of rules that are read again at most. Corrections beyond that are not shown; their cures are.
  private static let budget = 4_000_000

  /// The diagnostics, without the corrected lines that do not load.
  func tried(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let size = (files + overlay).reduce(1) { $0 + $1.text.utf8.count }
    var attempts = Self.budget / size
    return diagnostics.map { diagnostic in
      guard let line = diagnostic.correctedLine, diagnostic.severity == .error else { return diagnostic }
      attempts -= 1
      if attempts >= 0, loads(line, for: diagnostic) { return diagnostic }
      var plain = diagnostic
      plain.correctedLine = nil
      return plain
    }
  }

  private func loads(_ corrected: String, for diagnostic: Diagnostic) -> Bool {
    guard let place = diagnostic.places.first?.range, place.source >= 0 else { return false }
    let source = source(place.source)
    let line = source.lineNumber(at: place.lower)
    if loads(corrected, in: place.source, at: line, without: nil) { return true }
    // A condition that joins the line of its result leaves its own.
    guard diagnostic.places.count > 1, diagnostic.places[1].range.source == place.source else { return false }
    let other = source.lineNumber(at: diagnostic.places[1].range.lower)
    return other != line && loads(corrected, in: place.source, at: other, without: line)
  }

  private func source(_ index: Int) -> SourceText {
    index < files.count ? files[index] : overlay[index - files.count]
  }

  /// Whether nothing is wrong with a line where another text stands in its place.
  private func loads(_ corrected: String, in index: Int, at line: Int, without removed: Int?) -> Bool {
    let old = source(index)
    var lines = old.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.indices.contains(line - 1) else { return false }
    let indent = corrected.first == " " ? "" : String(lines[line - 1].prefix { $0 == " " || $0 == "\t" })
    lines[line - 1] = indent + corrected
    // Numbers of lines stay what they are.
    if let removed { lines[removed - 1] = "#" }
    let new = SourceText(name: old.name, text: lines.joined(separator: "\n"))
    var (files, overlay) = (files, overlay)
    if index < files.count { files[index] = new } else { overlay[index - files.count] = new }
    let outcome = BookLoader.load(files, overlay: overlay, vocabulary: vocabulary, triesCorrections: false)
    return !outcome.diagnostics.contains { found in
      guard found.severity == .error, let place = found.places.first?.range, place.source == index else { return false }
      return new.lineNumber(at: place.lower) == line
    }
  }
}
