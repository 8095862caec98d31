/// A book as a page: what is on it, without how it looks.
package struct Page: Sendable, Equatable {
  package var title: String
  /// What holds for the whole book.
  package var facts: [PageFact]
  package var sections: [PageSection]

  /// All anchors that can be linked to, in their order.
  package var anchors: [String] { sections.flatMap(\.anchors) }

  /// All anchors that are linked to.
  package var linkedAnchors: [String] { facts.flatMap(\.line.linkedAnchors) + sections.flatMap(\.linkedAnchors) }
}

/// A section with its subsections.
package struct PageSection: Sendable, Equatable {
  package var anchor: String
  package var title: String
  /// The name that rules use for it.
  package var name: String?
  /// Short words about it, such as its block word.
  package var tags: [String] = []
  /// `file:line`.
  package var place = ""
  package var body: [PageBlock] = []
  package var sections: [PageSection] = []

  var anchors: [String] { [anchor] + body.flatMap(\.anchors) + sections.flatMap(\.anchors) }
  var linkedAnchors: [String] { body.flatMap(\.linkedAnchors) + sections.flatMap(\.linkedAnchors) }
}

/// A piece of a section.
package enum PageBlock: Sendable, Equatable {
  case paragraph(PageLine)
  case facts([PageFact])
  case list([PageLine], isNumbered: Bool)
  case table(PageTable)
  /// A heading of its own for branches, such as the exceptions to a value.
  case tree(title: String, [PageBranch])

  var anchors: [String] {
    if case .tree(_, let branches) = self { branches.flatMap(\.anchors) } else { [] }
  }

  var linkedAnchors: [String] {
    switch self {
    case .paragraph(let line): line.linkedAnchors
    case .facts(let facts): facts.flatMap(\.line.linkedAnchors)
    case .list(let lines, _): lines.flatMap(\.linkedAnchors)
    case .table(let table): table.headings.flatMap(\.linkedAnchors) + table.rows.flatMap { $0.flatMap(\.linkedAnchors) }
    case .tree(_, let branches): branches.flatMap(\.linkedAnchors)
    }
  }
}

/// A label and what it is about.
package struct PageFact: Sendable, Equatable {
  package var label: String
  package var line: PageLine

  init(_ label: String, _ line: PageLine) {
    self.label = label
    self.line = line
  }
}

/// Rows under headings. Every row has a cell for each heading.
package struct PageTable: Sendable, Equatable {
  package var headings: [PageLine]
  package var rows: [[PageLine]]

  /// The table without columns in which no row has anything.
  var withoutEmptyColumns: PageTable {
    let used = headings.indices.filter { column in rows.contains { !$0[column].pieces.isEmpty } }
    return PageTable(headings: used.map { headings[$0] }, rows: rows.map { row in used.map { row[$0] } })
  }
}

/// A branch of a tree: an exception with the exceptions to it.
package struct PageBranch: Sendable, Equatable {
  /// Nil for a branch that stands in full elsewhere.
  package var anchor: String?
  package var title: PageLine
  package var place = ""
  package var body: [PageBlock] = []
  package var branches: [PageBranch] = []

  var anchors: [String] { (anchor.map { [$0] } ?? []) + body.flatMap(\.anchors) + branches.flatMap(\.anchors) }
  var linkedAnchors: [String] {
    title.linkedAnchors + body.flatMap(\.linkedAnchors) + branches.flatMap(\.linkedAnchors)
  }
}

/// Text in a line, with its links.
package struct PageLine: Sendable, Equatable, ExpressibleByStringLiteral {
  package var pieces: [Piece]

  package enum Piece: Sendable, Equatable {
    case text(String)
    case strong(String)
    /// A name as rules have it.
    case name(String)
    /// A short word set apart, such as `final`.
    case tag(String)
    /// What stands back behind the rest.
    case faint(String)
    case link(String, to: String)
  }

  init(_ pieces: [Piece] = []) { self.pieces = pieces }

  package init(stringLiteral text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

  init(text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

  static func + (left: PageLine, right: PageLine) -> PageLine { PageLine(left.pieces + right.pieces) }

  /// Lines behind each other.
  static func joined(_ lines: [PageLine], separator: String) -> PageLine {
    var pieces: [Piece] = []
    for (index, line) in lines.enumerated() { pieces += (index > 0 ? [.text(separator)] : []) + line.pieces }
    return PageLine(pieces)
  }

  var linkedAnchors: [String] { pieces.compactMap { if case .link(_, let anchor) = $0 { anchor } else { nil } } }
}
