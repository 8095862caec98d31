import PolicyLanguage
import PolicyProgram

/// Some orders as columns: one for each input, in the lane of its range, with a byte that says where it is given.
///
/// Orders of one line each lie in rows of their own; an order of several has as many rows in the columns of inputs per
/// line. Used by one thread at a time.
package final class OrderBlock {
  /// A good number of orders for one block: its columns stay in the cache nearest to the processor.
  package static let usualCapacity = 1024

  package let capacity: Int
  package private(set) var orderCount: Int {
    @inline(__always) get { live.pointee.orderCount }
    @inline(__always) set { live.pointee.orderCount = newValue }
  }
  package private(set) var lineCount: Int {
    @inline(__always) get { live.pointee.lineCount }
    @inline(__always) set { live.pointee.lineCount = newValue }
  }
  /// Texts that the program does not know.
  package private(set) var texts: [String] = []
  let plan: Plan
  /// The inputs' columns.
  let columns: UnsafeMutableBufferPointer<Column>
  /// Where the lines of each order begin, and where the last one's end.
  let lineStarts: FlatBuffer<Int32>
  /// Orders that do not fit in columns, by row: the evaluator prices them.
  private(set) var wide: [Int: BoundOrder] = [:]
  private var lineCapacity: Int {
    @inline(__always) get { live.pointee.lineCapacity }
    @inline(__always) set { live.pointee.lineCapacity = newValue }
  }
  /// What changes with every row, in memory of its own: nothing guards it on a row's way.
  private let live: UnsafeMutablePointer<Live>

  private struct Live: BitwiseCopyable {
    var orderCount = 0
    var lineCount = 0
    var lineCapacity: Int
  }

  private var textCodes: [String: Int64] = [:]

  /// One input's answers.
  struct Column: BitwiseCopyable {
    let lane: Lane
    let lower: Int64
    let upper: Int64
    let isPerLine: Bool
    /// The answers: its own memory, or a column that somebody lends.
    var answers: UnsafeMutableRawPointer
    var own: UnsafeMutableRawPointer
    var given: UnsafeMutablePointer<UInt8>
    /// In how many rows it is given.
    var givenCount = 0
    /// In how many rows from the first it is known to be marked as given.
    var markedCount = 0

    init(_ input: InputDefinition, capacity: Int) {
      lane = Lowering.lane(input)
      let range = Lowering.range(input)
      (lower, upper) = (range.lowerBound, range.upperBound)
      isPerLine = input.isPerLine
      own = .allocate(byteCount: capacity * lane.byteCount + 16, alignment: 16)
      answers = own
      given = .allocate(capacity: capacity + 16)
      for row in 0..<capacity { clear(row) }
    }
  }

  package convenience init(_ engine: Engine, capacity: Int = OrderBlock.usualCapacity) {
    self.init(engine.plan, capacity: capacity)
  }

  init(_ plan: Plan, capacity: Int) {
    self.plan = plan
    self.capacity = capacity
    live = .allocate(capacity: 1)
    live.initialize(to: Live(lineCapacity: capacity))
    lineStarts = FlatBuffer(repeating: 0, count: capacity + 1)
    columns = .allocate(capacity: plan.program.inputs.count)
    for (index, input) in plan.program.inputs.enumerated() {
      columns.initializeElement(at: index, to: Column(input, capacity: capacity))
    }
  }

  deinit {
    lineStarts.deallocate()
    live.deallocate()
    for column in columns {
      column.own.deallocate()
      column.given.deallocate()
    }
    columns.deallocate()
  }

  package var isFull: Bool { orderCount == capacity }
  var isSingleLine: Bool { lineCount == orderCount }

  /// How many lines an order has.
  func lineCount(of row: Int) -> Int {
    wide[row]?.lineCount ?? (isSingleLine ? 1 : Int(lineStarts[row + 1] - lineStarts[row]))
  }

  /// Forgets all orders.
  package func removeAll() {
    orderCount = 0
    lineCount = 0
    for index in columns.indices {
      columns[index].givenCount = 0
      columns[index].answers = columns[index].own
    }
    if !wide.isEmpty { wide.removeAll(keepingCapacity: true) }
    if !texts.isEmpty {
      texts.removeAll(keepingCapacity: true)
      textCodes.removeAll(keepingCapacity: true)
    }
  }

  // MARK: Filling

  /// Begins one more order, whose inputs are not given yet.
  ///
  /// - Precondition: The block is not full.
  package func beginOrder(lineCount count: Int = 1) {
    precondition(orderCount < capacity, "the block is full")
    if lineCount + count > lineCapacity { grow(to: max(lineCount + count, 2 * lineCapacity)) }
    lineStarts[orderCount] = Int32(lineCount)
    lineStarts[orderCount + 1] = Int32(lineCount + count)
    for index in columns.indices {
      columns[index].markedCount = 0
      if columns[index].isPerLine {
        for line in lineCount..<(lineCount + count) { columns[index].clear(line) }
      } else {
        columns[index].clear(orderCount)
      }
    }
    orderCount += 1
    lineCount += count
  }

  /// Begins one more order of one line, of which every input in question is set or cleared next.
  @inline(__always)
  func openRow() {
    lineStarts[orderCount] = Int32(truncatingIfNeeded: lineCount)
    orderCount &+= 1
    lineCount &+= 1
    lineStarts[orderCount] = Int32(truncatingIfNeeded: lineCount)
    if lineCount > lineCapacity { grow(to: 2 * lineCapacity) }
  }

  /// Sets an input of the row opened last; the answer is within the input's range.
  @inline(__always)
  func setCell(input: Int, _ answer: Int64) {
    let row = columns[input].isPerLine ? lineCount &- 1 : orderCount &- 1
    columns[input].givenCount &+= 1
    columns[input].given[row] = 1
    columns[input].store(answer, row)
  }

  @inline(__always)
  func clearCell(input: Int) {
    columns[input].clear(columns[input].isPerLine ? lineCount &- 1 : orderCount &- 1)
  }

  /// Sets an input of the last order; false where it is set already, or is of a line.
  @inline(__always)
  func setOnce(input: Int, _ answer: Int64) -> Bool {
    let row = columns[input].isPerLine ? lineCount &- 1 : orderCount &- 1
    guard columns[input].given[row] == 0 else { return false }
    columns[input].givenCount &+= 1
    columns[input].given[row] = 1
    columns[input].store(answer, row)
    return true
  }

  /// Takes the last order, of one line, away again.
  func removeLastOrder() { dropRow(inputs: columns.indices) }

  /// Takes back the row opened last, of which these inputs were set or cleared.
  func dropRow(inputs: some Sequence<Int>) {
    for input in inputs {
      let row = columns[input].isPerLine ? lineCount - 1 : orderCount - 1
      if columns[input].given[row] != 0 { columns[input].givenCount -= 1 }
    }
    orderCount -= 1
    lineCount -= 1
  }

  /// Gives an input of the last order, or of one of its lines (from 0); false where the answer does not fit in a column.
  package func set(input: Int, line: Int = 0, _ value: Int128) -> Bool {
    let row = columns[input].isPerLine ? Int(lineStarts[orderCount - 1]) + line : orderCount - 1
    guard let short = Int64(exactly: value), short >= columns[input].lower, short <= columns[input].upper else {
      return false
    }
    columns[input].write(short, row)
    return true
  }

  /// The code of a text of this block.
  package func code(ofText text: String) -> Int64 {
    if let known = plan.program.strings.firstIndex(of: text) { return Int64(known) }
    if let code = textCodes[text] { return code }
    let code = Int64(plan.program.strings.count + texts.count)
    texts.append(text)
    textCodes[text] = code
    return code
  }

  /// Appends an order that is bound.
  package func append(_ order: BoundOrder) {
    beginOrder(lineCount: order.lineCount)
    let strings = plan.program.strings.count
    var fits = true
    for answer in order.answers {
      var value = answer.value
      if plan.program.inputs[Int(answer.input)].type == .text, value >= Int128(strings) {
        value = Int128(code(ofText: order.texts[Int(value) - strings]))
      }
      fits = set(input: Int(answer.input), line: Int(answer.line), value) && fits
    }
    // What does not fit in columns is kept as it is.
    if !fits { wide[orderCount - 1] = order }
  }

  private func grow(to newCapacity: Int) {
    for index in columns.indices where columns[index].isPerLine {
      let size = columns[index].lane.byteCount
      let answers = UnsafeMutableRawPointer.allocate(byteCount: newCapacity * size + 16, alignment: 16)
      answers.copyMemory(from: columns[index].own, byteCount: lineCapacity * size)
      let given = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + 16)
      given.update(from: columns[index].given, count: lineCapacity)
      columns[index].own.deallocate()
      columns[index].given.deallocate()
      columns[index].own = answers
      columns[index].answers = answers
      columns[index].given = given
      columns[index].markedCount = 0
      for row in lineCapacity..<newCapacity { columns[index].clear(row) }
    }
    lineCapacity = newCapacity
  }

  // MARK: Whole columns

  /// Takes so many orders of one line each, whose columns follow.
  package func begin(orderCount count: Int) {
    precondition(count <= capacity, "the block is too small")
    removeAll()
    orderCount = count
    lineCount = count
    for row in 0...count { lineStarts[row] = Int32(row) }
  }

  /// Lends one input's answers of all orders at once, until the block is priced and filled anew.
  ///
  /// - Parameters:
  ///   - answers: Codes, days or numbers in the width of the input's range.
  ///   - given: 1 where the input is given, and 0 where not; nil where it is everywhere.
  /// - Returns: Whether the column has that width, and all answers are within the range.
  package func lendColumn(
    input: Int, _ answers: UnsafePointer<UInt8>, given: UnsafePointer<UInt8>? = nil
  ) -> Bool { lend(input, answers, given) }

  package func lendColumn(
    input: Int, _ answers: UnsafePointer<Int32>, given: UnsafePointer<UInt8>? = nil
  ) -> Bool { lend(input, answers, given) }

  package func lendColumn(
    input: Int, _ answers: UnsafePointer<Int64>, given: UnsafePointer<UInt8>? = nil
  ) -> Bool { lend(input, answers, given) }

  @inline(__always)
  private func lend<Element: FixedWidthInteger & BitwiseCopyable>(
    _ input: Int, _ answers: UnsafePointer<Element>, _ given: UnsafePointer<UInt8>?
  ) -> Bool {
    guard MemoryLayout<Element>.size == columns[input].lane.byteCount else { return false }
    let count = orderCount
    let lower = Element(truncatingIfNeeded: columns[input].lower)
    let upper = Element(truncatingIfNeeded: columns[input].upper)
    var (least, greatest) = (lower, lower)
    for row in 0..<count {
      least = answers[row] < least ? answers[row] : least
      greatest = answers[row] > greatest ? answers[row] : greatest
    }
    guard least >= lower, greatest <= upper else { return false }
    // It is read only.
    columns[input].answers = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(answers))
    if let given {
      var found = 0
      for row in 0..<count {
        columns[input].given[row] = given[row]
        found &+= Int(given[row])
      }
      columns[input].givenCount = found
      columns[input].markedCount = 0
    } else {
      if columns[input].markedCount < count { columns[input].given.update(repeating: 1, count: count) }
      columns[input].markedCount = max(columns[input].markedCount, count)
      columns[input].givenCount = count
    }
    return true
  }

  // MARK: Reading back

  /// One order of the block, bound.
  func order(_ row: Int) -> BoundOrder {
    if let wide = wide[row] { return wide }
    let lines = Int(lineStarts[row])..<Int(lineStarts[row + 1])
    var order = BoundOrder(lineCount: lines.count, answers: [], texts: texts)
    for (input, column) in columns.enumerated() {
      if column.isPerLine {
        for line in lines where column.given[line] != 0 {
          order.answers.append(
            .init(input: input, line: line - lines.lowerBound, value: Int128(column.read(line))))
        }
      } else if column.given[row] != 0 {
        order.answers.append(.init(input: input, value: Int128(column.read(row))))
      }
    }
    return order
  }

  /// How the inputs are given in all orders of the block.
  func presence(into presence: inout [Presence]) {
    for (index, column) in columns.enumerated() {
      let rows = column.isPerLine ? lineCount : orderCount
      presence[index] = column.givenCount == rows ? .always : column.givenCount == 0 ? .never : .varies
    }
  }
}

extension OrderBlock.Column {
  /// Not given, and some number within its range.
  @inline(__always)
  fileprivate func clear(_ row: Int) {
    given[row] = 0
    store(lower, row)
  }

  @inline(__always)
  fileprivate mutating func write(_ value: Int64, _ row: Int) {
    if given[row] == 0 { givenCount += 1 }
    given[row] = 1
    store(value, row)
  }

  @inline(__always)
  fileprivate func store(_ value: Int64, _ row: Int) {
    switch lane {
    case .byte: answers.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: row, as: UInt8.self)
    case .int: answers.storeBytes(of: Int32(truncatingIfNeeded: value), toByteOffset: row * 4, as: Int32.self)
    case .long: answers.storeBytes(of: value, toByteOffset: row * 8, as: Int64.self)
    }
  }

  func read(_ row: Int) -> Int64 {
    switch lane {
    case .byte: Int64(answers.load(fromByteOffset: row, as: UInt8.self))
    case .int: Int64(answers.load(fromByteOffset: row * 4, as: Int32.self))
    case .long: answers.load(fromByteOffset: row * 8, as: Int64.self)
    }
  }
}
