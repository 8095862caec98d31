/// A kind of finding, with the page that explains it. Two codes are the same when their ids are.
public struct DiagnosticCode: Sendable {
  /// A short mark that never changes its meaning: `L101`.
  public let id: String
  /// What is wrong, in a few words.
  public let title: String
  /// Why it is wrong, in full sentences.
  public let meaning: String
  /// Lines that show the mistake; may be empty.
  public let example: String
  /// What to do about it.
  public let cure: String

  /// A code with all parts of its page.
  public init(id: String, title: String, meaning: String, example: String, cure: String) {
    self.id = id
    self.title = title
    self.meaning = meaning
    self.example = example
    self.cure = cure
  }

  /// The page that explains the code, as plain text that ends without a line end.
  public var page: String {
    var parts = ["\(id): \(title)", meaning]
    if !example.isEmpty {
      let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
      parts.append("For example:\n\n" + lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n"))
    }
    if !cure.isEmpty { parts.append("Cure: " + cure) }
    return parts.joined(separator: "\n\n")
  }
}

extension DiagnosticCode: Hashable {
  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.id == right.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
