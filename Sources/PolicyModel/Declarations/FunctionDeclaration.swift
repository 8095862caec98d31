public import Quantities

/// A function that expressions can call by a phrase, such as `anniversary of A by P, on or after D`.
public struct FunctionDeclaration: Sendable {
  public var name: String
  /// Literal words and argument slots, in the order of the phrase. It begins with a word.
  public var phrase: [Part]
  public var result: ParameterType
  public var summary: String
  public var example: String
  /// Computes it. Pure. Numbers come as whole units, dates as day numbers.
  public var evaluate: @Sendable (FunctionArguments) -> FunctionResult

  public init(
    name: String, phrase: [Part], result: ParameterType, summary: String, example: String,
    evaluate: @escaping @Sendable (FunctionArguments) -> FunctionResult
  ) {
    self.name = name
    self.phrase = phrase
    self.result = result
    self.summary = summary
    self.example = example
    self.evaluate = evaluate
  }

  /// A piece of the phrase.
  public enum Part: Sendable {
    case word(String)
    case comma
    case argument(String, ParameterType)
  }

  /// The types of its arguments.
  public var parameters: [(name: String, type: ParameterType)] {
    phrase.compactMap { if case .argument(let name, let type) = $0 { (name, type) } else { nil } }
  }
}

/// The types that arguments and results of functions have.
public enum ParameterType: Sendable, Equatable {
  case date
  /// A whole number of days, weeks, months or years.
  case period
  /// A whole number of a unit (nil: bare) within bounds.
  case number(unit: String?, Int128, Int128)
  case yesNo
}

/// Up to four arguments, unboxed.
public struct FunctionArguments: Sendable {
  public var first: Int128 = 0
  public var second: Int128 = 0
  public var third: Int128 = 0
  public var fourth: Int128 = 0
  /// The unit of the argument that is a period.
  public var periodUnit: SpanUnit = .days
  /// The book's rule for days that do not exist.
  public var monthEnd: MonthEnd = .keepLastDay

  public init() {}

  /// An argument by its position in the phrase.
  public subscript(index: Int) -> Int128 {
    get {
      switch index {
      case 0: first
      case 1: second
      case 2: third
      default: fourth
      }
    }
    set {
      switch index {
      case 0: first = newValue
      case 1: second = newValue
      case 2: third = newValue
      default: fourth = newValue
      }
    }
  }
}

/// What a function gives: a whole number (a date's day number, 1 for yes), or why it gives none.
public enum FunctionResult: Sendable {
  case value(Int128)
  case refused(String)
}
