/// What the rules make of one order: figures, steps, reasons, effects. Data only; nothing is sent.
public struct Quote: Sendable, Equatable {
  /// The book's name and the hash of its files.
  public var book: String
  public var hash: String
  public var currency: String
  /// The order's figures that `shows` names, in its order; for a value per line, the sum.
  public var figures: [Figure]
  public var lines: [[Figure]]
  public var steps: [Step]
  public var effects: [Effect]
  public var refusals: [Refusal]
  public var warnings: [Refusal]
  /// Who decided each named value that was read and has exceptions, or several cases.
  public var decisions: [Decision]
  /// Titled values that were read on the way.
  public var readings: [Figure]
  /// Defaults that were taken: the input and its value.
  public var assumptions: [Figure]
  /// Sentences that deciding cases put on the quote.
  public var prints: [String]

  public init(
    book: String, hash: String, currency: String, figures: [Figure] = [], lines: [[Figure]] = [], steps: [Step] = [],
    effects: [Effect] = [], refusals: [Refusal] = [], warnings: [Refusal] = [], decisions: [Decision] = [],
    readings: [Figure] = [], assumptions: [Figure] = [], prints: [String] = []
  ) {
    self.book = book
    self.hash = hash
    self.currency = currency
    self.figures = figures
    self.lines = lines
    self.steps = steps
    self.effects = effects
    self.refusals = refusals
    self.warnings = warnings
    self.decisions = decisions
    self.readings = readings
    self.assumptions = assumptions
    self.prints = prints
  }

  /// One amount or other result with its name.
  public struct Figure: Sendable, Equatable {
    public var name: String
    public var title: String
    /// The bare value: money as a decimal text without its currency, dates in ISO form, words as they are.
    public var text: String?
    /// For people: with currency or unit.
    public var display: String
    /// Whether it is an amount of money.
    public var isMoney: Bool

    public init(name: String, title: String, text: String?, display: String, isMoney: Bool) {
      self.name = name
      self.title = title
      self.text = text
      self.display = display
      self.isMoney = isMoney
    }
  }

  /// One line of a price. The amounts of a price's steps add up to its figure.
  public struct Step: Sendable, Equatable {
    public var price: String
    /// The line of the order, from 1, when the price is per line and there are several.
    public var line: Int?
    public var label: String
    /// The difference this step made, as a decimal text.
    public var amount: String
    /// The amount after it.
    public var total: String
    /// The rule the step belongs to: the price, or the exception to it.
    public var rule: String
    public var place: String

    public init(
      price: String, line: Int?, label: String, amount: String, total: String, rule: String, place: String
    ) {
      self.price = price
      self.line = line
      self.label = label
      self.amount = amount
      self.total = total
      self.rule = rule
      self.place = place
    }
  }

  /// Something a plugin collected: a notice.
  public struct Effect: Sendable, Equatable {
    /// Where it is listed: `notices`.
    public var collection: String
    public var kind: String
    public var name: String
    public var line: Int?
    /// Its fields in the order of their declaration.
    public var fields: [(name: String, text: String)] { zip(fieldNames, fieldTexts).map { ($0, $1) } }
    public var fieldNames: [String]
    public var fieldTexts: [String]
    public var because: String?
    public var place: String

    public init(
      collection: String, kind: String, name: String, line: Int?, fields: [(name: String, text: String)],
      because: String?, place: String
    ) {
      self.collection = collection
      self.kind = kind
      self.name = name
      self.line = line
      fieldNames = fields.map(\.name)
      fieldTexts = fields.map(\.text)
      self.because = because
      self.place = place
    }
  }

  /// A reason why there is no quote, or something to be warned of.
  public struct Refusal: Sendable, Equatable {
    /// The rule's name; nil for what the engine itself refuses.
    public var name: String?
    public var text: String
    public var because: String?
    public var place: String

    public init(name: String?, text: String, because: String? = nil, place: String) {
      self.name = name
      self.text = text
      self.because = because
      self.place = place
    }
  }

  /// Which rule decided a value.
  public struct Decision: Sendable, Equatable {
    public var value: String
    public var line: Int?
    public var by: String
    public var place: String
    public var overruled: [String]
    public var because: String?
    public var source: String?
    /// Whether an exception decided, not the base.
    public var isException: Bool

    public init(
      value: String, line: Int?, by: String, place: String, overruled: [String], because: String?, source: String?,
      isException: Bool
    ) {
      self.value = value
      self.line = line
      self.by = by
      self.place = place
      self.overruled = overruled
      self.because = because
      self.source = source
      self.isException = isException
    }
  }
}

/// What an order still needs.
public struct MissingInput: Sendable, Equatable {
  public var input: String
  public var title: String
  /// The type in the words of the language.
  public var type: String
  /// The allowed answers: words, or a range in words.
  public var allowed: [String]

  public init(input: String, title: String, type: String, allowed: [String]) {
    self.input = input
    self.title = title
    self.type = type
    self.allowed = allowed
  }
}

/// The tree of reasons behind one figure.
public struct Explanation: Sendable, Equatable {
  /// One line: `net = 47.52 EUR`.
  public var text: String
  /// Why, in the rule's words.
  public var reason: String?
  /// The rule's file and line.
  public var place: String?
  public var children: [Explanation]

  public init(text: String, reason: String? = nil, place: String? = nil, children: [Explanation] = []) {
    self.text = text
    self.reason = reason
    self.place = place
    self.children = children
  }
}
