/// Reads orders from bytes into blocks: rows of a table, or JSON lines.
package protocol OrderReader: AnyObject {
  /// The rows of the block that was filled last, and where each carried cell of each lies, row by row.
  var rows: UnsafeMutablePointer<BatchRow> { get }
  var carried: [Range<Int32>] { get }
  /// Where more that is taken along lies, with its names, by the rows that have any.
  var others: [Int: [(name: String, range: Range<Int32>)]] { get }
  /// Rows that could not be read, in their order.
  var rejected: [RejectedRow] { get set }
  /// How many rows were read as texts or documents since this was set to 0: those that are wrong, and those with escapes,
  /// quotes or several lines. They take some ten times as long as others.
  var textualRowCount: Int { get set }

  /// Reads rows until the block is full or the bytes end.
  ///
  /// - Parameters:
  ///   - bytes: Whole rows; 16 bytes behind them can be read.
  ///   - position: Where the next row begins; is moved on.
  ///   - line: The line it is on; is moved on.
  func fill(_ block: OrderBlock, _ bytes: UnsafeBufferPointer<UInt8>, position: inout Int, line: inout Int)

  /// A carried cell without the quotes and escapes of its document.
  func content(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8]
}
