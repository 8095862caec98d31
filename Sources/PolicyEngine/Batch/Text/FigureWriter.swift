import PolicyLanguage
import PolicyProgram
import Quantities

/// The usual ways to write a figure, in plain memory: whoever makes one frees it.
struct FigureForm: BitwiseCopyable {
  private let kind: Kind
  private let digits: FlatBuffer<Int8>
  private let usualDigits: Int8

  enum Kind: UInt8, BitwiseCopyable { case hundredths, whole, other }

  init(kind: Kind, minorDigits: [Int], usualDigits: Int) {
    self.kind = kind
    digits = FlatBuffer(minorDigits.map { Int8($0) })
    self.usualDigits = Int8(usualDigits)
  }

  func deallocate() { digits.deallocate() }

  /// Writes a figure in the usual way; false where it is another.
  @inline(__always)
  func write(_ value: Int64, currency: Int64, to buffer: ByteBuffer) -> Bool {
    switch kind {
    case .hundredths:
      guard (currency >= 0 ? digits[Int(currency)] : usualDigits) == 2 else { return false }
      buffer.append(hundredths: value)
      return true
    case .whole:
      buffer.append(number: value)
      return true
    case .other: return false
    }
  }
}

/// Writes one figure of many orders as ``ValueText`` has it, without making a text of the usual ones.
struct FigureWriter {
  private let type: ValueType
  private let plan: Plan
  private let kind: Kind
  /// Digits behind the point that an amount has, by the code of its currency, and where no currency is known.
  private let minorDigits: [Int]
  private let usualDigits: Int
  private let scale: Int
  /// What stands for each code, where there are few.
  private let words: [String]

  /// Texts that came with the orders.
  var texts: [String] = []

  private enum Kind { case amount, number, word, other }

  init(value: Int, _ plan: Plan) {
    self.plan = plan
    type = plan.program.values[value].type
    var words: [String] = []
    switch type {
    case .number(let number):
      scale = number.isPercent ? number.scale - 2 : number.scale
      let isAmount = number.dimension.money == 1 && !number.isPercent
      let own = number.dimension.currency.flatMap { Currency.named($0) }?.minorDigits
      let digits = isAmount ? plan.program.words.map { own ?? Currency.named($0)?.minorDigits ?? 0 } : []
      usualDigits =
        isAmount
        ? own ?? (plan.program.currencies.count == 1 ? plan.program.currencies[0].minorDigits : 0) : 0
      minorDigits = digits
      kind = number.isPercent || scale < 0 || scale > 18 ? .other : isAmount ? .amount : .number
    default:
      (scale, minorDigits, usualDigits) = (0, [], 0)
      let text = ValueText(plan: plan)
      switch type {
      case .yesNo: words = ["no", "yes"]
      case .word: words = plan.program.words
      case .country:
        let country = ValueType.country
        words = Country.all.indices.map { text.text(.known(Int128($0)), country) }
      default: break
      }
      kind = words.isEmpty ? .other : .word
    }
    self.words = words
  }

  /// How it is usually written.
  var form: FigureForm {
    FigureForm(
      kind: kind == .amount && scale == 2 ? .hundredths : kind == .number && scale == 0 ? .whole : .other,
      minorDigits: minorDigits, usualDigits: usualDigits)
  }

  /// Writes a figure without its currency or unit.
  ///
  /// - Parameter currency: The code of the order's currency; -1 where it is not known.
  @inline(__always)
  func write(_ value: Int64, currency: Int64, to buffer: ByteBuffer) {
    switch kind {
    case .amount:
      let digits = currency >= 0 ? minorDigits[Int(currency)] : usualDigits
      if digits == 2, scale == 2 { return buffer.append(hundredths: value) }
      write(value, minimum: digits, to: buffer)
    case .number:
      if scale == 0 { return buffer.append(number: value) }
      write(value, minimum: 0, to: buffer)
    case .word:
      buffer.append(words.indices.contains(Int(value)) ? words[Int(value)] : "?")
    case .other: buffer.append(ValueText(plan: plan, texts: texts).text(.known(Int128(value)), type))
    }
  }

  @inline(never)
  private func write(_ value: Int64, minimum: Int, to buffer: ByteBuffer) {
    buffer.append(DecimalText.text(Int128(value), scale: scale, minimum: minimum))
  }

  /// Writes a figure that is known but no whole number of 64 bits.
  func write(_ amount: Engine.Amount, currency: Int64, to buffer: ByteBuffer) {
    var text = ValueText(plan: plan, texts: texts)
    if let index = Int(exactly: currency), index >= 0 { text.currency = Currency.named(plan.program.words[index]) }
    if text.currency == nil, plan.program.currencies.count == 1 { text.currency = plan.program.currencies[0] }
    let outcome = Outcome(
      numerator: amount.numerator, denominator: amount.denominator, refusal: -1, state: .known)
    buffer.append(text.text(outcome, type))
  }
}
