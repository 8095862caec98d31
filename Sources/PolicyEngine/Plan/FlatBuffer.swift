/// Memory of one kind of plain records, without reference counting and without bounds checks on the way of an order.
///
/// Whoever makes one frees it with ``deallocate()``. Unchecked, for a pointer is not sendable: a plan's buffers are written
/// before it is shared and never after, an evaluator's have one user at a time.
struct FlatBuffer<Record: BitwiseCopyable>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Record>
  let count: Int

  /// A copy of the records.
  init(_ records: [Record]) {
    count = records.count
    start = .allocate(capacity: max(1, records.count))
    for (index, record) in records.enumerated() { start.advanced(by: index).initialize(to: record) }
  }

  /// The same record so many times.
  init(repeating record: Record, count: Int) {
    self.count = count
    start = .allocate(capacity: max(1, count))
    start.initialize(repeating: record, count: max(1, count))
  }

  @inline(__always)
  subscript(index: Int) -> Record {
    get { start[index] }
    nonmutating set { start[index] = newValue }
  }

  @inline(__always)
  subscript(index: Int32) -> Record {
    get { start[Int(index)] }
    nonmutating set { start[Int(index)] = newValue }
  }

  func deallocate() { start.deallocate() }
}
