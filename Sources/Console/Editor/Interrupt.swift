import Glibc
import Synchronization

/// The wish to stop what is running. A long evaluation asks `isRequested` now and then.
package enum Interrupt {
  private static let requested = Atomic<Bool>(false)
  private static let ending = Atomic<Int32>(0)

  /// Ctrl-C was pressed, or the program has to end, since the last `reset`.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// The signal that ends the program (SIGTERM, SIGHUP), if one came. Stays.
  package static var endingSignal: Int32? {
    let signal = ending.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Ready for the next evaluation. Without effect once the program has to end.
  package static func reset() {
    if endingSignal == nil { requested.store(false, ordering: .relaxed) }
  }

  /// Asks what is running to stop.
  package static func request() {
    requested.store(true, ordering: .relaxed)
  }

  /// Asks what is running to stop, and every editor to read no more.
  static func end(by signal: Int32) {
    ending.store(signal, ordering: .relaxed)
    request()
  }
}
