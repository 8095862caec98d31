import Glibc

/// The keyboard's bytes as characters for libedit, with a mailbox polled at the same time.
struct TerminalInput {
  enum Event: Equatable {
    case character(Unicode.Scalar)
    case key(EditorKey)
    /// The mailbox has something; nothing has been typed yet.
    case mail
    /// The terminal is gone.
    case end
  }

  let descriptor: Int32
  let mail: Int32
  /// Milliseconds a terminal may take between the bytes of one key.
  var patience: Int32 = 50
  /// vi's keymaps run an unknown sequence as commands, so there it becomes one key; emacs users may have bound it.
  var swallowsUnknownSequences = false

  private var bytes: ArraySlice<UInt8> = []
  private var decoder = UTF8Decoder()
  private var decoded: [Unicode.Scalar] = []
  /// Characters already looked at, which begin no key.
  private var plain: ArraySlice<Unicode.Scalar> = []

  init(descriptor: Int32, mail: Int32) {
    self.descriptor = descriptor
    self.mail = mail
  }

  /// Whether `next` would answer at once.
  var isReady: Bool {
    if !plain.isEmpty || !decoded.isEmpty || !bytes.isEmpty { return true }
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) > 0
  }

  /// The next key or message.
  mutating func next() -> Event {
    if let scalar = plain.popFirst() { return .character(scalar) }
    switch raw(waiting: -1) {
    case .character("\u{1B}"): return afterEscape()
    case .character(let scalar):
      // A C1 control is our own key's name inside; typed, it is as little a character as a bad byte.
      return .character(0x80...0x9F ~= scalar.value ? "\u{FFFD}" : scalar)
    case let other: return other ?? .end
    }
  }

  /// The next character as it was sent: for the inside of a paste.
  mutating func nextRaw() -> Event {
    if let scalar = plain.popFirst() { return .character(scalar) }
    return raw(waiting: -1) ?? .end
  }

  /// Forgets what has been read and not been taken, half a character included.
  mutating func discard() {
    bytes = []
    decoder = UTF8Decoder()
    decoded = []
    plain = []
  }

  private mutating func afterEscape() -> Event {
    var sequence: [Unicode.Scalar] = []
    while sequence.count < 16, case .character(let scalar) = raw(waiting: patience) {
      sequence.append(scalar)
      if sequence.count == 1 {
        if scalar == "[" || scalar == "O" { continue }
        break
      }
      if sequence[0] == "O" || 0x40...0x7E ~= scalar.value { break }
    }
    let text = String(String.UnicodeScalarView(sequence))
    if let key = EditorKey(sequence: text) { return .key(key) }
    if swallowsUnknownSequences, sequence.count > 2, sequence[0] == "[" { return .key(.unknown) }
    plain = sequence[...]
    return .character("\u{1B}")
  }

  /// One decoded character, waiting so many milliseconds for it (-1: for ever); nil when none came.
  /// Mail interrupts only a wait without end.
  private mutating func raw(waiting milliseconds: Int32) -> Event? {
    while decoded.isEmpty {
      if let byte = bytes.popFirst() {
        decoder.feed(byte, into: &decoded)
        continue
      }
      switch wait(milliseconds) {
      case .character: if !fill() { return .end }
      case .mail: return .mail
      default: return nil
      }
    }
    return .character(decoded.removeFirst())
  }

  /// `.character` stands for readable bytes, nil for none in time.
  private func wait(_ milliseconds: Int32) -> Event? {
    var watched = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: mail, events: Int16(POLLIN), revents: 0),
    ]
    let forEver = milliseconds < 0
    while true {
      // Without a pipe the mailbox is looked at now and then.
      let timeout = forEver && mail < 0 ? 100 : milliseconds
      let ready = poll(&watched, forEver ? 2 : 1, timeout)
      if ready < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return .character("\0")
      }
      if forEver, ready == 0 || watched[1].revents != 0 { return .mail }
      return ready == 0 ? nil : .character("\0")
    }
  }

  private mutating func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes = buffer[..<count]
        return true
      }
      if count < 0, errno == EINTR { continue }
      // Another program that shared the terminal may have left it non-blocking.
      if count < 0, errno == EAGAIN { return true }
      return false
    }
  }
}
