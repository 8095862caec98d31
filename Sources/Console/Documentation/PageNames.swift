import PolicyLanguage
import PolicyModel

/// Where the names of a book stand on its page, and how they become links in what the printer writes.
///
/// The printer writes a name as a mark with its number here. A text of the book that holds such a mark itself gets no
/// more than a link to a section of the page.
struct PageNames: Sendable {
  private static let opening: Character = "\u{2}"
  private static let closing: Character = "\u{3}"

  private struct Key: Hashable {
    var word: String
    var space: SyntaxPrinter.NameSpace
  }

  private var numbers: [Key: Int] = [:]
  private var targets: [(word: String, anchor: String)] = []

  /// - Parameters:
  ///   - blocks: The blocks of a book.
  ///   - vocabulary: What each block word brings into being.
  init(_ blocks: [BlockSyntax], _ vocabulary: Vocabulary) {
    for block in blocks {
      guard let name = block.name?.text, let space = Self.space(of: block.word.text, vocabulary) else { continue }
      add(name, space)
    }
    // The input that the heading's line `currency` declares.
    add("currency", .expressions)
  }

  private mutating func add(_ word: String, _ space: SyntaxPrinter.NameSpace) {
    let key = Key(word: word, space: space)
    guard numbers[key] == nil else { return }
    numbers[key] = targets.count
    targets.append((word, Self.anchor(word, space)))
  }

  /// In which space blocks of a word have their names; nil for those that nothing names.
  static func space(of word: String, _ vocabulary: Vocabulary) -> SyntaxPrinter.NameSpace? {
    switch vocabulary.block(word)?.defines {
    case .value: .expressions
    case .effect, .text: .blocks(word)
    case .other, nil: nil
    }
  }

  /// The anchor of a name. Names and block words have no points.
  static func anchor(_ word: String, _ space: SyntaxPrinter.NameSpace) -> String {
    switch space {
    case .expressions: Markup.anchor("name.\(word)")
    case .blocks(let block): Markup.anchor("block.\(block).\(word)")
    }
  }

  /// How the printer writes a word: as a mark where it is a name.
  func marked(_ word: String, _ space: SyntaxPrinter.NameSpace) -> String {
    numbers[Key(word: word, space: space)].map { "\(Self.opening)\($0)\(Self.closing)" } ?? word
  }

  /// A name as a link, or as it is where the page has no section for it.
  func link(_ word: String, _ space: SyntaxPrinter.NameSpace = .expressions) -> PageLine {
    PageLine([numbers[Key(word: word, space: space)].map { .link(word, to: targets[$0].anchor) } ?? .name(word)])
  }

  /// What the printer wrote, its marks and the `{figures}` of its texts as links.
  func line(_ printed: some StringProtocol) -> PageLine {
    var pieces: [PageLine.Piece] = []
    var text = ""
    func flush() {
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
    }
    var rest = printed[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      let isMark = character == Self.opening
      if isMark || character == "{", let end = rest.firstIndex(of: isMark ? Self.closing : "}") {
        let inside = String(rest[..<end])
        let number = isMark ? Int(inside) : numbers[Key(word: inside, space: .expressions)]
        if let number, targets.indices.contains(number) {
          if !isMark { text += "{" }
          flush()
          pieces.append(.link(targets[number].word, to: targets[number].anchor))
          if !isMark { text = "}" }
          rest = rest[end...].dropFirst()
          continue
        }
      }
      text.append(character)
    }
    flush()
    return PageLine(pieces)
  }
}
