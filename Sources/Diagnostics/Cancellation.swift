import Synchronization

/// The wish of a person that what is running stops. Whatever can take long asks for it now and then, and ends with any
/// result at all: whoever started it throws the result away, and goes on from what was before.
///
/// There is one for the program, for one thing runs at a time for the person who waits. A program in which nobody asks
/// for it, as a command of the command line, never sees one.
package enum Cancellation {
  private static let requested = Atomic<Bool>(false)
  private static let late = Atomic<Bool>(false)

  /// What runs may stop, for its result is not wanted.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// The result is to be thrown away: the wish came, and nothing that lasts had been done.
  package static var isInForce: Bool { isRequested && !late.load(ordering: .relaxed) }

  package static func request() { requested.store(true, ordering: .relaxed) }

  /// Something that lasts has been done, and has to be told.
  package static func comesTooLate() { late.store(true, ordering: .relaxed) }

  /// For what runs next.
  package static func reset() {
    requested.store(false, ordering: .relaxed)
    late.store(false, ordering: .relaxed)
  }
}
