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

/// An input of the order.
package struct InputDefinition: Sendable {
  package var name: String
  package var title: String
  package var type: ValueType
  package var isPerLine: Bool
  /// The quantities it may be, when they are listed.
  package var allowed: [Int128]
  /// The least and the greatest answer: numbers at the type's scale, dates as day numbers.
  package var lower: Int128
  package var upper: Int128
  /// The smallest difference of two answers, at the type's scale.
  package var step: Int128
  /// The node of its default, or -1.
  package var defaultNode: Int32
  /// The node of `only when`, or -1.
  package var guardNode: Int32
  /// How many conditions and keys read it: what to ask first.
  package var telling = 0
  package var range: SourceRange
}

/// A value with all its cases.
package struct ValueDefinition: Sendable {
  package var name: String
  package var title: String?
  /// The block word it came from.
  package var block: String
  package var type: ValueType
  package var isPerLine: Bool
  /// Base cases first, then exceptions, each after all it is to.
  package var cases: [CaseDefinition]
  package var baseCount: Int
  package var hasFinal: Bool
  /// Its block word promises that it does not fall where a whole number rises.
  package var risesWithQuantities = false
  /// A line of a price: no name an author can use.
  package var isStep: Bool
  package var range: SourceRange

  /// The result of its only case, if that holds for every order.
  package var plainResult: Int32? {
    cases.count == 1 && baseCount == 1 && cases[0].dateNode < 0 && cases[0].condition < 0 && cases[0].result >= 0
      ? cases[0].result : nil
  }
}

/// One case of a value.
package struct CaseDefinition: Sendable {
  /// The exception's name; the value's own for its base.
  package var name: String
  package var title: String?
  /// Cases of the same value it is an exception to.
  package var targets: [Int]
  /// The node of its condition, or -1.
  package var condition: Int32
  /// The node of the date its window is read against, or -1.
  package var dateNode: Int32
  package var firstDay: Int128
  package var lastDay: Int128
  package var reviewBy: CalendarDate?
  package var isOtherwise: Bool
  package var isFinal: Bool
  /// The node of its result, or -1 when it refuses.
  package var result: Int32
  package var refusal: TextTemplate?
  package var because: String?
  package var source: String?
  package var print: TextTemplate?
  package var steps: [StepDefinition]
  package var range: SourceRange
}

/// A line of a price.
package struct StepDefinition: Sendable {
  package var value: Int
  package var label: String
  package var rounding: RoundingMode
  package var range: SourceRange
}

/// A text with figures in it.
package struct TextTemplate: Sendable {
  package var parts: [Part]

  package enum Part: Sendable {
    case literal(String)
    /// A node printed with its unit.
    case node(Int32)
  }
}

/// A list of countries or words.
package struct ListDefinition: Sendable {
  package var name: String
  package var title: String
  package var isCountries: Bool
  /// Codes with the days they are in it.
  package var entries: [Entry]
  package var dateNode: Int32
  package var range: SourceRange

  package struct Entry: Sendable {
    package var code: Int
    package var firstDay: Int128
    package var lastDay: Int128
    package var range = SourceRange.none
  }
}

/// An effect: refusal, warning or what a plugin collects.
package struct EffectDefinition: Sendable {
  package var kind: String
  package var collection: String
  package var name: String
  package var title: String?
  package var condition: Int32
  package var dateNode: Int32
  package var firstDay: Int128
  package var lastDay: Int128
  package var isPerLine: Bool
  package var fields: [Field]
  package var because: String?
  package var source: String?
  package var range: SourceRange

  package struct Field: Sendable {
    package var name: String
    package var text: TextTemplate
    /// The message of ``Program/messages`` it names, or -1.
    package var message: Int
  }
}

/// A text block: a template in its languages.
package struct MessageDefinition: Sendable {
  package var block: String
  package var name: String
  package var title: String?
  package var entries: [(field: String, language: String, text: TextTemplate)]
  package var range: SourceRange
}

/// A finding that a block signs off.
package struct AcceptanceDefinition: Sendable {
  package var kind: AcceptedKind
  package var why: String
  /// The block word and the name of the block.
  package var block: String
  package var owner: String
  package var range: SourceRange
}

/// Something that must hold for all orders.
package struct CheckDefinition: Sendable {
  package var title: String
  package var condition: Int32
  package var guardNode: Int32
  package var isPerLine: Bool
  package var range: SourceRange
}

/// One order of a test with what is expected of it.
package struct TestDefinition: Sendable {
  package var title: String
  /// The row of its table, from 1; nil for a test without rows.
  package var row: Int?
  package var order: Order
  package var expectations: [Expectation]
  package var range: SourceRange

  package struct Expectation: Sendable {
    package var kind: ExpectationSyntax.Kind
    package var range: SourceRange

    package init(kind: ExpectationSyntax.Kind, range: SourceRange) {
      self.kind = kind
      self.range = range
    }
  }
}
