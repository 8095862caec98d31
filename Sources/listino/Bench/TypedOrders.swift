import PolicyEngine

/// Orders as a service keeps them: a number for each input, and a bit where it is given.
struct TypedOrders {
  private let count: Int
  private let inputCount: Int
  private let wordCount: Int
  private var answers: [Int64]
  private var given: [UInt64]

  init(_ orders: [BoundOrder], inputCount: Int) {
    count = orders.count
    self.inputCount = inputCount
    wordCount = (inputCount + 63) / 64
    answers = Array(repeating: 0, count: count * inputCount)
    given = Array(repeating: 0, count: count * wordCount)
    for (row, order) in orders.enumerated() {
      for answer in order.answers {
        answers[row * inputCount + Int(answer.input)] = Int64(truncatingIfNeeded: answer.value)
        given[row * wordCount + Int(answer.input) / 64] |= 1 << UInt64(answer.input % 64)
      }
    }
  }

  /// Prices the orders one after another.
  func price(_ machine: OrderMachine, atMost limit: Int = .max, _ then: () -> Void) {
    answers.withUnsafeBufferPointer { answers in
      given.withUnsafeBufferPointer { given in
        for row in 0..<min(count, limit) {
          machine.price(answers.baseAddress! + row * inputCount, given: given.baseAddress! + row * wordCount)
          then()
        }
      }
    }
  }
}
