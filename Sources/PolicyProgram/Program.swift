package import Diagnostics
package import PolicyModel
package import Quantities

/// A checked book: flat, typed and acyclic. Every value is a whole number whose unit, currency, scale and range are
/// known; every node and every value comes after those it reads.
package struct Program: Sendable {
  package var name = ""
  package var title = ""
  /// A hash of the book's files.
  package var hash = ""
  package var currencies: [Currency] = []
  /// Decimal digits of the finest minor unit among the currencies.
  package var moneyScale = 2
  package var monthEnd = MonthEnd.keepLastDay
  package var units: [UnitDeclaration] = []
  /// The words of choices by code.
  package var words: [String] = []
  /// Text constants by code.
  package var strings: [String] = []
  package var inputs: [InputDefinition] = []
  package var values: [ValueDefinition] = []
  package var tables: [TableDefinition] = []
  package var lists: [ListDefinition] = []
  package var nodes: [Node] = []
  /// The type of each node.
  package var types: [ValueType] = []
  /// Where each node was written.
  package var ranges: [SourceRange] = []
  package var operands: [Int32] = []
  package var spans: [SpanDefinition] = []
  package var spreads: [SpreadDefinition] = []
  package var functions: [FunctionDeclaration] = []
  package var effects: [EffectDefinition] = []
  package var messages: [MessageDefinition] = []
  package var checks: [CheckDefinition] = []
  package var acceptances: [AcceptanceDefinition] = []
  package var tests: [TestDefinition] = []
  /// The values a quote shows.
  package var shows: [Int] = []
  /// The input that holds the currency.
  package var currencyInput = -1

  package init() {}

  package func input(named name: String) -> Int? { inputs.firstIndex { $0.name == name } }
  package func value(named name: String) -> Int? { values.firstIndex { $0.name == name } }
}
