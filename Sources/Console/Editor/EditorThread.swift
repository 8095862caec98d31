import CLibeditShim
import Glibc
import Synchronization

/// Runs the console on a thread of its own, with 8 MB of stack, and returns its result.
///
/// Signals become messages: SIGINT, SIGWINCH, SIGCONT, SIGTSTP, SIGTERM and SIGHUP are blocked, here and in
/// every thread made from here on, and one more thread waits for them. Call it before anything else starts
/// threads, `Task`s included: a thread that does not block SIGINT would let it kill the process.
package func runOnEditorThread(_ body: @escaping @Sendable () -> Int32) -> Int32 {
  _ = SignalThread.started
  let call = EditorCall(body)
  guard let thread = startThread(stack: 8 << 20, { call.run() }) else { return body() }
  pthread_join(thread, nil)
  return call.result.load(ordering: .acquiring)
}

private final class EditorCall: Sendable {
  let body: @Sendable () -> Int32
  let result = Atomic<Int32>(0)

  init(_ body: @escaping @Sendable () -> Int32) {
    self.body = body
  }

  func run() {
    result.store(body(), ordering: .releasing)
  }
}

/// The thread that waits for signals. There is one in a process.
enum SignalThread {
  static let awaited: [Int32] = [SIGINT, SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP]

  /// Whether an editor waits for keys, and so will read its mail and stop by itself.
  static var editorIsWaiting: Bool {
    get { waiting.load(ordering: .acquiring) }
    set { waiting.store(newValue, ordering: .releasing) }
  }
  private static let waiting = Atomic<Bool>(false)

  /// Starts it at the first use.
  static let started: Void = {
    var set = signalSet()
    pthread_sigmask(SIG_BLOCK, &set, nil)
    if let thread = startThread(stack: 1 << 20, { run() }) { pthread_detach(thread) }
  }()

  private static func run() {
    var set = signalSet()
    while true {
      var signal: Int32 = 0
      guard sigwait(&set, &signal) == 0 else { continue }
      switch signal {
      case SIGINT:
        Interrupt.request()
        Mailbox.process.post(.interrupt)
      case SIGWINCH: Mailbox.process.post(.resized)
      case SIGCONT: Mailbox.process.post(.continued)
      case SIGTSTP:
        if editorIsWaiting { Mailbox.process.post(.suspend) } else { deliver(SIGTSTP) }
      default:
        // Asked twice: whatever runs does not listen.
        if Interrupt.endingSignal != nil { deliver(signal) }
        Interrupt.end(by: signal)
        Mailbox.process.post(.terminate)
      }
    }
  }

  /// Lets a signal do to the process what it does by default, and returns when the process goes on.
  /// Not SIGSTOP: the kernel ignores SIGTSTP where no shell could ever wake the process again.
  static func deliver(_ signal: Int32) {
    var one = sigset_t()
    sigemptyset(&one)
    sigaddset(&one, signal)
    pthread_sigmask(SIG_UNBLOCK, &one, nil)
    pthread_kill(pthread_self(), signal)
    pthread_sigmask(SIG_BLOCK, &one, nil)
  }

  private static func signalSet() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in awaited { sigaddset(&set, signal) }
    return set
  }
}

/// A thread with a stack of that many bytes; nil if the system gives none.
private func startThread(stack: Int, _ body: @escaping @Sendable () -> Void) -> pthread_t? {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, stack)
  let box = Unmanaged.passRetained(Box(body))
  var thread = pthread_t()
  let failed = pthread_create(
    &thread, &attributes,
    { argument in
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  guard failed == 0 else {
    box.release()
    return nil
  }
  return thread
}
