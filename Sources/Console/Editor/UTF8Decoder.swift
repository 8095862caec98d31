/// Bytes of a terminal as they come, in pieces of any size, to scalars. What is no UTF-8 becomes U+FFFD.
struct UTF8Decoder {
  private var pending: [UInt8] = []

  /// Whether a sequence has begun that the next byte may go on.
  var isMidSequence: Bool { !pending.isEmpty }

  /// Takes one byte, appends what it completes.
  mutating func feed(_ byte: UInt8, into scalars: inout [Unicode.Scalar]) {
    pending.append(byte)
    while !pending.isEmpty {
      let needed = Self.length(pending[0])
      let wellFormed = needed > 0 && zip(1..., pending.dropFirst()).allSatisfy { Self.fits(pending[0], $0, $1) }
      if !wellFormed {
        // One mark for the part that had been right so far; the byte that broke it may begin anew.
        scalars.append("\u{FFFD}")
        let broken = pending.count == 1 ? 1 : pending.count - 1
        pending.removeFirst(broken)
      } else if pending.count == needed {
        scalars.append(Self.value(pending))
        pending.removeAll(keepingCapacity: true)
      } else {
        return
      }
    }
  }

  /// Bytes of a sequence by its first one; 0 if none begins so.
  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0x00...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// Neither overlong, nor half of a surrogate pair, nor beyond U+10FFFF.
  private static func fits(_ lead: UInt8, _ position: Int, _ byte: UInt8) -> Bool {
    guard position == 1 else { return 0x80...0xBF ~= byte }
    return switch lead {
    case 0xE0: 0xA0...0xBF ~= byte
    case 0xED: 0x80...0x9F ~= byte
    case 0xF0: 0x90...0xBF ~= byte
    case 0xF4: 0x80...0x8F ~= byte
    default: 0x80...0xBF ~= byte
    }
  }

  private static func value(_ bytes: [UInt8]) -> Unicode.Scalar {
    guard bytes.count > 1 else { return Unicode.Scalar(bytes[0]) }
    let lead = UInt32(bytes[0]) & (0x7F >> UInt32(bytes.count))
    let value = bytes.dropFirst().reduce(lead) { $0 << 6 | UInt32($1 & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
