import PolicyLanguage
import PolicyModel
import PolicyProgram
import Testing

@testable import PolicyEngine

/// Cells are read from their bytes as the reader of typed answers reads their texts, however they are spelled.
@Suite struct CellSpellingTests {
  private static let text = """
    unit licence "licence" "licences"
    input action "Action"
      one of new, top-up, well-formed, confirmed-by-the-tax-office, confirmed-by-the-tax-officer, true
    input licences "Licences"
      whole number 1 to 100000 licences
      for each line
    input term "Term"
      one of 1 month, 12 months
    input start-day "Day"
      date from 2026-01-01 to 2026-12-31
    input share "Share"
      percent 0% to 60% in steps of 0.5%
    input budget "Budget"
      money 0 to 100000
    input weight "Weight"
      number 0 to 10000 in steps of 0.125
    input country "Country"
      country
    input flag "Flag"
      yes or no
    input code "Code"
      text
    value total
      is sum of licences
    value all-action
      is action
    value all-term
      is term
    value all-day
      is start-day
    value all-share
      is share
    value all-budget
      is budget
    value all-weight
      is weight
    value is-swedish
      is yes when country is SE and flag
      otherwise no
    value is-known
      is yes when code is "known"
      otherwise no

    """

  /// Cells of each input, right and wrong, from which others are made.
  private static let cells: [String: [String]] = [
    "action": [
      "new", "top-up", "well-formed", "confirmed-by-the-tax-office", "confirmed-by-the-tax-officer",
      "confirmed-by-the-tax-officx", "confirmed-bX-the-tax-office", "true", "renewal", "1",
    ],
    "licences": [
      "7", "10", "12 licences", "1 licence", "10licences", "100000", "100001", "0", "1.000", "1,000", "10 months",
      "10 seats", "3.0", "007", "-1", "10 licences each", "99999999999999999999", "1.", ".5", "1e3",
    ],
    "term": ["12", "12 months", "1 month", "1 months", "12month", "3 months", "12 licences", "1.0"],
    "start-day": ["2026-03-01", "2026-02-29", "2027-01-01", "2026-3-1", "01.03.2026", "2026-03-01T00:00"],
    "share": ["20%", "20 %", "20", "0.5%", "0.25%", "61%", "20.0%", "20 percent", "1.000%", "%"],
    "budget": ["10", "10.00", "1.490", "1 490", "10.5", "10.505", "10 EUR", "10 SEK", "0.1", "00.1"],
    "weight": ["1", "1.125", "1.1", "1.000", "9999.875", "1.490", "2 kg"],
    "country": ["SE", "US", "XX", "EL", "GB", "Sweden"],
    "flag": ["yes", "no", "true", "false", "1", "0", "ja", "y"],
    "code": ["known", "other", "Known", " known", "12", "true"],
  ]

  private let engine: Engine

  init() throws { engine = try TextBook(Self.text).engine }

  /// The cell as it is, with blanks, or in other letters.
  private static func respelled(_ cell: String, _ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: " " + cell
    case 1: cell + "\t "
    case 2: cell.uppercased()
    case 3: cell.lowercased()
    case 4: cell.prefix(1).uppercased() + cell.dropFirst()
    default: cell
    }
  }

  /// What a reader makes of one row: the answers, or nothing where it rejects it, and whether it was read as text.
  private func read(_ reader: any OrderReader, _ row: String) -> (answers: [BoundOrder.Answer]?, isTextual: Bool) {
    let bytes = Array((row + "\n").utf8)
    let block = OrderBlock(engine)
    var (position, line) = (0, 1)
    (bytes + [UInt8](repeating: 0, count: 16)).withUnsafeBufferPointer {
      reader.fill(block, UnsafeBufferPointer(rebasing: $0[..<bytes.count]), position: &position, line: &line)
    }
    defer {
      reader.textualRowCount = 0
      reader.rejected = []
    }
    return (block.orderCount == 1 ? sorted(block.order(0).answers) : nil, reader.textualRowCount > 0)
  }

  private func sorted(_ answers: [BoundOrder.Answer]) -> [BoundOrder.Answer] { answers.sorted { $0.input < $1.input } }

  private func bound(_ inputs: [String: String]) -> [BoundOrder.Answer]? {
    (try? engine.bind(Order(inputs: inputs)).get()).map { sorted($0.answers) }
  }

  private static func json(_ text: String) -> String { "\"\(text.replacing("\t", with: "\\t"))\"" }

  @Test func randomSpellingsAreReadAlike() {
    let names = Self.cells.keys.sorted()
    let table = CSVOrderReader(
      engine, columns: names.map { .input(engine.program.input(named: $0) ?? -1) }, names: names)
    let lines = JSONOrderReader(engine, carriedCount: 0, keepsOthers: false) { [engine] name in
      .success(engine.program.input(named: name).map { .input($0) } ?? .ignored)
    }
    var random = SeededGenerator(11)
    var readCount = 0
    for _ in 0..<6_000 {
      var cells: [String: String] = [:]
      for name in names where random.chance(15) {
        let cell = Self.cells[name]?.randomElement(using: &random) ?? ""
        cells[name] = Self.respelled(cell, &random)
      }
      let expected = bound(cells)
      readCount += expected == nil ? 0 : 1
      let row = names.map { cells[$0] ?? "" }.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
      #expect(read(table, row).answers == expected, "\(row)")
      let members = cells.map { "\"\($0)\":\(Self.json($1))" }.joined(separator: ",")
      #expect(read(lines, "{\(members)}").answers == expected, "\(members)")
    }
    #expect(readCount > 1_000)
  }

  /// Numbers and truths of JSON: not what the same text would be.
  @Test(arguments: [
    ("licences", "12", "12"), ("licences", "1.000", "1"), ("budget", "1.490", "1.49"), ("weight", "1.490", "1.49"),
    ("flag", "true", "yes"), ("flag", "1", "1"), ("action", "true", "yes"), ("code", "true", "yes"),
    ("code", "1.50", "1.5"), ("code", "known", "known"), ("term", "12", "12"), ("term", "12.0", "12"),
    ("share", "20", "20"), ("country", "true", "yes"),
  ]) func bareValuesAreReadAsDocumentsReadThem(name: String, bare: String, text: String) throws {
    let lines = JSONOrderReader(engine, carriedCount: 0, keepsOthers: false) { [engine] name in
      .success(engine.program.input(named: name).map { .input($0) } ?? .ignored)
    }
    #expect(read(lines, "{\"\(name)\":\(bare)}").answers == (bare == "known" ? nil : bound([name: text])))
  }

  @Test(arguments: [
    ("action", "well-formed"), ("action", "confirmed-by-the-tax-office"), ("action", "Confirmed-By-The-Tax-Officer"),
    ("licences", "10 licences"), ("licences", "1 Licence"), ("licences", "10licences"), ("term", "12 months"),
    ("term", "1 month"), ("share", "20%"), ("share", "20 %"), ("country", "se"), ("flag", "Yes"), ("flag", " no "),
    ("start-day", " 2026-03-01"), ("budget", "10"),
  ]) func usualSpellingsTakeTheFastWay(name: String, cell: String) throws {
    let input = try #require(engine.program.input(named: name))
    let table = CSVOrderReader(engine, columns: [.input(input), .ignored], names: [name, "x"])
    let lines = JSONOrderReader(engine, carriedCount: 0, keepsOthers: false) { _ in .success(.input(input)) }
    for (reader, row) in [(table, "\(cell),"), (lines, "{\"\(name)\":\(Self.json(cell))}")]
      as [(any OrderReader, String)]
    {
      let (answers, isTextual) = read(reader, row)
      #expect(answers != nil && answers == bound([name: cell]))
      #expect(!isTextual, "\(row)")
    }
  }
}
