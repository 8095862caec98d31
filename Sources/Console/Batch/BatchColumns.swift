import Diagnostics
package import PolicyEngine
import PolicyLanguage
package import PolicyProgram

/// What the columns of a file of orders are for: inputs by their names, columns to carry, and the rest.
package struct BatchColumns: Sendable {
  /// The columns that are carried, in the order they are written.
  package private(set) var carried: [String]
  private let program: Program
  private let map: [String: String]
  private let carriesAll: Bool
  /// The heading of a table, or the members of the first of the JSON lines: what is no input among them was told.
  private var heading: Set<String> = []

  /// - Parameters:
  ///   - map: Inputs by the columns they are read from; an empty name for a column that is not read.
  ///   - carry: Columns to take along; `*` for all that are no input.
  package init(_ program: Program, map: [String: String], carry: [String]) {
    self.program = program
    self.map = map
    carriesAll = carry.contains("*")
    carried = carry.filter { $0 != "*" }
  }

  /// What a column of this name is for.
  ///
  /// - Throws: Why it cannot be told.
  package func use(of name: String) throws(OrderDocumentProblem) -> BatchColumn {
    if let mapped = map[name] {
      if mapped.isEmpty { return carried.firstIndex(of: name).map { .carried($0) } ?? .ignored }
      return .input(program.input(named: mapped) ?? 0)
    }
    if let place = carried.firstIndex(of: name) { return .carried(place) }
    if let input = program.input(named: name) ?? program.input(named: Self.plain(name)) { return .input(input) }
    // A misspelled input would be left out of every order, and its default would stand for it.
    if let meant = Spelling.closest(to: Self.plain(name), among: program.inputs.map(\.name)).first {
      throw OrderDocumentProblem(
        text:
          "there is no input “\(Display.harmless(name))”; did you mean \(meant)?\n  cure: --map \(Display.harmless(name))=\(meant), or --map \(Display.harmless(name))= to leave the column out"
      )
    }
    return carriesAll ? .other : .ignored
  }

  /// Takes all columns of a heading that are no inputs along, where that was asked.
  package mutating func carryOthers(of names: [String]) {
    heading = Set(names)
    guard carriesAll else { return }
    for name in names where !carried.contains(name) && map[name] == nil {
      let isInput = program.input(named: name) != nil || program.input(named: Self.plain(name)) != nil
      if !isInput { carried.append(name) }
    }
  }

  /// Whether a member is not read, and stands in no heading that told of it.
  func isUntold(_ name: String, _ use: BatchColumn) -> Bool {
    use == .ignored && !heading.contains(name) && name != "lines"
  }

  /// Whether some of these names are inputs, or the lines of an order.
  package func haveInput(_ names: [String]) -> Bool {
    names.contains { name in
      if name == "lines" { return true }
      if case .input? = try? use(of: name) { return true }
      return false
    }
  }

  /// Whether an order of members that are no inputs cannot be priced: it has members, and an input has no default.
  package func asksForInput(_ names: [String]) -> Bool {
    !names.isEmpty && program.inputs.contains { $0.defaultNode < 0 }
  }

  /// What to do about a heading that another character than the comma separates.
  package func separatorCure(_ names: [String]) -> String? {
    for (separator, called) in [(Character(";"), "semicolons"), ("\t", "tabs"), ("|", "bars")] {
      let parts = names.joined(separator: ",").split(separator: separator)
      if parts.contains(where: { program.input(named: Self.plain(String($0))) != nil }) {
        return "it has \(called) between its columns: save it with commas"
      }
    }
    return nil
  }

  /// As inputs are written: `quote_date` and `Quote Date` are `quote-date`.
  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
  }
}
