/// Members of JSON lines that are not read and that the first line does not have. Used by one thread at a time.
final class UnreadMembers {
  /// So many names are enough to see what is wrong, and they stay few however many a file has.
  static let limit = 100

  /// Those that are new since they were taken last, in the order met.
  private var new: [String] = []
  private var known: Set<String> = []

  func note(_ name: String) {
    guard known.count < Self.limit, known.insert(name).inserted else { return }
    new.append(name)
  }

  func take() -> [String] {
    defer { new.removeAll() }
    return new
  }
}
