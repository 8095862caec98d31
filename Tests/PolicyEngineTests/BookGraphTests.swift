import PolicyEngine
import PolicyLanguage
import PolicyProgram
import Testing

/// What reads what in a book.
@Suite struct BookGraphTests {
  static let text = """
    list receivers "Who is told"
      buyer
    input pieces "Pieces"
      whole number 1 to 100
    input buyer-kind "Who buys"
      one of new, known
    input start-day "Day"
      date from 2026-01-01
    input due "Due"
      date from 2026-01-01
      default start-day
      only when buyer-kind is known
    table rate "Rate"
      by buyer-kind
      dated by start-day
      one row applies
      new | 1% | from 2026-01-01
      known, new | 2% | to 2025-12-31
      known | 3% | from 2026-01-01
    value share "Share"
      is 0%
    exception known-share to share
      is rate
      when buyer-kind is known
      print "For {pieces} pieces"
    price total "Total"
      start 2 EUR × pieces "Start"
      less share of what is left "Share"
      round half up to cent
    value spare "Left over"
      is pieces + 1
    refuse late
      when buyer-kind is known and due is after 2026-06-30
      say "{start-day} is too late"
    notify told
      when pieces is spare
      tell buyer
      with template words
    template words
      subject en "Hello"
      text en "You have {spare}"
    check "Never less"
      total is 0 or more
    """

  func graph() throws -> BookGraph {
    BookGraph(
      try TextBook(
        "book sample \"Sample\"\n  language 1\n  currency EUR\n  shows total\n\n" + Self.text
      ).book.program)
  }

  func reads(_ name: String, _ graph: BookGraph) throws -> [String] {
    let vertex = try #require(graph.vertex(named: name))
    return graph.vertices[vertex].reads.map { graph.vertices[$0].name }
  }

  @Test func stepsBelongToTheirPrice() throws {
    let graph = try graph()
    #expect(try reads("total", graph) == ["pieces", "share"])
    #expect(!graph.vertices.contains { $0.name.contains("step") })
  }

  @Test func casesConditionsKeysAndDatesAreRead() throws {
    let graph = try graph()
    #expect(try reads("share", graph) == ["rate", "buyer-kind"])
    #expect(try reads("rate", graph) == ["buyer-kind", "start-day"])
    #expect(try reads("due", graph) == ["start-day", "buyer-kind"])
    let rate = try #require(graph.vertex(named: "rate"))
    // A row with a list in a cell is one row.
    #expect(graph.vertices[rate].rowCount == 3)
    #expect(graph.vertices[rate].caseCount == 1)
  }

  @Test func anExceptionsNameStandsForItsValue() throws {
    let graph = try graph()
    #expect(graph.vertex(named: "known-share") == graph.vertex(named: "share"))
    #expect(graph.vertex(named: "nothing") == nil)
  }

  @Test func effectsTextsChecksAndPrintsObserve() throws {
    let graph = try graph()
    func observers(_ name: String) throws -> [String] {
      let vertex = try #require(graph.vertex(named: name))
      return graph.vertices[vertex].observers.map { "\(graph.observers[$0].word) \(graph.observers[$0].name)" }
    }
    #expect(try observers("total") == ["check Never less"])
    #expect(try observers("spare") == ["notify told", "template words"])
    #expect(try observers("pieces") == ["value share", "notify told"])
    #expect(try observers("start-day") == ["refuse late"])
  }

  @Test func readersAreTheOtherWayRound() throws {
    let graph = try graph()
    for (index, vertex) in graph.vertices.enumerated() {
      for read in vertex.reads { #expect(graph.vertices[read].readers.contains(index)) }
      for reader in vertex.readers { #expect(graph.vertices[reader].reads.contains(index)) }
      if !vertex.isInput { #expect(vertex.reads.allSatisfy { $0 < index }) }
    }
  }

  @Test func oneReadsFromWhatIsShownToWhatItReads() throws {
    let graph = try graph()
    let names = graph.readingOrder.map { graph.vertices[$0].name }
    #expect(names == ["total", "pieces", "share", "rate", "buyer-kind", "start-day", "spare", "currency", "due"])
  }
}
