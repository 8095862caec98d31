/// Bytes that are written one after another, in memory that grows. Used by one thread at a time.
package final class ByteBuffer {
  package private(set) var start: UnsafeMutablePointer<UInt8>
  package private(set) var count = 0
  private var capacity: Int

  package init(capacity: Int = 1 << 16) {
    self.capacity = max(64, capacity)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  package func removeAll() { count = 0 }

  /// Makes room for so many bytes more.
  @inline(__always)
  func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
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

  private static let pairs: [UInt8] = (UInt8(0)..<100).flatMap { number -> [UInt8] in
    [48 + number / 10, 48 + number % 10]
  }

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
    Self.pairs.withUnsafeBufferPointer {
      start[count &+ 1] = $0[rest &* 2]
      start[count &+ 2] = $0[rest &* 2 &+ 1]
    }
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
    var place = count &+ length
    Self.pairs.withUnsafeBufferPointer { pairs in
      while rest >= 100 {
        let next = rest / 100
        let pair = Int(rest &- next &* 100) &* 2
        place &-= 2
        start[place] = pairs[pair]
        start[place &+ 1] = pairs[pair &+ 1]
        rest = next
      }
      if rest >= 10 {
        start[place &- 2] = pairs[Int(rest) &* 2]
        start[place &- 1] = pairs[Int(rest) &* 2 &+ 1]
      } else {
        start[place &- 1] = UInt8(truncatingIfNeeded: 48 &+ rest)
      }
    }
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
