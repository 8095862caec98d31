import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Random orders of one line for a program: edges of everything that the rules mention, days near the ends of months,
/// gaps, and now and then an answer that is not allowed.
struct OrderMaker {
  let program: Program
  var random: SeededGenerator
  private var days: [Int128] = []
  private var numbers: [Int128] = []
  private var strings: [String] = []

  /// One answer: as an order has it, and as a column has it.
  struct Answer {
    var raw: String
    var column: String
  }

  init(_ program: Program, seed: UInt64) {
    self.program = program
    random = SeededGenerator(seed)
    var days: Set<Int128> = []
    var numbers: Set<Int128> = [0, 1]
    for (index, node) in program.nodes.enumerated() where node.operation == .constant {
      switch program.types[index] {
      case .date: days.insert(node.constant)
      case .number: numbers.insert(node.constant)
      default: break
      }
    }
    for rule in program.values.flatMap(\.cases) where rule.dateNode >= 0 {
      days.formUnion([rule.firstDay, rule.lastDay])
    }
    for entry in program.lists.flatMap(\.entries) { days.formUnion([entry.firstDay, entry.lastDay]) }
    for table in program.tables {
      let types = (table.keys + (table.dateNode >= 0 ? [table.dateNode] : [])).map { program.types[Int($0)] }
      for (place, bound) in zip(0..., zip(table.lowers, table.uppers)) {
        switch types[place % max(1, types.count)] {
        case .date: days.formUnion([Int128(bound.0), Int128(bound.1)])
        case .number: numbers.formUnion([Int128(bound.0), Int128(bound.1)])
        default: break
        }
      }
    }
    func near(_ values: Set<Int128>, _ limit: Int128) -> [Int128] {
      Set(values.filter { $0.magnitude < limit.magnitude }.flatMap { [$0 - 1, $0, $0 + 1] }).sorted()
    }
    self.days = near(days, 2_900_000)
    self.numbers = near(numbers, 1 << 60)
    strings = program.strings
  }

  /// The answers of one order, by input; none where the order does not say it.
  mutating func order() -> [String: Answer] {
    var answers: [String: Answer] = [:]
    let leavesOut = [0, 4, 25].randomElement(using: &random) ?? 0
    let breaks = random.chance(4)
    var anchor: Int128?
    for input in program.inputs {
      if random.chance(input.defaultNode >= 0 ? 50 : leavesOut) { continue }
      if breaks, random.chance(15), let wrong = wrong(input) {
        answers[input.name] = wrong
        continue
      }
      answers[input.name] = answer(input, &anchor)
    }
    return answers
  }

  private mutating func answer(_ input: InputDefinition, _ anchor: inout Int128?) -> Answer {
    func plain(_ text: String) -> Answer { Answer(raw: text, column: text) }
    switch input.type {
    case .yesNo:
      let yes = Bool.random(using: &random)
      return Answer(raw: yes ? "yes" : "no", column: yes ? "true" : "false")
    case .word(let codes): return plain(program.words[codes.randomElement(using: &random) ?? 0])
    case .words(let codes):
      let words = codes.filter { _ in random.chance(40) }.map { program.words[$0] }
      return plain(words.isEmpty ? "none" : words.joined(separator: ","))
    case .country:
      let listed = program.lists.filter(\.isCountries).flatMap { $0.entries.map(\.code) }
      let code = random.chance(75) ? listed.randomElement(using: &random) : nil
      return plain(Country.code(at: code ?? Int.random(in: 0..<Country.all.count, using: &random)))
    case .date:
      let day = min(max(self.day(input, anchor), input.lower), input.upper)
      anchor = day
      return plain(CalendarDate(dayNumber: Int(day)).description)
    case .text, .unknown:
      let known = strings.randomElement(using: &random) ?? ""
      return plain(
        [known, known + "x", "C\(Int.random(in: 0..<2_000, using: &random))", "o'neil \\ \"co\""].randomElement(
          using: &random)
          ?? "")
    case .number(let number): return decimal(self.number(input), number)
    }
  }

  private mutating func day(_ input: InputDefinition, _ anchor: Int128?) -> Int128 {
    if let anchor, random.chance(70) {
      // Near another date: some days, or some months to the same day and its neighbours.
      let offset = [0, 1, 7, 28, 30, 31, 59, 365, 366, 730, 1_461].randomElement(using: &random) ?? 0
      let months = Int128(Int.random(in: -3...14, using: &random)) * 30
      let own = Int128(Int.random(in: -2...2, using: &random))
      return anchor + (random.chance(50) ? Int128(offset) * (random.chance(80) ? 1 : -1) : months) + own
    }
    if random.chance(40), let known = days.randomElement(using: &random) { return known }
    if random.chance(3) { return random.chance(50) ? input.lower : input.upper }
    let year = Int.random(in: 2_015...2_032, using: &random)
    let month = random.chance(30) ? 2 : Int.random(in: 1...12, using: &random)
    let day = random.chance(50) ? Int.random(in: 27...31, using: &random) : Int.random(in: 1...31, using: &random)
    let first = CalendarDate(year: year, month: month, day: 1) ?? .first
    return Int128(first.onDay(day).dayNumber)
  }

  private mutating func number(_ input: InputDefinition) -> Int128 {
    if !input.allowed.isEmpty { return input.allowed.randomElement(using: &random) ?? 0 }
    let step = max(1, input.step)
    var value: Int128
    switch Int.random(in: 0..<10, using: &random) {
    case 0: value = input.lower
    case 1: value = input.upper
    case 2...4: value = numbers.randomElement(using: &random) ?? 0
    case 5...7: value = input.lower + step * Int128(Int.random(in: 0...200, using: &random))
    default:
      let span = max(1, (input.upper - input.lower) / step)
      value = input.lower + step * (Int128(UInt64.random(in: 0...UInt64.max, using: &random)) % (span + 1))
    }
    value = min(max(value, input.lower), input.upper)
    return value - (value - input.lower) % step
  }

  private func decimal(_ value: Int128, _ number: NumberType) -> Answer {
    let scale = number.isPercent ? number.scale - 2 : number.scale
    let text =
      scale >= 0
      ? ExactDecimal(digits: value, scale: scale).description : "\(value * (PowerOfTen.value(-scale) ?? 1))"
    return Answer(raw: number.isPercent ? text + "%" : text, column: text)
  }

  /// An answer the input does not allow; nil where it allows all.
  private mutating func wrong(_ input: InputDefinition) -> Answer? {
    switch input.type {
    case .yesNo, .text, .unknown: return nil
    case .word, .words, .country: return Answer(raw: "qq-zz", column: "qq-zz")
    case .date:
      guard input.lower > Int128(CalendarDate.first.dayNumber) else { return nil }
      let text = CalendarDate(dayNumber: Int(input.lower) - 1).description
      return Answer(raw: text, column: text)
    case .number(let number):
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return decimal(input.lower - 1, number)
      case 1: return decimal(input.upper + 1, number)
      default:
        // Too fine by two digits.
        let fine = decimal(number.isPercent ? input.lower * 100 + 1 : input.lower * 100 + 1, finer(number))
        return fine
      }
    }
  }

  private func finer(_ number: NumberType) -> NumberType {
    var finer = number
    finer.scale += 2
    return finer
  }
}
