import Diagnostics

/// The name of a notice: the same for the same cause, rule and receiver, and telling nothing of them.
enum NoticeIdentifier {
  static func text(cause: String, effect: String, address: String) -> String {
    let parts = [cause, effect, address].map { "\($0.utf8.count) \($0)" }
    return "n-" + ContentHash.sha256(parts.joined(separator: " ").utf8).prefix(24)
  }
}
