import PolicyEngine

/// Rows of the benchmark policy in columns of the codes that its loaded book has, as a column store keeps them.
struct PolicyColumns {
  let count: Int
  private var bytes: [(input: Int, codes: [UInt8])] = []
  private var ints: [(input: Int, codes: [Int32])] = []
  private let periodEnd: Int
  private let given: [UInt8]

  init(_ rows: BatchRows, _ coding: PolicyCoding, _ engine: Engine) {
    count = rows.count
    func codes(_ answers: [BoundOrder.Answer], _ places: (Int) -> Int) -> (Int, [UInt8]) {
      let codes = answers.map { UInt8(clamping: $0.value) }
      return (Int(answers[0].input), (0..<rows.count).map { codes[places($0)] })
    }
    bytes = [
      codes(coding.kinds) { Int(rows.kind[$0]) }, codes(coding.currencies) { Int(rows.currency[$0]) },
      codes(coding.countries) { Int(rows.country[$0]) }, codes(coding.vatValid) { rows.has(.vatValid, $0) ? 1 : 0 },
      codes(coding.reseller) { rows.has(.reseller, $0) ? 1 : 0 },
      codes(coding.ownAdmin) { rows.has(.ownAdmin, $0) ? 1 : 0 }, (Int(coding.term.input), rows.term),
    ]
    ints = [
      (Int(coding.quantity.input), rows.quantity), (Int(coding.quoteDate.input), rows.quoteDate),
      (Int(coding.periodEnd.input), rows.periodEnd),
    ]
    periodEnd = Int(coding.periodEnd.input)
    given = (0..<rows.count).map { rows.isTopUp($0) ? 1 : 0 }
  }

  /// Prices all rows, block after block.
  ///
  /// - Returns: The checksum of their figures; nil where a column does not fit.
  func price(_ machine: BatchMachine, _ block: OrderBlock, _ results: PolicyResults) -> Bool {
    var fits = true
    var first = 0
    while first < count {
      block.begin(orderCount: min(block.capacity, count - first))
      for column in bytes {
        column.codes.withUnsafeBufferPointer {
          fits = block.lendColumn(input: column.input, $0.baseAddress! + first) && fits
        }
      }
      for column in ints {
        column.codes.withUnsafeBufferPointer { codes in
          given.withUnsafeBufferPointer { given in
            fits =
              block.lendColumn(
                input: column.input, codes.baseAddress! + first,
                given: column.input == periodEnd ? given.baseAddress! + first : nil) && fits
          }
        }
      }
      results.price(machine, block, at: first)
      first += block.orderCount
    }
    return fits
  }
}

/// Figures of the benchmark policy in columns.
final class PolicyResults {
  private let figures: [UnsafeMutablePointer<Int64>]
  private let count: Int

  init(_ count: Int) {
    self.count = count
    figures = (0..<4).map { _ in
      let column = UnsafeMutablePointer<Int64>.allocate(capacity: count)
      column.initialize(repeating: 0, count: count)
      return column
    }
  }

  deinit { for column in figures { column.deallocate() } }

  /// Prices a block into the rows from `first` on.
  func price(_ machine: BatchMachine, _ block: OrderBlock, at first: Int) {
    machine.price(block, into: figures.map { $0 + first })
  }

  var checksum: UInt64 {
    var checksum = PolicyChecksum()
    for row in 0..<count {
      checksum.add(net: figures[0][row], vat: figures[1][row], flags: figures[3][row])
    }
    return checksum.sum
  }
}
