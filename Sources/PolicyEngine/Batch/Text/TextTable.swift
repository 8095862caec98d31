/// The program's texts and their codes, found by their bytes.
final class TextTable: Sendable {
  private let texts: [[UInt8]]
  /// Code plus one, in a table with free places between.
  private let places: [Int32]

  init(_ strings: [String]) {
    texts = strings.map { Array($0.utf8) }
    var size = 4
    while size < strings.count * 3 { size *= 2 }
    var places = [Int32](repeating: 0, count: size)
    for (code, text) in texts.enumerated() {
      var place = text.withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
      while places[place] != 0 { place = (place + 1) & (size - 1) }
      places[place] = Int32(code + 1)
    }
    self.places = places
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 29) >> 1)
  }

  /// The code of these bytes; nil where no text of the program is the same.
  func code(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var place = Self.hash(bytes) & (places.count - 1)
    while places[place] != 0 {
      let code = Int(places[place]) - 1
      if texts[code].elementsEqual(bytes) { return Int64(code) }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }
}
