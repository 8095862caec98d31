import Glibc

/// Lines of a byte stream, strictly UTF-8. Ends with LF or CRLF, a leading byte order mark is dropped, NUL is kept.
struct LineReader {
  enum Line: Equatable {
    case text(String)
    /// Not UTF-8 at this byte, counted from 1 in the line.
    case invalid(byte: Int)
    case tooLong
    /// Messages wait; nothing of the line is lost.
    case mail
    case end
    case failed(String)
  }

  /// Bytes of the longest line: longer ones are refused, so that no input can fill the memory.
  static let usualLimit = 16 << 20

  /// How many lines have been read.
  private(set) var count = 0

  private let descriptor: Int32
  private let mail: Int32
  private let limit: Int
  private var buffer: ArraySlice<UInt8> = []
  private var line: [UInt8] = []
  private var isAtEnd = false

  /// `mail` is a mailbox's descriptor to watch besides.
  init(descriptor: Int32, mail: Int32, limit: Int = usualLimit) {
    self.descriptor = descriptor
    self.mail = mail
    self.limit = limit
  }

  /// The next line; waits for it or for mail.
  mutating func next() -> Line {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        line.append(contentsOf: buffer[..<end])
        buffer = buffer[(end + 1)...]
        return finish()
      }
      line.append(contentsOf: buffer)
      buffer = []
      if line.count > limit {
        isAtEnd = true
        return finish()
      }
      if isAtEnd { return line.isEmpty ? .end : finish() }
      if let event = fill() { return event }
    }
  }

  /// Forgets the part of a line read so far.
  mutating func discardPartialLine() {
    line = []
    buffer = []
  }

  private mutating func finish() -> Line {
    var bytes = line
    line = []
    count += 1
    if bytes.count > limit { return .tooLong }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if count == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    do throws(UTF8.ValidationError) {
      return .text(String(copying: try UTF8Span(validating: bytes.span)))
    } catch {
      return .invalid(byte: error.byteOffsets.lowerBound + 1)
    }
  }

  /// More bytes, or what came instead.
  private mutating func fill() -> Line? {
    var watched = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: mail, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&watched, 2, mail < 0 ? 100 : -1)
    if ready < 0 { return errno == EINTR ? nil : .failed(String(cString: strerror(errno))) }
    if ready == 0 || watched[1].revents != 0 { return .mail }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0 {
      if errno == EINTR || errno == EAGAIN { return nil }
      // A terminal that hung up.
      if errno != EIO { return .failed(String(cString: strerror(errno))) }
    }
    if count > 0 { buffer = bytes[..<count] } else { isAtEnd = true }
    return nil
  }
}
