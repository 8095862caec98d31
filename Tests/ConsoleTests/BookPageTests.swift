import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

@testable import Console

/// A book as a page: everything is on it, every link leads somewhere, and no text of it becomes markup.
@Suite struct BookPageTests {
  @Test(arguments: PageBook.folders) func everyLinkLeadsToOneSection(folder: String) throws {
    let page = try PageBook(folder: folder).page
    let anchors = page.anchors
    #expect(Set(anchors).count == anchors.count)
    let missing = Set(page.linkedAnchors).subtracting(anchors)
    #expect(missing.isEmpty, "\(missing.sorted())")
    #expect(!page.linkedAnchors.isEmpty)
  }

  @Test(arguments: PageBook.folders) func theHTMLIsWellFormedAndAlone(folder: String) throws {
    let reader = MarkupReader(HTMLRenderer().text(try PageBook(folder: folder).page))
    #expect(reader.faults.isEmpty, "\(reader.faults)")
    let known: Set = [
      "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "nav", "main", "header", "section", "h1", "h2",
      "h3", "h4", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "code", "strong", "table", "thead",
      "tbody", "tr", "th", "td",
    ]
    #expect(Set(reader.elements.map(\.name)).subtracting(known).isEmpty)
    let ids = reader.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in reader.elements {
      let allowed: Set = [
        "id", "class", "href", "lang", "charset", "name", "content", "http-equiv", "scope", "tabindex", "aria-label",
      ]
      #expect(Set(element.attributes.keys).subtracting(allowed).isEmpty, "\(element)")
      guard let target = element.attributes["href"] else { continue }
      #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "\(target) leads nowhere")
    }
  }

  @Test(arguments: PageBook.folders) func theMarkdownHasNoMarkupOfTheBook(folder: String) throws {
    let page = try PageBook(folder: folder).page
    var columns: Int?
    for line in MarkdownRenderer().text(page).split(separator: "\n", omittingEmptySubsequences: false) {
      var bare = String(line)
      for anchor in page.anchors { if bare.contains("<a id") { bare.replace("<a id=\"\(anchor)\"></a>", with: "") } }
      #expect(!bare.contains("<") && !bare.contains(">"), "\(line)")
      // All rows of a table have as many cells as its heading.
      let trimmed = bare.drop { $0 == " " }
      guard trimmed.first == "|" else {
        columns = nil
        continue
      }
      let cells = trimmed.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
      #expect(columns ?? cells == cells, "\(line)")
      columns = cells
    }
  }

  @Test(arguments: PageBook.folders) func noSectionIsEmptyAndEveryBlockIsThere(folder: String) throws {
    let sample = try PageBook(folder: folder)
    var places = Set<String>()
    func visit(_ section: PageSection) {
      #expect(!section.body.isEmpty || !section.sections.isEmpty, "\(section.title) is empty")
      for block in section.body {
        switch block {
        case .facts(let facts): #expect(!facts.isEmpty)
        case .list(let lines, _): #expect(!lines.isEmpty)
        case .table(let table):
          #expect(!table.rows.isEmpty)
          for row in table.rows { #expect(row.count == table.headings.count) }
        case .tree(_, let branches): branches.forEach(visit)
        case .paragraph(let line): #expect(!line.pieces.isEmpty)
        }
      }
      places.insert(section.place)
      section.sections.forEach(visit)
    }
    func visit(_ branch: PageBranch) {
      places.insert(branch.place)
      branch.branches.forEach(visit)
    }
    sample.page.sections.forEach(visit)
    for block in sample.book.blocks where !["book", "unit"].contains(block.word.text) {
      #expect(places.contains(sample.book.place(block.range)), "\(block.word.text) \(block.name?.text ?? "")")
    }
  }

  @Test func whatIsShownComesFirstThenWhatItReads() throws {
    let page = try PageBook(folder: "rules").page
    let titles = page.sections.map(\.title)
    #expect(
      titles[0...3] == ["What an order says", "What a quote shows", "What these figures are made of", "Other figures"])
    #expect(page.sections[1].sections.map(\.name) == ["net", "vat", "total"])
    #expect(page.sections[2].sections.first?.name == "list-price")
  }

  @Test func anExceptionToAnExceptionStandsBelowIt() throws {
    let page = try PageBook(folder: "rules").page
    let discount = try #require(page.sections.flatMap(\.sections).first { $0.name == "reseller-discount" })
    let tree = discount.body.compactMap { if case .tree(_, let branches) = $0 { branches } else { nil } }.first
    let outer = try #require(tree?.first)
    #expect(outer.anchor == "name.reseller-rate")
    #expect(outer.branches.map(\.anchor) == ["name.admin-forfeit"])
    #expect(outer.branches[0].title.pieces.contains(.tag("final")))
  }

  @Test func anExceptionToTwoStandsInFullOnce() throws {
    let page = try PageBook(
      """
      book b "B"
        language 1
        currency EUR
        shows share
      input n "N"
        whole number 1 to 9
      value share "Share"
        is 1%
      exception first to share
        is 2%
        when n is 2 or more
      exception second to share
        is 3%
        when n is 1
      exception both to first, second
        is 4%
        when n is 3 or less
      """
    ).page
    #expect(page.anchors.filter { $0 == "name.both" }.count == 1)
    let missing = Set(page.linkedAnchors).subtracting(page.anchors)
    #expect(missing.isEmpty)
  }

  /// A plugin that this module never heard of: its words come from its declarations.
  @Test func aPluginsBlocksAreShownByTheirDeclarations() throws {
    let word = BlockDeclaration(
      word: "gift", summary: "Something that goes with it.", defines: .effect(collection: "presents"),
      clauses: [
        .when,
        .init("wrapped", [.word("wrapped")], summary: "In paper.", example: "wrapped"),
        .init("worth", [.word("is"), .word("worth"), .expression], summary: "How much.", example: "is worth 3"),
      ]
    ) { block in
      guard let name = block.name, let worth = block.clause("worth")?.expression() else { return Lowered() }
      return Lowered(effects: [
        EffectDeclaration(
          kind: "gift", name: name, title: block.title, when: block.clause("when")?.expression(),
          fields: [.init("worth", .expression(worth))], range: block.range)
      ])
    }
    let page = try PageBook(
      """
      book b "B"
        language 1
        currency EUR
        shows share
      input n "N"
        whole number 1 to 9
      value share "Share"
        is n
      gift ribbon "A ribbon"
        when n is 2 or more
        wrapped
        is worth share + 1
      """, plugins: [Plugin(name: "gifts", summary: "Gifts.", blocks: [word])]
    ).page
    let part = try #require(page.sections.first { $0.title == "Presents" })
    let ribbon = try #require(part.sections.first)
    #expect(ribbon.tags == ["gift"])
    #expect(ribbon.body.contains(.list([PageLine([.text("Wrapped"), .faint("In paper.")])], isNumbered: false)))
    let facts = ribbon.body.compactMap { if case .facts(let facts) = $0 { facts } else { nil } }.flatMap { $0 }
    #expect(facts.map(\.label) == ["Where", "Is worth"])
    #expect(facts.last?.line == PageLine([.link("share", to: "name.share"), .text(" + 1")]))
  }

  /// A unit, a word of a list and a text are no names, though they are spelt like one.
  @Test func onlyNamesBecomeLinks() throws {
    let names = PageNames(try PageBook(folder: "rules").book.blocks, try PageBook(folder: "rules").vocabulary)
    let net = names.marked("net", .expressions)
    #expect(names.line("3 licences of " + net) == PageLine([.text("3 licences of "), .link("net", to: "name.net")]))
    #expect(names.marked("net", .blocks("refuse")) == "net")
    #expect(
      names.line("{net} {nothing} {") == PageLine([.text("{"), .link("net", to: "name.net"), .text("} {nothing} {")]))
    // Marks in a text of the book get no more than a link of the page.
    for text in ["\u{2}x\u{3}", "\u{2}999999\u{3}", "\u{2}", "\u{2}-1\u{3}"] {
      #expect(names.line(text).linkedAnchors.isEmpty)
      #expect(!Markup.escaped(text).contains("\u{2}"))
    }
  }

  /// Spaces for a title, one title for two checks, and addresses that are only mentioned.
  @Test func titlesThatAreHardToShow() throws {
    let page = try PageBook(
      """
      book odd " "
        language 1
        currency EUR
        shows total
      input kind "  spaced  "
        one of one, two
      value share " "
        is 1% when kind is one
        because "See https://example.invalid/x and www.example.invalid"
        otherwise 2%
      price total " "
        start 3 EUR " lead "
        plus 3 EUR × share "trail* "
        round half up to cent
      check "Twice"
        total is 0 or more
      check "Twice"
        total is 1 EUR or more
      """
    ).page
    #expect(page.title == "odd")
    let sections = page.sections.flatMap(\.sections)
    #expect(sections.map(\.title) == ["Currency", "spaced", "total", "share", "Twice", "Twice"])
    let total = try #require(sections.first { $0.anchor == "name.total" })
    #expect(total.body.flatMap(\.linkedAnchors).filter { $0.hasPrefix("check.") } == ["check.1", "check.2"])
    let markdown = MarkdownRenderer().text(page)
    #expect(markdown.contains("1. **lead**: start 3 EUR\n2. **trail\\***: plus"))
    #expect(markdown.contains("https\\://example.invalid/x and www\\.example.invalid"))
  }

  @Test func anchorsOfTwoTextsDiffer() {
    let texts = ["a b", "a_b", "a_20b", "ä", "a.b", "a-b", "\u{1}b", "_1b", "_01b"]
    #expect(Set(texts.map(Markup.anchor)).count == texts.count)
  }
}
