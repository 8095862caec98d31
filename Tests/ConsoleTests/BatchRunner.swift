import Console
import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing
import Testing

/// Runs batches within the process.
struct BatchRunner {
  var engine: Engine
  var figures: [String] = []
  var carry: [String] = []
  var map: [String: String] = [:]
  var jobs = 1
  var writesTable = true
  var showsReasons = false

  /// What a batch left.
  struct Result: Equatable {
    var output: String
    var rejects: String
    var counts: String
    /// Members that later lines have and that are not read.
    var unread: [String] = []

    /// Rows of the output without the heading.
    var rows: [String] { output.split(separator: "\n").dropFirst().map(String.init) }
  }

  /// The book in `rules/`.
  static func book() throws -> Engine {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let files = try RuleFolder(root.appending(path: "rules").path).read().get()
    return Engine(try #require(BookLoader.load(files, vocabulary: vocabulary).book))
  }

  func run(_ text: String, isTable: Bool = true) throws -> Result { try run(Array(text.utf8), isTable: isTable) }

  func run(_ bytes: [UInt8], isTable: Bool = true) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "listino-batch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "in")
    try Data(bytes).write(to: file)
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    let reader = ChunkReader(descriptor, isTable: isTable)
    var columns = BatchColumns(engine.program, map: map, carry: carry)
    let names = isTable ? reader.heading() : []
    let members = isTable ? [] : (reader.firstLines(1).first.flatMap { try? JSON.parse($0) }?.asObject ?? []).map(\.key)
    columns.carryOthers(of: names + members.filter { $0 != "lines" })
    let heading = try names.map { (name: $0, use: try columns.use(of: $0)) }
    let chosen = figures.isEmpty ? engine.program.shows : figures.compactMap { engine.program.value(named: $0) }
    let values = engine.program.values
    let decisions = showsReasons ? values.indices.filter { values[$0].cases.count > values[$0].baseCount } : []
    let job = BatchJob(
      engine: engine, program: CompiledProgram(engine, figures: chosen, decisions: decisions), columns: columns,
      heading: heading,
      readsTable: isTable, writesTable: writesTable, showsReasons: showsReasons, summarizes: false, jobs: jobs)
    let output = try BatchFile(OutputTarget(folder.appending(path: "out").path, inputs: []))
    let rejects = try BatchFile(OutputTarget(folder.appending(path: "rejects").path, inputs: []))
    let (counts, isWhole) = BatchRun(job, reader: reader, output: output, rejects: rejects, progress: nil).run()
    output.close(isWhole: isWhole)
    rejects.close(isWhole: isWhole)
    #expect(output.problem == nil)
    #expect(counts.read == counts.priced + counts.refused + counts.rejected)
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }
    return Result(
      output: try text("out"), rejects: try text("rejects"), counts: counts.sentence,
      unread: counts.unread)
  }
}
