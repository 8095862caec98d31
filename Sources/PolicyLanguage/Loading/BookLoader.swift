package import Diagnostics
package import PolicyModel
import PolicyProgram
import Quantities

/// From rule files to a checked book: files, tokens, trees, plugin blocks lowered, checks, program.
package enum BookLoader {
  /// What loading gives: a book, or none if there are errors; and all that was found, errors and warnings.
  package struct Outcome: Sendable {
    package var book: RuleBook?
    package var diagnostics: [Diagnostic]
    package var sources: [SourceText]
  }

  /// Loads a book.
  ///
  /// - Parameters:
  ///   - files: The texts of the folder. Their order decides nothing.
  ///   - overlay: Blocks typed into a console: each replaces its namesake.
  ///   - omitsTests: Whether tests are passed over. Without them the book says the same of every order; mistakes in
  ///     them are not found.
  ///   - hash: The hash of all this, where it is known.
  package static func load(
    _ files: [SourceText], overlay: [SourceText] = [], vocabulary: Vocabulary, omitsTests: Bool = false,
    hash: String? = nil
  ) -> Outcome {
    load(files, overlay: overlay, vocabulary: vocabulary, omitsTests: omitsTests, hash: hash, triesCorrections: true)
  }

  /// - Parameter triesCorrections: Whether corrected lines are read before they are shown.
  static func load(
    _ files: [SourceText], overlay: [SourceText], vocabulary: Vocabulary, omitsTests: Bool = false,
    hash: String? = nil, triesCorrections: Bool
  ) -> Outcome {
    let files = files.sorted { $0.name < $1.name }
    let sources = files + overlay
    var builder = BookBuilder(sources: sources, vocabulary: vocabulary)
    var blocks: [BlockSyntax] = []
    // A file that was not read to its end would make names of the others unknown.
    var isCutShort = false
    for (index, source) in files.enumerated() {
      let (file, diagnostics) = FileParser.parse(
        source, index: index, vocabulary: vocabulary, omitsTests: omitsTests)
      blocks += file.blocks
      builder.damaged.formUnion(file.damagedNames)
      builder.add(diagnostics)
      isCutShort = isCutShort || diagnostics.count >= FileParser.messageLimit
    }
    for (index, source) in overlay.enumerated() {
      let (file, diagnostics) = FileParser.parse(source, index: files.count + index, vocabulary: vocabulary)
      for block in file.blocks {
        blocks.removeAll { $0.isNamesake(of: block, vocabulary: vocabulary) }
        blocks.append(block)
      }
      builder.damaged.formUnion(file.damagedNames)
      builder.add(diagnostics)
      isCutShort = isCutShort || diagnostics.count >= FileParser.messageLimit
    }
    if !isCutShort, !Cancellation.isRequested { builder.build(blocks) }
    builder.clipMessages()
    builder.program.hash = hash ?? Self.hash(of: files, overlay)
    let book = RuleBook(program: builder.program, sources: sources, blocks: blocks, builder: builder)
    let hasErrors = builder.diagnostics.contains { $0.severity == .error }
    let diagnostics =
      hasErrors && triesCorrections
      ? TriedCorrections(files: files, overlay: overlay, vocabulary: vocabulary).tried(builder.diagnostics)
      : builder.diagnostics
    return Outcome(book: hasErrors ? nil : book, diagnostics: diagnostics, sources: sources)
  }

  /// A book without rules, against which expressions without names can be read.
  package static func empty(vocabulary: Vocabulary) -> RuleBook {
    var builder = BookBuilder(sources: [], vocabulary: vocabulary)
    builder.program.currencies = ["EUR", "USD", "GBP", "SEK", "CHF", "JPY"].compactMap { Currency.named($0) }
    for weekday in BookBuilder.weekdays { _ = builder.wordCode(weekday) }
    builder.declareCurrency(at: .none)
    return RuleBook(program: builder.program, sources: [], blocks: [], builder: builder)
  }

  /// A hash that names the book exactly: the names of the files within their folder and their texts, then what was typed
  /// over them. Where the folder lies, and how its path was spelled, is no part of it.
  package static func hash(of files: [SourceText], _ overlay: [SourceText] = []) -> String {
    hash(files.map { (String($0.name.split(separator: "/").last ?? ""), $0.text) }, overlay)
  }

  /// The hash as account books before it have it, of the paths as they were spelled.
  package static func hashOfPaths(_ files: [SourceText]) -> String { hash(files.map { ($0.name, $0.text) }, []) }

  private static func hash(_ files: [(name: String, text: String)], _ overlay: [SourceText]) -> String {
    var bytes: [UInt8] = []
    for file in files.sorted(by: { $0.name < $1.name }) + overlay.map({ ($0.name, $0.text) }) {
      for part in [file.name, file.text] {
        bytes += String(part.utf8.count).utf8
        bytes.append(0)
        bytes += part.utf8
      }
    }
    return ContentHash.sha256(bytes)
  }
}

extension BlockSyntax {
  /// Whether a block of the same name in the same space would replace this one.
  func isNamesake(of other: BlockSyntax, vocabulary: Vocabulary) -> Bool {
    func isValue(_ block: BlockSyntax) -> Bool { vocabulary.block(block.word.text)?.defines == .value }
    if isValue(self), isValue(other) { return name == other.name && name != nil }
    // A book has one heading, whatever its name; the other words have a space of names each.
    guard word == other.word else { return false }
    return word.text == "book" || (name == other.name && (name != nil || title == other.title))
  }
}

extension BookBuilder {
  /// The builder's state after loading, with one more source at the end.
  init(extending other: BookBuilder, with source: SourceText) {
    self = other
    sources.append(source)
  }

  /// Everything after parsing, in the order in which things need each other.
  mutating func build(_ blocks: [BlockSyntax]) {
    func all(_ word: String) -> [BlockSyntax] { blocks.filter { $0.word.text == word } }
    checkOccurrences(blocks)
    readHeading(all("book"))
    for block in all("unit") { readUnit(block) }
    for block in all("input") { collectWords(block) }
    for currency in program.currencies { listWords[currency.code] = listWords[currency.code] ?? SourceRange.none }
    for weekday in Self.weekdays { _ = wordCode(weekday) }
    for block in all("list") { readList(block) }
    declareCurrency(at: all("book").first?.clause("currency")?.range ?? .none)
    for block in all("input") { readInput(block) }
    lower(blocks)
    finishInputs()
    readValues()
    readEffects()
    readShows(all("book").first)
    readChecks(all("check"))
    readAcceptances(blocks)
    readTests(all("test"))
    countTelling()
    findUnused()
  }

  /// Blocks become values, exceptions, effects and texts; all names are claimed before any is read.
  private mutating func lower(_ blocks: [BlockSyntax]) {
    for block in blocks {
      guard let declaration = vocabulary.block(block.word.text) else { continue }
      let lowered: Lowered
      if block.word.text == "exception", let owner = stepOwner(of: block) {
        lowered = owner.lowerException?(block) ?? declaration.lower(block)
      } else {
        lowered = declaration.lower(block)
      }
      let isDamaged = block.name.map { damaged.contains($0.text) } ?? false
      if !isDamaged {
        add(lowered.findings.prefix(Self.messageLimit).map(withJoinedLine))
      } else {
        add(lowered.findings.filter { $0.severity == .warning })
      }
      if let name = block.name, lowered.findings.contains(where: { $0.severity == .error }) {
        // What was to become of it is not known, so that reading it is no second mistake.
        damaged.insert(name.text)
      }
      for value in lowered.values {
        for word in value.words {
          _ = wordCode(word.text)
          listWords[word.text] = listWords[word.text] ?? word.range
        }
      }
      // Of a block whose name is taken nothing is read: not its steps either.
      if !claimNames(of: lowered) { continue }
      for value in lowered.values {
        names[value.name.text] = .value(declaration: valueDeclarations.count, definition: nil)
        valueDeclarations.append(value)
      }
      for exception in lowered.exceptions {
        if let name = exception.name { names[name.text] = .exception(exceptions.count) }
        exceptions.append(exception)
      }
      effects += lowered.effects
      texts += lowered.texts
    }
  }

  /// Takes the names of a block's values and exceptions; false if one is taken.
  private mutating func claimNames(of lowered: Lowered) -> Bool {
    var areFree = true
    for value in lowered.values where !value.isStep {
      if !claim(value.name, .value(declaration: valueDeclarations.count, definition: nil)) { areFree = false }
    }
    for name in lowered.exceptions.compactMap(\.name) {
      if !claim(name, .exception(exceptions.count)) { areFree = false }
    }
    return areFree
  }

  /// A condition below several results is shown on the line of the one it stands under.
  private func withJoinedLine(_ finding: Diagnostic) -> Diagnostic {
    guard finding.code == .whenOnOwnLine, finding.places.count == 2 else { return finding }
    var finding = finding
    let result = text(of: finding.places[1].range).replacing("otherwise ", with: "is ", maxReplacements: 1)
    finding.correctedLine = "\(result) \(text(of: finding.places[0].range))"
    return finding
  }

  /// The block word whose steps an exception is written in, if any.
  private func stepOwner(of block: BlockSyntax) -> BlockDeclaration? {
    let core = vocabulary.block("exception")?.clauses.map(\.key) ?? []
    guard let clause = block.clauses.first(where: { !core.contains($0.key) }) else { return nil }
    return vocabulary.blocks.first {
      $0.lowerException != nil && $0.clauses.contains { $0.key == clause.key && $0.inExceptions }
    }
  }

  /// Lines that must stand once, and lines that may stand only once.
  private mutating func checkOccurrences(_ blocks: [BlockSyntax]) {
    let books = blocks.filter { $0.word.text == "book" }
    for block in blocks {
      // A second book is a mistake as a whole.
      if block.word.text == "book", block.range != books[0].range { continue }
      guard let declaration = vocabulary.block(block.word.text) else { continue }
      let name = block.name?.text ?? block.word.text
      if damaged.contains(name) { continue }
      for clause in declaration.clauses {
        let found = block.clauses(clause.key)
        switch clause.occurs {
        case .once, .optional:
          if found.count > 1 {
            report(
              .clauseTwice,
              "`\(clause.leadingWords.joined(separator: " "))` stands twice in \(block.word.text) \(block.name?.text ?? "")",
              at: found[1].range,
              also: [.init(range: found[0].range, label: "the first one")], cure: "keep one of the two")
          }
          if case .once = clause.occurs, found.isEmpty {
            report(
              .clauseMissing,
              "\(block.word.text) \(block.name?.text ?? "") has no line `\(clause.leadingWords.joined(separator: " "))`",
              at: block.nameRange,
              cure: "add a line such as `\(clause.example)`")
            if let name = block.name { damaged.insert(name.text) }
          }
        case .atLeastOnce where found.isEmpty:
          report(
            .clauseMissing,
            "\(block.word.text) \(block.name?.text ?? "") has no line `\(clause.leadingWords.joined(separator: " "))`",
            at: block.nameRange,
            cure: "add a line such as `\(clause.example)`")
        case .many, .atLeastOnce: break
        }
      }
    }
  }
}
