import Foundation
import PolicyEngine
import PolicyLanguage
import PolicyProgram
import Testing

@testable import Console

/// What a batch says of orders that have no figures: always something, and about what was asked.
@Suite struct BatchAnswersTests {
  private static let usual =
    #""action":"new","term":"12 months","currency":"EUR","quote-date":"2026-03-01","buyer":"customer""#

  /// Prices JSON lines by the rules, and gives the output, the rejects' messages and the counts.
  private func run(
    _ orders: [String], figures: [String]
  ) throws -> (rows: [String], rejects: [String], counts: BatchCounts) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "listino-answers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "in")
    try (orders.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    let engine = try BatchRunner.book()
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    let reader = ChunkReader(descriptor, isTable: false)
    _ = reader.firstLines(1)
    let job = BatchJob(
      engine: engine,
      program: CompiledProgram(engine, figures: try figures.map { try #require(engine.program.value(named: $0)) }),
      columns: BatchColumns(engine.program, map: [:], carry: []), heading: [], readsTable: false, writesTable: true,
      showsReasons: false, summarizes: true, jobs: 1)
    let names = try ["out", "rejects"].map {
      try OutputTarget(folder.appending(path: $0).path, inputs: [])
    }
    let (output, rejects) = (try BatchFile(names[0]), try BatchFile(names[1]))
    let (counts, isWhole) = BatchRun(job, reader: reader, output: output, rejects: rejects, progress: nil).run()
    output.close(isWhole: isWhole)
    rejects.close(isWhole: isWhole)
    func lines(_ name: String) throws -> [String] {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").map(String.init)
    }
    return (Array(try lines("out").dropFirst()), try lines("rejects"), counts)
  }

  /// Outside the Union there is no rate of VAT, and the order shows none: the figure alone refuses it.
  @Test func aFigureThatRefusesIsNamed() throws {
    let order = "{\(Self.usual),\"country\":\"US\",\"licences\":10}"
    let (rows, _, counts) = try run([order], figures: ["net", "vat-rate", "total"])
    #expect(rows.count == 1)
    #expect(rows[0].hasPrefix(",,,") && rows[0].count > 5, "\(rows)")
    #expect(counts.refused == 1 && counts.refusals.values.reduce(0, +) == 1)
    #expect(try run([order], figures: ["net", "total"]).counts.priced == 1)
  }

  /// A refusal that needs no more than the order says is named, whatever else notices would ask.
  @Test func aRefusalIsNamedThoughANoticeAsksForMore() throws {
    let order =
      #"{"action":"trial","term":"1 month","licences":3,"country":"SE","currency":"EUR","quote-date":"2026-03-01","trials-so-far":1}"#
    let (rows, rejects, counts) = try run([order], figures: ["net", "vat", "total"])
    #expect(rows.count == 1 && rows.first?.hasSuffix(",,,") == false, "\(rows) \(rejects)")
    #expect(counts.refusals.count >= 1)
  }

  @Test func aMissingInputIsNamedForTheFiguresAsked() throws {
    let order = #"{"action":"top-up","term":"12 months","currency":"EUR","licences":3,"quote-date":"2026-03-01"}"#
    let (_, rejects, _) = try run([order], figures: ["covered-until"])
    #expect(rejects.count == 1 && rejects[0].hasPrefix("1,period-end,this order needs period-end,"), "\(rejects)")
  }

  /// Percentages were added up over lines.
  @Test(arguments: ["volume-discount"]) func aFigureOfALineIsNoFigureOfTheOrder(figure: String) throws {
    let orders = [
      "{\(Self.usual),\"country\":\"SE\",\"lines\":[{\"licences\":5},{\"licences\":20},{\"licences\":70}]}",
      "{\(Self.usual),\"country\":\"SE\",\"lines\":[{\"licences\":20}]}",
      "{\(Self.usual),\"country\":\"SE\",\"licences\":20}",
    ]
    let (rows, rejects, counts) = try run(orders, figures: [figure, "net"])
    #expect(rows.count == 2 && rows[0] == rows[1])
    #expect(counts.rejected == 1)
    #expect(
      rejects.first?.contains(
        "\(figure) is a figure of each line, and the order has several lines; ask for figures of the whole order: --figures net,vat,total"
      ) == true, "\(rejects)")
    // Amounts of lines have a sum, which quotes show too.
    #expect(try run(orders, figures: ["net"]).rows[0] == "8268.48,")
  }

  /// One input under two names, the last of which won.
  @Test(arguments: [
    #""agreed_discount":"0%","agreed-discount":"60%","licences":5"#,
    #""agreed-discount":"60%","agreed_discount":"0%","licences":5"#,
    #""lines":[{"licences":5,"Licences":50}]"#, #""lines":[{"licences":5},{"licences":null,"LICENCES":50}]"#,
  ])
  func anInputUnderTwoNamesIsAMistakeOnEveryLine(members: String) throws {
    let right = "{\(Self.usual),\"country\":\"SE\",\"licences\":5}"
    let (rows, rejects, _) = try run([right, "{\(Self.usual),\"country\":\"SE\",\(members)}", right], figures: ["net"])
    #expect(rows.count == 2)
    #expect(rejects.count == 1 && rejects[0].contains("are one input"), "\(rejects)")
  }

  /// Names of a line's members are those of the order's.
  @Test func membersOfLinesAreNamedAsThoseOfOrders() throws {
    let (rows, rejects, _) = try run(
      ["{\(Self.usual),\"country\":\"SE\",\"lines\":[{\"Licences\":10}]}"], figures: ["net"])
    #expect(rows == ["902.88,"], "\(rejects)")
  }
}
