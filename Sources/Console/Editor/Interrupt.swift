import Diagnostics
import Glibc
import Synchronization

/// What signals ask of the program: to stop what is running, or to end.
package enum Interrupt {
  private static let ending = Atomic<Int32>(0)

  /// Ctrl-C was pressed, or the program has to end, since the last `reset`.
  package static var isRequested: Bool { Cancellation.isRequested }

  /// The signal that ends the program (SIGTERM, SIGHUP), if one came. Stays.
  package static var endingSignal: Int32? {
    let signal = ending.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Ready for the next evaluation. Without effect once the program has to end.
  package static func reset() {
    if endingSignal == nil { Cancellation.reset() }
  }

  /// Asks what is running to stop.
  package static func request() {
    Cancellation.request()
  }

  /// Asks what is running to stop, and every editor to read no more.
  static func end(by signal: Int32) {
    ending.store(signal, ordering: .relaxed)
    request()
  }
}
