import Testing

/// Every row of date-vectors.csv, through expressions and books. Each row names its own source.
@Suite("Date vectors", .serialized)
struct DateVectorTests {
  @Test("Every row of the operation agrees", arguments: DateOperation.all)
  func everyRowAgrees(operation: DateOperation) throws {
    var tally = Tally(operation.name)
    for vector in try DateVector.all() where vector.operation == operation.name {
      let verdict = operation.judge(vector)
      tally.add(verdict, of: "line \(vector.line)")
      if case .disagreed(let why) = verdict {
        Issue.record("date-vectors.csv:\(vector.line) \(vector.mode): \(why) (source: \(vector.source))")
      }
    }
    print(tally.report)
  }

  @Test("Every operation of the file is known")
  func everyOperationIsKnown() throws {
    let operations = Set(try DateVector.all().map(\.operation))
    #expect(operations.subtracting(DateOperation.all.map(\.name)).isEmpty)
  }
}
