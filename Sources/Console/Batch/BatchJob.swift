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

  /// - Parameter unread: Takes the members that are not read and that the first line does not have.
  func reader(_ unread: UnreadMembers) -> any OrderReader {
    if readsTable { return CSVOrderReader(engine, columns: heading.map(\.use), names: heading.map(\.name)) }
    let columns = columns
    return JSONOrderReader(engine, carriedCount: columns.carried.count, keepsOthers: !writesTable) { name in
      do throws(OrderDocumentProblem) {
        let use = try columns.use(of: name)
        if columns.isUntold(name, use) { unread.note(name) }
        return .success(use)
      } catch {
        return .failure(error)
      }
    }
  }
}
