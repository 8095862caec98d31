/// What the bytes of a JSON document are, looked at where they lie. 16 bytes behind the document can be read.
enum JSONBytes {
  /// Where the blanks that begin here end.
  @inline(__always)
  static func afterBlanks(_ start: UnsafePointer<UInt8>, _ first: Int, _ end: Int) -> Int {
    var position = first
    while position < end, start[position] == 32 || start[position] == 9 || start[position] == 13 { position &+= 1 }
    return position
  }

  /// How many bytes stand before the next that is a quote, a backslash, a control or no ASCII; eight are looked at together.
  @inline(__always)
  static func plainLength(_ cell: UnsafePointer<UInt8>, _ limit: Int) -> Int {
    let (low, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var length = 0
    while length < limit {
      let bytes = UnsafeRawPointer(cell + length).loadUnaligned(as: UInt64.self)
      let quotes = bytes ^ (low &* 0x22)
      let backslashes = bytes ^ (low &* 0x5C)
      let ends =
        (((quotes &- low) & ~quotes) | ((backslashes &- low) & ~backslashes) | ((bytes &- low &* 0x20) & ~bytes)
          | bytes) & high
      if ends != 0 { return min(length + ends.trailingZeroBitCount >> 3, limit) }
      length += 8
    }
    return limit
  }

  /// Whether these bytes are a plain number, true or false: what else a document can hold is read elsewhere.
  @inline(__always)
  static func isBare(_ cell: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard length > 0 else { return false }
    if cell[0] == UInt8(ascii: "t") {
      return length == 4 && cell[1] == UInt8(ascii: "r") && cell[2] == UInt8(ascii: "u") && cell[3] == UInt8(ascii: "e")
    }
    if cell[0] == UInt8(ascii: "f") {
      return length == 5 && cell[1] == UInt8(ascii: "a") && cell[2] == UInt8(ascii: "l")
        && cell[3] == UInt8(ascii: "s") && cell[4] == UInt8(ascii: "e")
    }
    guard cell[0] != 48 || length == 1 || cell[1] == UInt8(ascii: ".") else { return false }
    var points = 0
    for index in 0..<length {
      if cell[index] == UInt8(ascii: "."), index > 0, index < length - 1 {
        points += 1
      } else if cell[index] &- 48 > 9 {
        return false
      }
    }
    return points < 2
  }
}
