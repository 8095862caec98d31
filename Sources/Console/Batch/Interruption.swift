import Glibc
import Synchronization

/// An interrupted run leaves no half-written file: the names of unfinished files are removed when the program is told to end.
package enum Interruption {
  private static let isInterrupted = Atomic<Bool>(false)
  private static let files = Mutex<[String]>([])

  /// Listens for interrupts from the terminal and requests to end.
  package static func listen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interruption.note() }
      sigaddset(&signals, number)
    }
    // Whoever started the program may have had them held back.
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  private static func note() { isInterrupted.store(true, ordering: .relaxed) }

  /// Whether the program was told to end.
  package static var isNoted: Bool { isInterrupted.load(ordering: .relaxed) }

  static func remove(_ file: String) { files.withLock { $0.append(file) } }
  static func keep(_ file: String) { files.withLock { $0.removeAll { $0 == file } } }

  /// Removes what is unfinished.
  package static func clean() { files.withLock { for file in $0 { unlink(file) } } }
}
