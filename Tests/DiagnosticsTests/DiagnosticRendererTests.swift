import Diagnostics
import Testing

struct DiagnosticRendererTests {
  @Test func showsThePlaceTheCureAndTheLineAsItShouldBe() {
    let text = Sample.rendered(
      Diagnostic(
        Sample.clash, "“reseller-rate” has no rate", at: Sample.place("agreed-discount"),
        label: "this is no percentage",
        cure: "write a percentage", correctedLine: "  is 20%"))
    #expect(
      text == """
        error L203: “reseller-rate” has no rate
         --> rules/reseller.rules:4:6
          |
        4 |   is agreed-discount
          |      ^^^^^^^^^^^^^^^ this is no percentage
          cure: write a percentage
          as it should be:
        4 |   is 20%
        """)
  }

  @Test func showsNearPlacesInOneSnippetAndFarOnesApart() {
    let text = Sample.rendered(
      Diagnostic(
        .warning, Sample.clash, "two cases decide reseller-discount", at: Sample.place("agreed-discount"),
        label: "decides here",
        also: [
          .init(Sample.place("reseller-discount"), label: "the value"),
          .init(Sample.place("for each line"), label: "for each of these"),
          .init(Sample.place("two", in: Sample.other, index: 1)),
        ], notes: ["an order with both: buyer reseller", "and a second one"]))
    #expect(
      text == """
        warning L203: two cases decide reseller-discount
          --> rules/reseller.rules:4:6
           |
         1 | value reseller-discount "Reseller discount"
           |       ----------------- the value
         2 |   is 0%
         3 | exception reseller-rate to reseller-discount
         4 |   is agreed-discount
           |      ^^^^^^^^^^^^^^^ decides here
          ::: rules/reseller.rules:11:3
           |
        11 |   for each line
           |   ------------- for each of these
          ::: rules/other.rules:2:1
           |
         2 | two three four
           | ---
          note: an order with both: buyer reseller
          note: and a second one
        """)
  }

  @Test func hangsSeveralLabelsBelowOneLine() {
    let text = Sample.rendered(
      Diagnostic(
        .note, Sample.clash, "four words", at: Sample.place("reseller-rate"), label: "main",
        also: [
          .init(Sample.place("exception"), label: "first"), .init(Sample.place("rate to"), label: "overlaps"),
          .init(Sample.place("reseller-discount\n"), label: "elsewhere"), .init(Sample.place("to")),
        ]))
    #expect(
      text == """
        note L203: four words
         --> rules/reseller.rules:3:11
          |
        3 | exception reseller-rate to reseller-discount
          | --------- ^^^^^^^^^^^^^--- ----------------- elsewhere
          | |         |        |
          | |         |        overlaps
          | |         main
          | first
        """)
  }

  @Test func alignsUnderWideAndCombiningCharactersAndTabs() {
    let text = Sample.rendered(
      Diagnostic(
        Sample.clash, "wide", at: Sample.place("10"), label: "ten",
        also: [.init(Sample.place("日本"), label: "two wide"), .init(Sample.place("é́"), label: "one")]))
    #expect(
      text == """
        error L203: wide
         --> rules/reseller.rules:9:28
          |
        9 |  when month is 日本 and é́ is 10
          |                ----     -    ^^ ten
          |                |        |
          |                |        one
          |                two wide
        """)
  }

  @Test func showsTheEndsOfAPlaceOverManyLines() {
    let whole = SourceRange(source: 0, lower: 0, upper: Sample.book.utf8Count)
    #expect(
      Sample.rendered(Diagnostic(Sample.clash, "all of it", at: whole, label: "this book")) == """
        error L203: all of it
          --> rules/reseller.rules:1:1
           |
         1 | value reseller-discount "Reseller discount"
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ...
        12 |   start list-price × licences
           |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this book
        """)
    let few = Sample.place("0%").union(Sample.place("is agreed"))
    #expect(
      Sample.rendered(Diagnostic(Sample.clash, "three lines", at: few, label: "these")) == """
        error L203: three lines
         --> rules/reseller.rules:2:6
          |
        2 |   is 0%
          |      ^^
        3 | exception reseller-rate to reseller-discount
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        4 |   is agreed-discount
          |   ^^^^^^^^^ these
        """)
  }

  @Test func showsPointsAndEndsOfLines() {
    let end = Sample.place("0%").upper
    #expect(
      Sample.rendered(
        Diagnostic(Sample.clash, "more is missing", at: SourceRange(source: 0, lower: end, upper: end), label: "here"))
          == """
          error L203: more is missing
           --> rules/reseller.rules:2:8
            |
          2 |   is 0%
            |        ^ here
          """)
    #expect(
      Sample.rendered(Diagnostic(Sample.clash, "past the end", at: SourceRange(source: 1, lower: 999, upper: 1999)))
        == """
        error L203: past the end
         --> rules/other.rules:4:1
          |
        4 |
          | ^
        """)
  }

  @Test func showsNoSnippetWithoutAPlace() {
    #expect(
      Sample.rendered(
        Diagnostic(Sample.clash, "nothing to load", at: .none, cure: "write a book", correctedLine: "book a"))
          == """
          error L203: nothing to load
            cure: write a book
            as it should be:
            | book a
          """)
    #expect(
      Sample.rendered(Diagnostic(Sample.clash, "no such source", at: SourceRange(source: 7, lower: 0, upper: 1)))
        == "error L203: no such source")
  }

  @Test func wrapsSentencesAndCutsLinesToAWidth() {
    let text = Sample.rendered(
      Diagnostic(
        Sample.clash, "a message of more words than fit", at: Sample.place("Net"), label: "net",
        cure: "a cure of more words than fit", notes: ["short"]), width: 24)
    #expect(
      text == """
        error L203: a message of
          more words than fit
          --> rules/reseller.rules:10:12
           |
        10 | price net "Net"
           |            ^^^ net
          note: short
          cure: a cure of more
                words than fit
        """)
  }

  @Test func coloursOnlyWhenAsked() {
    let diagnostic = Diagnostic(Sample.clash, "wrong", at: Sample.place("0%"), label: "here", cure: "mend it")
    #expect(!Sample.rendered(diagnostic).contains("\u{1B}"))
    #expect(
      Sample.rendered(diagnostic, colour: true).replacing("\u{1B}", with: "␛") == """
        ␛[1;31merror L203:␛[0m ␛[1mwrong␛[0m
         ␛[1;34m-->␛[0m rules/reseller.rules:2:6
        ␛[1;34m  |␛[0m
        ␛[1;34m2 |␛[0m   is 0%
        ␛[1;34m  |␛[0m      ␛[1;31m^^␛[0m ␛[1;31mhere␛[0m
        ␛[1;32m  cure:␛[0m mend it
        """)
  }

  @Test func sortsAndCounts() {
    let renderer = DiagnosticRenderer(sources: [Sample.book, Sample.other])
    let text = renderer.text([
      Diagnostic(.warning, Sample.clash, "fourth", at: Sample.place("two", in: Sample.other, index: 1)),
      Diagnostic(Sample.clash, "third", at: Sample.place("price net")),
      Diagnostic(Sample.clash, "second", at: Sample.place("0%")),
      Diagnostic(.note, Sample.clash, "first", at: .none),
    ])
    let headings = text.split(separator: "\n").filter { $0.contains("L203") }
    #expect(headings == ["note L203: first", "error L203: second", "error L203: third", "warning L203: fourth"])
    #expect(text.hasSuffix("\n\n2 errors, 1 warning, 1 note"))
    #expect(renderer.text([Diagnostic(.warning, Sample.clash, "a", at: .none)]).hasSuffix("\n\n1 warning"))
    #expect(renderer.text([Diagnostic]()) == "")
  }

  @Test func isAlsoJSON() {
    let json = DiagnosticRenderer(sources: [Sample.book, Sample.other]).json([
      Diagnostic(
        Sample.clash, "wrong", at: Sample.place("0%"), label: "here", also: [.init(.none)], cure: "mend it",
        notes: ["a"]),
      Diagnostic(.warning, Sample.clash, "odd", at: .none, correctedLine: "  is 1%"),
    ])
    #expect(
      json == [
        "diagnostics": [
          [
            "severity": "warning", "code": "L203", "title": "Two cases decide one value", "message": "odd",
            "places": [],
            "notes": [], "cure": .null, "correctedLine": "  is 1%",
          ],
          [
            "severity": "error", "code": "L203", "title": "Two cases decide one value", "message": "wrong",
            "places": [
              [
                "file": "rules/reseller.rules", "line": 2, "column": 6, "endLine": 2, "endColumn": 8, "lower": 49,
                "upper": 51, "label": "here",
              ]
            ],
            "notes": ["a"], "cure": "mend it", "correctedLine": .null,
          ],
        ],
        "summary": ["errors": 1, "warnings": 1, "notes": 0],
      ])
  }

  @Test func explainsACode() {
    #expect(
      Sample.clash.page == """
        L203: Two cases decide one value

        Both cases apply to one order, and neither is an exception to the other.

        For example:

            value a
              is 1 when x
              is 2 when y

        Cure: Say which one is the exception.
        """)
    let sameId = DiagnosticCode(id: "L203", title: "", meaning: "", example: "", cure: "")
    #expect(Set([Sample.clash, sameId]).count == 1)
  }
}
