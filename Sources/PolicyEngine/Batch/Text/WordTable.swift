/// Words of few bytes and their codes, found without making a text of what is read. Plain memory: whoever makes one frees
/// it.
struct WordTable: BitwiseCopyable {
  /// The words as their bytes, the first lowest, with their length on top; in a table with free places between.
  private let entries: UnsafeMutablePointer<Entry>
  private let mask: Int

  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var code: Int64
  }

  /// Words of more bytes are not held.
  static let longest = 7

  init(_ words: [(word: String, code: Int64)]) {
    let short = words.filter { $0.word.utf8.count <= Self.longest && !$0.word.isEmpty }
    var size = 4
    while size < short.count * 4 { size *= 2 }
    entries = .allocate(capacity: size)
    entries.initialize(repeating: Entry(key: 0, code: 0), count: size)
    for (word, code) in short {
      var key = UInt64(word.utf8.count) << 56
      for (index, byte) in word.utf8.enumerated() { key |= UInt64(byte) << UInt64(8 * index) }
      var place = Self.place(key, size - 1)
      while entries[place].key != 0, entries[place].key != key { place = (place + 1) & (size - 1) }
      if entries[place].key == 0 { entries[place] = Entry(key: key, code: code) }
    }
    mask = size - 1
  }

  func deallocate() { entries.deallocate() }

  @inline(__always)
  private static func place(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
  }

  /// The code of the word that these bytes are; nil for none.
  ///
  /// - Parameter start: Eight bytes can be read from here, whatever stands behind the word.
  @inline(__always)
  func code(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count > 0, count <= Self.longest else { return nil }
    let bytes = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
    let key = bytes & ((1 << UInt64(8 * count)) - 1) | UInt64(count) << 56
    var place = Self.place(key, mask)
    while entries[place].key != 0 {
      if entries[place].key == key { return entries[place].code }
      place = (place &+ 1) & mask
    }
    return nil
  }
}
