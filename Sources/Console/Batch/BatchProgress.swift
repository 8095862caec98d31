import Glibc

/// A bar on a terminal: how much is read, how fast, and how long it takes from here.
package final class BatchProgress {
  private let total: Int
  private let start: Int64
  private var shown: Int64 = 0
  private var isShown = false

  /// - Parameter total: The bytes of the input; 0 where they are not known.
  package init(total: Int) {
    self.total = total
    start = Self.now()
  }

  /// Draws it anew, ten times a second at most.
  func show(rows: Int, bytes: Int) {
    let time = Self.now()
    guard time - shown >= 100_000_000 else { return }
    shown = time
    isShown = true
    Streams.error(whole: "\r\u{1B}[K" + text(rows: rows, bytes: bytes, nanoseconds: time - start))
  }

  /// Takes it away.
  func end() { if isShown { Streams.error(whole: "\r\u{1B}[K") } }

  /// `[######----] 60%  1200000 rows/s  3 s left`.
  func text(rows: Int, bytes: Int, nanoseconds: Int64) -> String {
    let rate = rows * 1_000_000 / max(1, Int(nanoseconds / 1_000))
    guard total > 0 else { return "\(rows) rows  \(rate) rows/s" }
    let share = min(100, bytes * 100 / total)
    let bar = String(repeating: "#", count: share / 5) + String(repeating: "-", count: 20 - share / 5)
    let left = bytes > 0 ? Int(nanoseconds / 1_000_000) * max(0, total - bytes) / bytes / 1_000 : 0
    return "[\(bar)] \(share)%  \(rate) rows/s  \(left) s left"
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
