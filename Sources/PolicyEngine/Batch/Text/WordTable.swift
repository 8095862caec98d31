/// Words and their codes, found by their bytes without making a text of what is read. Plain memory: whoever makes one frees
/// it.
struct WordTable: BitwiseCopyable {
  /// Words of up to seven bytes: the bytes, the first lowest, with their length on top; in a table with free places between.
  private let short: UnsafeMutablePointer<ShortWord>
  private let shortMask: Int
  /// Longer words; behind a pointer, for readers of cells are copied with their tables.
  private let long: UnsafeMutablePointer<LongWords>

  /// Words in a table with free places between, and the bytes of all of them.
  private struct LongWords: BitwiseCopyable {
    var entries: UnsafeMutablePointer<LongWord>
    var mask: Int
    var bytes: FlatBuffer<UInt8>
  }

  private struct ShortWord: BitwiseCopyable {
    var key: UInt64
    var code: Int64
  }

  private struct LongWord: BitwiseCopyable {
    /// The first and the last eight bytes; of a word of less than sixteen they overlap.
    var first: UInt64
    var last: UInt64
    /// Of bytes; 0 where the place is free.
    var count: Int
    /// Where its bytes begin.
    var offset: Int
    var code: Int64
  }

  private static let longestShort = 7

  /// - Parameter words: Of equal ones the first counts; empty ones are never found.
  init(_ words: [(word: String, code: Int64)]) {
    let shortCount = words.count { $0.word.utf8.count <= Self.longestShort }
    (short, shortMask) = Self.table(shortCount, free: ShortWord(key: 0, code: 0))
    let (entries, mask) = Self.table(
      words.count - shortCount, free: LongWord(first: 0, last: 0, count: 0, offset: 0, code: 0))
    var pool: [UInt8] = []
    for (word, _) in words where word.utf8.count > Self.longestShort { pool += word.utf8 }
    long = .allocate(capacity: 1)
    long.initialize(to: LongWords(entries: entries, mask: mask, bytes: FlatBuffer(pool)))
    var offset = 0
    for (word, code) in words where !word.isEmpty {
      if word.utf8.count <= Self.longestShort {
        insertShort(word, code)
      } else {
        insertLong(offset, word.utf8.count, code)
        offset += word.utf8.count
      }
    }
  }

  private static func table<Entry>(_ count: Int, free: Entry) -> (UnsafeMutablePointer<Entry>, mask: Int) {
    var size = 4
    while size < count * 4 { size *= 2 }
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
    entries.initialize(repeating: free, count: size)
    return (entries, size - 1)
  }

  private func insertShort(_ word: String, _ code: Int64) {
    var key = UInt64(word.utf8.count) << 56
    for (index, byte) in word.utf8.enumerated() { key |= UInt64(byte) << UInt64(8 * index) }
    var place = Self.place(key, shortMask)
    while short[place].key != 0, short[place].key != key { place = (place + 1) & shortMask }
    if short[place].key == 0 { short[place] = ShortWord(key: key, code: code) }
  }

  private func insertLong(_ offset: Int, _ count: Int, _ code: Int64) {
    let start = UnsafePointer(long.pointee.bytes.start + offset)
    guard longCode(start, count) == nil else { return }
    let (first, last) = Self.ends(start, count)
    let (entries, mask) = (long.pointee.entries, long.pointee.mask)
    var place = Self.place(first, last, count, mask)
    while entries[place].count != 0 { place = (place + 1) & mask }
    entries[place] = LongWord(first: first, last: last, count: count, offset: offset, code: code)
  }

  func deallocate() {
    short.deallocate()
    long.pointee.entries.deallocate()
    long.pointee.bytes.deallocate()
    long.deallocate()
  }

  @inline(__always)
  private static func place(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
  }

  @inline(__always)
  private static func place(_ first: UInt64, _ last: UInt64, _ count: Int, _ mask: Int) -> Int {
    place(first ^ (last &* 0xC2B2_AE3D_27D4_EB4F) &+ UInt64(truncatingIfNeeded: count), mask)
  }

  @inline(__always)
  private static func ends(_ start: UnsafePointer<UInt8>, _ count: Int) -> (first: UInt64, last: UInt64) {
    let raw = UnsafeRawPointer(start)
    return (raw.loadUnaligned(as: UInt64.self), (raw + (count - 8)).loadUnaligned(as: UInt64.self))
  }

  /// The code of the word that these bytes are; nil for none.
  ///
  /// - Parameter start: Eight bytes can be read from here, whatever stands behind the word.
  @inline(__always)
  func code(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count <= Self.longestShort else { return longCode(start, count) }
    guard count > 0 else { return nil }
    let bytes = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
    let key = bytes & ((1 << UInt64(8 * count)) - 1) | UInt64(count) << 56
    var place = Self.place(key, shortMask)
    while short[place].key != 0 {
      if short[place].key == key { return short[place].code }
      place = (place &+ 1) & shortMask
    }
    return nil
  }

  @inline(never)
  private func longCode(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let (first, last) = Self.ends(start, count)
    let (entries, mask) = (long.pointee.entries, long.pointee.mask)
    var place = Self.place(first, last, count, mask)
    while entries[place].count != 0 {
      let word = entries[place]
      if word.first == first, word.last == last, word.count == count, isSameInside(word, start) { return word.code }
      place = (place &+ 1) & mask
    }
    return nil
  }

  /// Whether what stands between the first and the last eight bytes is the same.
  @inline(__always)
  private func isSameInside(_ word: LongWord, _ start: UnsafePointer<UInt8>) -> Bool {
    var index = 8
    while index < word.count - 8 {
      guard long.pointee.bytes.start[word.offset + index] == start[index] else { return false }
      index += 1
    }
    return true
  }
}
