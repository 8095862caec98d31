import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Reads orders as JSON lines into blocks: an object a line, with members named as inputs, and `lines` for several lines.
/// Bytes are read where they lie; only an object that is not plain becomes a document. Used by one thread at a time.
package final class JSONOrderReader: OrderReader {
  private let engine: Engine
  /// What a member of a name is for; nil for a name that is refused, with the reason.
  private let use: (String) -> Result<BatchColumn, OrderDocumentProblem>
  private let carriedCount: Int
  /// Whether members that are taken along, and that the first line does not have, can be written.
  private let keepsOthers: Bool
  /// The names met so far, in memory of their own: nothing guards it on a row's way.
  private let members: UnsafeMutablePointer<Member>
  private let memberCount: UnsafeMutablePointer<Int>
  package let rows: UnsafeMutablePointer<BatchRow>
  package private(set) var carried: [Range<Int32>] = []
  package private(set) var others: [Int: [(name: String, range: Range<Int32>)]] = [:]
  package var rejected: [RejectedRow] = []
  package var textualRowCount = 0
  /// The carried values of the row being read.
  private var carriedRow: [Range<Int32>]
  private var othersRow: [(name: String, range: Range<Int32>)] = []

  /// Names beyond so many are read as documents.
  private static let mostMembers = 1_000

  /// A name that was met, and what it is for.
  private struct Member: BitwiseCopyable {
    /// With its quotes, and some bytes more.
    var name: FlatBuffer<UInt8>
    var nameCount: Int
    /// The input; -1 for a member that is carried, at the place `carried`, -2 for one that is not read.
    var input: Int
    var carried: Int
    var reader: CellReader
    /// The member that followed it last.
    var next = 0
    /// Where the row ends that had it last.
    var lastEnd = -1

    init(name: [UInt8], use: BatchColumn, _ plan: Plan) {
      nameCount = name.count
      // Eight bytes are compared together.
      self.name = FlatBuffer(name + Array(repeating: 0, count: 8))
      switch use {
      case .input(let input): (self.input, carried) = (input, 0)
      case .carried(let place): (input, carried) = (-1, place)
      case .ignored, .other: (input, carried) = (-2, 0)
      }
      reader = CellReader(max(0, input), plan)
    }

    func deallocate() {
      name.deallocate()
      reader.deallocate()
    }
  }

  /// - Parameters:
  ///   - carriedCount: How many members can be carried.
  ///   - keepsOthers: Whether other members that are to be taken along can be; otherwise their rows are rejected.
  ///   - use: What a member of a name is for.
  package init(
    _ engine: Engine, carriedCount: Int, keepsOthers: Bool, capacity: Int = OrderBlock.usualCapacity,
    use: @escaping (String) -> Result<BatchColumn, OrderDocumentProblem>
  ) {
    rows = .allocate(capacity: capacity)
    members = .allocate(capacity: Self.mostMembers)
    memberCount = .allocate(capacity: 1)
    memberCount.pointee = 0
    self.engine = engine
    self.use = use
    self.carriedCount = carriedCount
    self.keepsOthers = keepsOthers
    carriedRow = Array(repeating: 0..<0, count: carriedCount)
  }

  deinit {
    rows.deallocate()
    for index in 0..<memberCount.pointee { members[index].deallocate() }
    members.deallocate()
    memberCount.deallocate()
  }

  package func fill(
    _ block: OrderBlock, _ bytes: UnsafeBufferPointer<UInt8>, position: inout Int, line: inout Int
  ) {
    if carriedCount > 0 { carried.removeAll(keepingCapacity: true) }
    if !others.isEmpty { others.removeAll() }
    guard let start = bytes.baseAddress else { return }
    while position < bytes.count, !block.isFull {
      let first = position
      var end = first
      while end < bytes.count, start[end] != UInt8(ascii: "\n") { end += 1 }
      position = min(end + 1, bytes.count)
      let ownLine = line
      line += 1
      for index in 0..<carriedCount { carriedRow[index] = 0..<0 }
      if !plainRow(block, start, first, end) {
        guard seldomRow(block, bytes, first, end, ownLine) else { continue }
        if !othersRow.isEmpty { others[block.orderCount - 1] = othersRow }
      }
      rows[block.orderCount - 1] = BatchRow(
        start: Int32(first), end: Int32(end), line: Int32(truncatingIfNeeded: ownLine))
      if carriedCount > 0 { carried += carriedRow }
    }
  }

  package func content(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard cell.first == UInt8(ascii: "\"") else { return Array(cell) }
    let text = try? JSON.parse(String(decoding: cell, as: UTF8.self)).asString
    return Array((text ?? "").utf8)
  }

  // MARK: Plain rows

  /// Reads a flat object whose values are plain; false where it is something else.
  @inline(__always)
  private func plainRow(
    _ block: OrderBlock, _ start: UnsafePointer<UInt8>, _ first: Int, _ end: Int
  ) -> Bool {
    var position = first
    position = JSONBytes.afterBlanks(start, position, end)
    guard position < end, start[position] == UInt8(ascii: "{") else { return false }
    position += 1
    block.beginOrder()
    var expected = 0
    var previous = -1
    position = JSONBytes.afterBlanks(start, position, end)
    if position < end, start[position] == UInt8(ascii: "}") {
      position += 1
    } else {
      while true {
        position = JSONBytes.afterBlanks(start, position, end)
        guard let index = member(start, &position, end, expected) else { return drop(block) }
        if previous >= 0 { members[previous].next = index }
        previous = index
        expected = members[index].next
        position = JSONBytes.afterBlanks(start, position, end)
        guard position < end, start[position] == UInt8(ascii: ":") else { return drop(block) }
        position += 1
        position = JSONBytes.afterBlanks(start, position, end)
        guard value(block, start, &position, end, index) else { return drop(block) }
        position = JSONBytes.afterBlanks(start, position, end)
        guard position < end else { return drop(block) }
        position += 1
        if start[position - 1] == UInt8(ascii: ",") { continue }
        if start[position - 1] == UInt8(ascii: "}") { break }
        return drop(block)
      }
    }
    position = JSONBytes.afterBlanks(start, position, end)
    return position == end || drop(block)
  }

  private func drop(_ block: OrderBlock) -> Bool {
    block.removeLastOrder()
    return false
  }

  /// The member whose name stands here: most often the one that followed in the line before.
  @inline(__always)
  private func member(
    _ start: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int, _ expected: Int
  ) -> Int? {
    if expected < memberCount.pointee, isName(start, position, end, expected) {
      position += members[expected].nameCount
      return expected
    }
    guard position < end, start[position] == UInt8(ascii: "\"") else { return nil }
    var close = position + 1
    while close < end, start[close] != UInt8(ascii: "\"") {
      if start[close] == UInt8(ascii: "\\") { return nil }
      close += 1
    }
    guard close < end else { return nil }
    let name = UnsafeBufferPointer(start: start + position, count: close + 1 - position)
    position = close + 1
    for index in 0..<memberCount.pointee {
      let known = UnsafeBufferPointer(start: members[index].name.start, count: members[index].nameCount)
      if known.elementsEqual(name) { return index }
    }
    guard memberCount.pointee < Self.mostMembers,
      case .success(let use) = use(String(decoding: name.dropFirst().dropLast(), as: UTF8.self)), use != .other
    else { return nil }
    (members + memberCount.pointee).initialize(to: Member(name: Array(name), use: use, engine.plan))
    memberCount.pointee += 1
    return memberCount.pointee - 1
  }

  @inline(__always)
  private func isName(_ start: UnsafePointer<UInt8>, _ position: Int, _ end: Int, _ index: Int) -> Bool {
    let name = members[index].name
    let count = members[index].nameCount
    guard position + count <= end else { return false }
    var offset = 0
    while offset < count {
      let differs =
        UnsafeRawPointer(start + position + offset).loadUnaligned(as: UInt64.self)
        ^ UnsafeRawPointer(name.start + offset).loadUnaligned(as: UInt64.self)
      let rest = count - offset
      if (rest < 8 ? differs << UInt64(64 - 8 * rest) : differs) != 0 { return false }
      offset += 8
    }
    return true
  }

  /// Reads a text without escapes, a number, or true or false.
  @inline(__always)
  private func value(
    _ block: OrderBlock, _ start: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int, _ index: Int
  ) -> Bool {
    guard position < end else { return false }
    let first = position
    let isText = start[position] == UInt8(ascii: "\"")
    var (cell, length) = (start + position, 0)
    if isText {
      cell += 1
      length = JSONBytes.plainLength(cell, end - position - 1)
      // Escapes and bytes that a document cannot have are read elsewhere.
      guard position + 1 + length < end, cell[length] == UInt8(ascii: "\"") else { return false }
      position += length + 2
    } else {
      while position + length < end, cell[length] != UInt8(ascii: ","), cell[length] != UInt8(ascii: "}"),
        cell[length] > 32
      {
        length += 1
      }
      position += length
      guard JSONBytes.isBare(cell, length) else { return false }
    }
    let member = members + index
    if member.pointee.input >= 0 {
      if !isText {
        let isTruth = cell[0] >= UInt8(ascii: "a")
        guard isTruth ? member.pointee.reader.takesTruth : member.pointee.reader.takesNumber else { return false }
      }
      guard length > 0 else { return false }
      // A name that is given twice is read elsewhere.
      if let answer = member.pointee.reader.plainAnswer(cell, length) {
        return block.setOnce(input: member.pointee.input, answer)
      }
      guard let answer = member.pointee.reader.otherAnswer(cell, length) else { return false }
      return block.setOnce(input: member.pointee.input, answer)
    }
    guard member.pointee.lastEnd != end else { return false }
    member.pointee.lastEnd = end
    if member.pointee.input == -1 { carriedRow[member.pointee.carried] = Int32(first)..<Int32(position) }
    return true
  }

  // MARK: Other rows

  /// Reads a line as a document: a row of the block, or a rejected row, or an empty line.
  private func seldomRow(
    _ block: OrderBlock, _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int, _ line: Int
  ) -> Bool {
    let text = String(decoding: bytes[first..<end], as: UTF8.self)
    if text.utf8.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { return false }
    textualRowCount += 1
    func reject(_ column: String, _ message: String) -> Bool {
      // One row of the rejects is one line.
      let sentence = message.split(separator: "\n  cure: ").joined(separator: "; ")
      rejected.append(RejectedRow(line: line, column: column, message: sentence, text: text))
      return false
    }
    let document: JSON
    do throws(JSONError) { document = try JSON.parse(text) } catch { return reject("", "\(error)") }
    var order: Order
    do throws(OrderDocumentProblem) {
      order = try Order(document: try kept(document, bytes, first, end))
    } catch {
      return reject("", error.text)
    }
    for (name, answer) in order.inputs where answer.isEmpty { order.inputs[name] = nil }
    switch engine.bind(order) {
    case .failure(let mistakes):
      return reject(mistakes.problems[0].input, mistakes.problems.map(\.sentence).joined(separator: "; "))
    case .success(let bound):
      block.append(bound)
      return true
    }
  }

  /// The members that are inputs, under the names the book has for them.
  private func kept(
    _ document: JSON, _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int
  ) throws(OrderDocumentProblem) -> JSON {
    othersRow.removeAll(keepingCapacity: true)
    guard let members = document.asObject else { return document }
    var kept: [JSON.Member] = []
    var names: [Int: String] = [:]
    lazy var ranges = JSONMembers.ranges(bytes, first, end)
    for (index, member) in members.enumerated() {
      if member.key == "lines" {
        kept.append(JSON.Member("lines", try self.lines(member.value)))
        continue
      }
      switch try use(member.key).get() {
      case .input(let input):
        try claim(input, member.key, &names)
        kept.append(JSON.Member(engine.program.inputs[input].name, member.value))
      case .carried(let place):
        carriedRow[place] = ranges[index]
      case .other:
        let name = Display.harmless(member.key)
        guard keepsOthers else {
          throw OrderDocumentProblem(
            text: "the first line has no “\(name)”, so the table has no column for it"
              + "\n  cure: name it with --carry, or write --out-format jsonl, or leave it out with --map \(name)=")
        }
        othersRow.append((member.key, ranges[index]))
      case .ignored: break
      }
    }
    return .object(kept)
  }

  /// The lines of an order, with the members that are inputs under the names the book has for them. Other members stay:
  /// nothing of a line is carried, and what is not read is told.
  private func lines(_ value: JSON) throws(OrderDocumentProblem) -> JSON {
    guard let lines = value.asArray else { return value }
    var kept: [JSON] = []
    for line in lines {
      guard let members = line.asObject else { return value }
      var names: [Int: String] = [:]
      var own: [JSON.Member] = []
      for member in members {
        guard case .input(let input) = try use(member.key).get() else {
          own.append(member)
          continue
        }
        try claim(input, member.key, &names)
        own.append(JSON.Member(engine.program.inputs[input].name, member.value))
      }
      kept.append(.object(own))
    }
    return .array(kept)
  }

  /// Notes that an input is given; two members of one object cannot give the same one.
  private func claim(_ input: Int, _ name: String, _ names: inout [Int: String]) throws(OrderDocumentProblem) {
    if let other = names.updateValue(name, forKey: input) {
      throw OrderDocumentProblem(
        text: "“\(Display.harmless(other))” and “\(Display.harmless(name))” are one input; leave one out")
    }
  }
}
