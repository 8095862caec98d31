import PolicyLanguage
import PolicyProgram
import Quantities

/// Reads one input's answers from bytes: first as they are written plainly, then with blanks around them, in other letters
/// or with their unit. What is written in another way, or wrong, is the ``AnswerReader``'s: nothing is accepted here that it
/// would not accept, and nothing is refused. Plain memory: whoever makes one frees it.
struct CellReader: BitwiseCopyable {
  let input: Int32
  let kind: Kind
  private let lower: Int64
  private let upper: Int64
  private let step: Int64
  private let allowed: FlatBuffer<Int64>
  private let words: WordTable
  /// The words in small letters, or the unit in its spellings. Behind a pointer: readers are copied on each cell's way.
  private let folded: UnsafeMutablePointer<WordTable>
  private let texts: Unmanaged<TextTable>?
  private let months: UnsafeMutablePointer<Int64>
  /// Digits after the point that are taken, and those that the register has.
  private let decimals: Int8
  private let scale: Int8
  private let isPercent: Bool
  /// Whether a JSON number or truth is written as the text would be; elsewhere it is read as a document.
  let takesNumber: Bool
  let takesTruth: Bool

  enum Kind: UInt8, BitwiseCopyable { case word, date, number, text, other }

  init(_ input: Int, _ plan: Plan) {
    let definition = plan.program.inputs[input]
    self.input = Int32(input)
    let range = Lowering.range(definition)
    lower = range.lowerBound
    upper = range.upperBound
    step = Int64(exactly: definition.step) ?? 0
    allowed = FlatBuffer(definition.allowed.compactMap { Int64(exactly: $0) })
    months = .allocate(capacity: Self.months.count)
    months.initialize(from: Self.months, count: Self.months.count)
    var words: [(word: String, code: Int64)] = []
    var unit: [(word: String, code: Int64)] = []
    var (decimals, scale, isPercent) = (0, 0, false)
    switch definition.type {
    case .yesNo:
      kind = .word
      words = [("yes", 1), ("no", 0), ("true", 1), ("false", 0), ("1", 1), ("0", 0)]
    case .word(let codes):
      kind = .word
      words = codes.map { (plan.program.words[$0], Int64($0)) }
    case .country:
      kind = .word
      words = Country.all.enumerated().map { ($1.code, Int64($0)) }
    case .date: kind = .date
    case .text: kind = .text
    case .number(let number):
      isPercent = number.isPercent
      scale = isPercent ? number.scale - 2 : number.scale
      // Amounts have no more decimals than any currency of the book, whichever the order has.
      let isMoney = number.dimension.money == 1 && !isPercent
      decimals = isMoney ? min(scale, plan.program.currencies.map(\.minorDigits).min() ?? 0) : scale
      let fits = definition.allowed.allSatisfy { Int64(exactly: $0) != nil }
      kind = scale >= 0 && scale <= 12 && step >= 1 && fits ? .number : .other
      unit = AnswerReader.spellings(ofUnit: number, plan.program).map { ($0, 1) }
    case .words, .unknown: kind = .other
    }
    self.decimals = Int8(clamping: decimals)
    self.scale = Int8(clamping: scale)
    self.isPercent = isPercent
    takesNumber = kind == .number || definition.type == .yesNo
    takesTruth = definition.type == .yesNo
    self.words = WordTable(words)
    folded = .allocate(capacity: 1)
    folded.initialize(to: WordTable((words + unit).map { ($0.word.lowercased(), $0.code) }))
    texts = definition.type == .text ? Unmanaged.passRetained(TextTable(plan.program.strings)) : nil
  }

  func deallocate() {
    allowed.deallocate()
    words.deallocate()
    folded.pointee.deallocate()
    folded.deallocate()
    months.deallocate()
    texts?.release()
  }

  /// The answer that a cell of so many bytes is, where it is written plainly; nil where ``otherAnswer(_:_:)`` is to be asked.
  /// Whoever reads a row asks one after the other: this function calls none that needs a copy of the reader.
  ///
  /// - Parameter start: The cell; 16 bytes can be read from here, whatever stands behind it.
  @inline(__always)
  func plainAnswer(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    switch kind {
    case .word: words.code(start, count)
    case .number: number(start, count)
    case .date: date(start, count)
    case .text: text(start, count)
    case .other: nil
    }
  }

  @inline(never)
  private func text(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    texts?.takeUnretainedValue().code(UnsafeBufferPointer(start: start, count: count))
  }

  // MARK: Other spellings

  /// Words of more bytes are the ``AnswerReader``'s.
  private static let longestFolded = 64

  /// The answer of a cell that is not plain; nil where only the ``AnswerReader`` can tell.
  @inline(never)
  func otherAnswer(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var (start, count) = (start, count)
    guard kind == .word || kind == .number || kind == .date else { return nil }
    for index in 0..<count where start[index] >= 0x80 { return nil }
    let isTrimmed = Self.trim(&start, &count)
    if isTrimmed, let answer = plainAnswer(start, count) { return answer }
    switch kind {
    case .word: return foldedCode(start, count)
    case .number: return numberWithUnit(start, count)
    case .date, .text, .other: return nil
    }
  }

  /// Leaves out blanks at both ends; false where there are none.
  private static func trim(_ start: inout UnsafePointer<UInt8>, _ count: inout Int) -> Bool {
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
    let before = count
    while count > 0, isBlank(start[0]) {
      start += 1
      count -= 1
    }
    while count > 0, isBlank(start[count - 1]) { count -= 1 }
    return count < before
  }

  /// The code of a word or a unit, whatever its letters.
  private func foldedCode(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count > 0, count <= Self.longestFolded else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 8) { small in
      for index in 0..<count {
        let byte = start[index]
        small[index] = byte &- 65 < 26 ? byte | 32 : byte
      }
      return folded.pointee.code(UnsafePointer(small.baseAddress!), count)
    }
  }

  /// A number with its unit behind it, near to it or not.
  private func numberWithUnit(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var digitCount = 0
    while digitCount < count, start[digitCount] &- 48 < 10 || start[digitCount] == UInt8(ascii: ".") { digitCount += 1 }
    var (unit, unitCount) = (start + digitCount, count - digitCount)
    _ = Self.trim(&unit, &unitCount)
    if isPercent {
      guard unitCount == 1, unit[0] == UInt8(ascii: "%") else { return nil }
    } else {
      guard foldedCode(unit, unitCount) != nil else { return nil }
    }
    return decimal(start, digitCount)
  }

  // MARK: Numbers

  @inline(__always)
  private func number(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard isPercent else { return decimal(start, count) }
    guard count > 1, start[count - 1] == UInt8(ascii: "%") else { return nil }
    return decimal(start, count - 1)
  }

  @inline(__always)
  private func decimal(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count > 0, count <= 18 else { return nil }
    var value: Int64 = 0
    var index = 0
    while index < count {
      let digit = start[index] &- 48
      guard digit < 10 else { break }
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    // Zeros in front, and a point without digits before it, are read elsewhere.
    guard index > 0, index == 1 || start[0] != 48 else { return nil }
    var places = 0
    if index < count {
      guard start[index] == UInt8(ascii: "."), index + 1 < count else { return nil }
      places = count - index - 1
      guard places <= Int(decimals) else { return nil }
      index += 1
      while index < count {
        let digit = start[index] &- 48
        guard digit < 10 else { return nil }
        value = value &* 10 &+ Int64(digit)
        index += 1
      }
    }
    while places < Int(scale) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      places += 1
    }
    return checked(value)
  }

  @inline(__always)
  private func checked(_ value: Int64) -> Int64? {
    guard value >= lower, value <= upper else { return nil }
    if allowed.count > 0 {
      for index in 0..<allowed.count where allowed.start[index] == value { return value }
      return nil
    }
    guard step == 1 || (value &- lower) % step == 0 else { return nil }
    return value
  }

  // MARK: Dates

  /// The years whose months are written down.
  private static let years = 1900...2155
  /// The day number before the first of each month, and how many days it has; sixteen a year.
  private static let months: [Int64] = years.flatMap { year in
    (0..<16).map { month -> Int64 in
      guard (1...12).contains(month), let first = CalendarDate(year: year, month: month, day: 1) else { return 0 }
      return Int64(first.dayNumber - 1) << 8 | Int64(CalendarDate.daysInMonth(year: year, month: month))
    }
  }

  @inline(__always)
  private func date(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count == 10, start[4] == UInt8(ascii: "-"), start[7] == UInt8(ascii: "-") else { return nil }
    @inline(__always) func digit(_ index: Int) -> Int { Int(start[index] &- 48) }
    let digits = (digit(0), digit(1), digit(2), digit(3), digit(5), digit(6), digit(8), digit(9))
    guard digits.0 < 10, digits.1 < 10, digits.2 < 10, digits.3 < 10, digits.4 < 10, digits.5 < 10, digits.6 < 10,
      digits.7 < 10
    else { return nil }
    let year = digits.0 * 1000 + digits.1 * 100 + digits.2 * 10 + digits.3
    let month = digits.4 * 10 + digits.5
    let day = digits.6 * 10 + digits.7
    guard year >= 1900, year <= 2155, month < 16 else { return nil }
    let entry = months[(year - 1900) * 16 + month]
    guard day > 0, Int64(day) <= entry & 255 else { return nil }
    let value = (entry >> 8) + Int64(day)
    return value >= lower && value <= upper ? value : nil
  }
}
