import Testing

@testable import Console
@testable import PolicyEngine

/// What tests reach, in words.
@Suite struct CoverageTextTests {
  @Test func fileByFile() {
    let proposal = Coverage.Proposal(
      line: "pieces=50", test: "test \"exception large\"\n  given pieces 50\n  expect large decides", lineCount: 1)
    let several = Coverage.Proposal(line: nil, test: nil, lineCount: 2)
    let coverage = Coverage(files: [
      .init(name: "a.rules", reached: 2, total: 2, gaps: []),
      .init(
        name: "b.rules", reached: 1, total: 5,
        gaps: [
          .init(place: "b.rules:3", words: "exception large", answer: .order(proposal)),
          .init(place: "b.rules:9", words: "exception few", answer: .never),
          .init(place: "b.rules:12", words: "refuse all", answer: .open("searched 9 boxes, no order found")),
          .init(place: "b.rules:15", words: "warn many", answer: .order(several)),
        ]),
    ])
    #expect(
      CoverageText(coverage).text == """
        a.rules  2 of 2
        b.rules  1 of 5
          b.rules:3  exception large
            quote pieces=50
            test "exception large"
              given pieces 50
              expect large decides
          b.rules:9  exception few
            no order reaches it
          b.rules:12  refuse all
            not settled: searched 9 boxes, no order found
          b.rules:15  warn many
            an order of 2 lines
        the tests reach 3 of 7 cases, rows and outcomes
        """)
  }
}
