package import PolicyEngine
import PolicyLanguage
import PolicyProgram

/// How a batch is read, priced and written.
package struct BatchJob: Sendable {
  package var engine: Engine
  package var program: CompiledProgram
  package var columns: BatchColumns
  /// What each column of a table is for, and its name; empty for JSON lines.
  package var heading: [(name: String, use: BatchColumn)]
  package var readsTable: Bool
  package var writesTable: Bool
  package var showsReasons: Bool
  package var summarizes: Bool
  package var jobs: Int

  package init(
    engine: Engine, program: CompiledProgram, columns: BatchColumns, heading: [(name: String, use: BatchColumn)],
    readsTable: Bool, writesTable: Bool, showsReasons: Bool, summarizes: Bool, jobs: Int
  ) {
    self.engine = engine
    self.program = program
    self.columns = columns
    self.heading = heading
    self.readsTable = readsTable
    self.writesTable = writesTable
    self.showsReasons = showsReasons
    self.summarizes = summarizes
    self.jobs = jobs
  }

  func reader() -> any OrderReader {
    if readsTable { return CSVOrderReader(engine, columns: heading.map(\.use), names: heading.map(\.name)) }
    let columns = columns
    return JSONOrderReader(engine, carriedCount: columns.carried.count) { name in
      do throws(OrderDocumentProblem) { return .success(try columns.use(of: name)) } catch { return .failure(error) }
    }
  }
}
