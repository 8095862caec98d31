public import Diagnostics

/// All words of the core and the plugins, sealed before anything is loaded.
public struct Vocabulary: Sendable {
  public let blocks: [BlockDeclaration]
  public let functions: [FunctionDeclaration]
  public let units: [UnitDeclaration]
  /// The pages of all mistakes that the core and the plugins find, by id.
  public let codes: [DiagnosticCode]
  /// Who owns a block word or a function's first word.
  public let owners: [String: String]
  private let blockIndex: [String: Int]

  /// Seals the plugins into one vocabulary.
  ///
  /// - Parameter plugins: The core first, then the plugins.
  /// - Throws: ``VocabularyConflict`` for two owners of one word or a declaration that does not fit.
  public init(_ plugins: [Plugin]) throws(VocabularyConflict) {
    var owners: [String: String] = [:]
    var blocks: [BlockDeclaration] = []
    var functions: [FunctionDeclaration] = []
    var units: [UnitDeclaration] = []
    var codes: [DiagnosticCode] = []
    var codeOwners: [String: String] = [:]
    func claim(_ word: String, _ plugin: Plugin) throws(VocabularyConflict) {
      if let owner = owners[word] {
        throw VocabularyConflict("“\(word)” is claimed by the plugin \(owner) and by the plugin \(plugin.name)")
      }
      owners[word] = plugin.name
    }
    for plugin in plugins {
      for block in plugin.blocks {
        try claim(block.word, plugin)
        for clause in block.clauses where clause.leadingWords.isEmpty {
          throw VocabularyConflict(
            "the clause “\(clause.key)” of the block word “\(block.word)” (plugin \(plugin.name)) must begin with a word"
          )
        }
        let keys = block.clauses.map { $0.leadingWords.joined(separator: " ") }
        if let twice = keys.first(where: { key in keys.filter { $0 == key }.count > 1 }) {
          throw VocabularyConflict("the block word “\(block.word)” (plugin \(plugin.name)) has two clauses “\(twice)”")
        }
        var declaration = block
        // What is found about a rule's orders is signed off where the rule stands.
        if block.isRule { declaration.clauses.append(.accept) }
        blocks.append(declaration)
      }
      for function in plugin.functions {
        guard case .word(let first)? = function.phrase.first else {
          throw VocabularyConflict("the function \(function.name) (plugin \(plugin.name)) must begin with a word")
        }
        if function.parameters.count > 4 {
          throw VocabularyConflict("the function \(function.name) (plugin \(plugin.name)) has more than four arguments")
        }
        try claim(first, plugin)
        functions.append(function)
      }
      for unit in plugin.units {
        for word in Set([unit.name, unit.singular, unit.plural]).sorted() { try claim(word, plugin) }
        units.append(unit)
      }
      for code in plugin.codes {
        if let owner = codeOwners[code.id] {
          throw VocabularyConflict(
            "the code \(code.id) is claimed by the plugin \(owner) and by the plugin \(plugin.name)")
        }
        codeOwners[code.id] = plugin.name
        codes.append(code)
      }
    }
    self.blocks = blocks
    self.functions = functions
    self.units = units
    self.codes = codes.sorted { $0.id < $1.id }
    self.owners = owners
    blockIndex = Dictionary(uniqueKeysWithValues: blocks.enumerated().map { ($1.word, $0) })
    for plugin in plugins {
      try checkUnits(of: plugin)
      try checkTexts(of: plugin)
    }
  }

  /// Units that functions speak of are there.
  private func checkUnits(of plugin: Plugin) throws(VocabularyConflict) {
    for function in plugin.functions {
      for (_, type) in function.parameters + [("result", function.result)] {
        guard case .number(let unit?, _, _) = type, !units.contains(where: { $0.name == unit }) else { continue }
        throw VocabularyConflict(
          "the function \(function.name) (plugin \(plugin.name)) speaks of the unit “\(unit)”, which no plugin declares"
        )
      }
    }
  }

  /// Texts that clauses name are of a block word that is there.
  private func checkTexts(of plugin: Plugin) throws(VocabularyConflict) {
    for block in plugin.blocks {
      for clause in block.clauses {
        for case .textName(let text) in clause.pattern where self.block(text) == nil {
          throw VocabularyConflict(
            "the clause “\(clause.key)” of the block word “\(block.word)” (plugin \(plugin.name)) names texts of “\(text)”, which no plugin declares"
          )
        }
      }
    }
  }

  /// The declaration of a block word.
  public func block(_ word: String) -> BlockDeclaration? { blockIndex[word].map { blocks[$0] } }

  /// The page of a mistake by its id, such as `L101`, in capitals or not.
  public func code(_ id: String) -> DiagnosticCode? {
    let id = id.uppercased()
    return codes.first { $0.id == id }
  }

  /// The function whose phrase begins with a word.
  public func function(startingWith word: String) -> Int? {
    functions.firstIndex { if case .word(let first)? = $0.phrase.first { first == word } else { false } }
  }
}

/// Two plugins that do not fit together, or one that does not fit the core.
public struct VocabularyConflict: Error, CustomStringConvertible, Sendable {
  public let description: String

  init(_ description: String) { self.description = description }
}
