/// Bytes that are written one after another, in memory that grows. Used by one thread at a time.
package final class ByteBuffer {
  /// What changes with every byte, in memory of its own: nothing guards it on the way of a byte.
  private let live: UnsafeMutablePointer<Live>

  private struct Live: BitwiseCopyable {
    var start: UnsafeMutablePointer<UInt8>
    var count: Int
    var capacity: Int
  }

  package init(capacity: Int = 1 << 16) {
    let capacity = max(64, capacity)
    live = .allocate(capacity: 1)
    live.initialize(to: Live(start: .allocate(capacity: capacity), count: 0, capacity: capacity))
  }

  deinit {
    live.pointee.start.deallocate()
    live.deallocate()
  }

  package var start: UnsafeMutablePointer<UInt8> {
    @inline(__always) get { live.pointee.start }
  }

  package private(set) var count: Int {
    @inline(__always) get { live.pointee.count }
    @inline(__always) set { live.pointee.count = newValue }
  }

  package func removeAll() { count = 0 }

  func removeLast(_ length: Int) { count -= length }

  /// Makes room for so many bytes more.
  @inline(__always)
  func reserve(_ more: Int) {
    if count &+ more > live.pointee.capacity { grow(more) }
  }

  @inline(never)
  private func grow(_ more: Int) {
    let capacity = max(live.pointee.capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    live.pointee = Live(start: larger, count: count, capacity: capacity)
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count &+= 1
  }

  @inline(__always)
  func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    (start + count).update(from: bytes, count: length)
    count &+= length
  }

  package func append(_ text: String) {
    var text = text
    text.withUTF8 { if let base = $0.baseAddress { append(base, $0.count) } }
  }

  // MARK: Numbers

  /// A whole number.
  @inline(__always)
  func append(number value: Int64) {
    reserve(24)
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: value.magnitude)
  }

  /// A number of hundredths, with both digits behind the point.
  @inline(__always)
  func append(hundredths value: Int64) {
    reserve(24)
    if value < 0 { append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    let whole = magnitude / 100
    append(digits: whole)
    let rest = Int(magnitude &- whole &* 100)
    start[count] = UInt8(ascii: ".")
    start[count &+ 1] = UInt8(truncatingIfNeeded: 48 &+ rest / 10)
    start[count &+ 2] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
    count &+= 3
  }

  /// There is room for them.
  @inline(__always)
  private func append(digits value: UInt64) {
    var length = 1
    var bound: UInt64 = 10
    while value >= bound, length < 20 {
      length &+= 1
      bound = length < 20 ? bound &* 10 : .max
    }
    var rest = value
    var place = start + (count &+ length)
    while rest >= 10 {
      let next = rest / 10
      place -= 1
      place.pointee = UInt8(truncatingIfNeeded: 48 &+ rest &- next &* 10)
      rest = next
    }
    place -= 1
    place.pointee = UInt8(truncatingIfNeeded: 48 &+ rest)
    count &+= length
  }

  // MARK: Documents

  /// A cell of a table after RFC 4180: in quotes where it needs them.
  func append(cell bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    let needsQuotes = bytes.contains {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return append(base, bytes.count) }
    append(UInt8(ascii: "\""))
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }

  package func append(cell text: String) {
    var text = text
    text.withUTF8 { append(cell: $0) }
  }

  /// A text of a JSON document, in its quotes. Bytes that are no UTF-8 become the sign for what cannot be read.
  func append(json bytes: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "\""))
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x80 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    if isPlain, let base = bytes.baseAddress {
      append(base, bytes.count)
    } else {
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { append(jsonScalar: scalar) }
    }
    append(UInt8(ascii: "\""))
  }

  private func append(jsonScalar scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\":
      append(UInt8(ascii: "\\"))
      append(UInt8(truncatingIfNeeded: scalar.value))
    case "\n": append("\\n")
    case "\t": append("\\t")
    case "\r": append("\\r")
    default:
      guard scalar.value < 0x20 else { return append(String(scalar)) }
      let digits = String(scalar.value, radix: 16)
      append("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
    }
  }

  package func append(json text: String) {
    var text = text
    text.withUTF8 { append(json: $0) }
  }
}
