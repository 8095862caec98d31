import Diagnostics
import PolicyModel

/// How a mistake of a line is told.
extension LineParser {
  func failure(
    _ code: DiagnosticCode, _ message: String, at place: SourceRange? = nil, label: String? = nil, cure: String? = nil,
    replacing: (Token, String)? = nil, indentingBy indent: Int = 0
  ) -> SyntaxFailure {
    var corrected = replacing.map { correctedLine(from: $0.0.lower, to: $0.0.upper, with: $0.1) }
    if corrected?.isEmpty == true { corrected = nil }
    if indent > 0 { corrected = String(repeating: " ", count: indent) + source.slice(lineRange.lower, lineRange.upper) }
    return SyntaxFailure(
      diagnostic: Diagnostic(code, message, at: place ?? here, label: label, cure: cure, correctedLine: corrected))
  }

  /// The current line with a part of it replaced.
  func correctedLine(from lower: Int, to upper: Int, with replacement: String) -> String {
    let line = source.lineNumber(at: lower)
    let start = source.offset(ofLine: line)
    let text = source.line(line)
    let bytes = Array(text.utf8)
    guard lower - start <= bytes.count, upper - start <= bytes.count, bytes.count < 4_096 else { return replacement }
    let before = String(decoding: bytes[..<(lower - start)], as: UTF8.self)
    let after = String(decoding: bytes[(upper - start)...], as: UTF8.self)
    var corrected = before + replacement + after
    if let comment = corrected.firstIndex(of: "#"), !corrected[..<comment].contains("\"") {
      corrected = String(corrected[..<comment])
    }
    while corrected.first == " " || corrected.first == "\t" { corrected.removeFirst() }
    while corrected.last == " " || corrected.last == "\t" { corrected.removeLast() }
    return corrected
  }

  /// What stands here does not belong here: the best message for what it is.
  func unexpected(expected: String) -> SyntaxFailure {
    guard let token = current else {
      return failure(
        .lineEndsEarly, "the line ends too early: \(expected) is missing", label: "\(expected) belongs here",
        cure: "write it at the end of the line")
    }
    if let mistake = commonMistake(token) ?? spacedNumber(token) { return mistake }
    let shown = Display.harmless(String(text(token).prefix(60)))
    return failure(.unexpectedToken, "“\(shown)” does not fit here: \(expected) is expected")
  }
}
