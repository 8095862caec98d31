import Quantities

/// The type of a node: what it counts, its scale and its range, all known at load.
package enum ValueType: Sendable, Equatable {
  case yesNo
  /// One word of these, by their codes in the program's word table, in the order declared.
  case word([Int])
  /// Any number of words: bit `i` of the value is the word `i`.
  case words([Int])
  /// A country, by its index in ``Country/all``.
  case country
  /// A day number.
  case date
  case text
  case number(NumberType)
  /// The type of something that was already reported: it fits everywhere and says nothing more.
  case unknown

  package var number: NumberType? { if case .number(let number) = self { number } else { nil } }
  package var isUnknown: Bool { self == .unknown }
  /// Whether it is one of some words.
  package var isWord: Bool { if case .word = self { true } else { false } }
}

/// A number: whole units of `10^-scale` of its dimension.
package struct NumberType: Sendable, Equatable {
  package var dimension: Dimension
  /// Whether it is written with `%`. Its value is the share: 25 % is 0.25.
  package var isPercent = false
  /// Decimal digits behind the point of the whole number that holds it.
  package var scale = 0
  /// A quotient: it has a denominator of its own until it is rounded.
  package var isRatio = false
  /// The least and the greatest whole number it can be, at its scale. For a ratio, of its integer part.
  package var lower: Int128
  package var upper: Int128
  /// An amount that is a whole number of minor units of its currency.
  package var isRounded = false
  /// The constant 0 without a unit, which fits every number but a percentage.
  package var isBareZero = false

  package init(dimension: Dimension, scale: Int = 0, lower: Int128, upper: Int128) {
    self.dimension = dimension
    self.scale = scale
    self.lower = lower
    self.upper = upper
  }

  /// The widest range: values beyond it are refused when they come up.
  package static let widest: Int128 = Int128(1) << 120

  /// Whether it is an amount of money and of nothing else.
  package var isAmount: Bool { dimension.money == 1 && dimension.units.isEmpty && !isPercent }
  /// Whole things: no decimals, no denominator.
  package var isWhole: Bool { scale == 0 && !isRatio }

  /// Keeps the range within the widest one.
  package func clamped() -> NumberType {
    var copy = self
    copy.lower = max(min(lower, Self.widest), -Self.widest)
    copy.upper = max(min(upper, Self.widest), -Self.widest)
    return copy
  }

  /// The same number at a finer scale.
  package func rescaled(to scale: Int) -> NumberType {
    guard scale > self.scale, let factor = PowerOfTen.value(scale - self.scale) else { return self }
    var copy = self
    copy.scale = scale
    copy.lower = Self.product(lower, factor)
    copy.upper = Self.product(upper, factor)
    return copy.clamped()
  }

  /// A product that stops at the widest range.
  package static func product(_ left: Int128, _ right: Int128) -> Int128 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    if overflow { return (left < 0) == (right < 0) ? widest : -widest }
    return max(min(product, widest), -widest)
  }
}

/// What a number counts: money of a currency, and units with their powers.
package struct Dimension: Sendable, Hashable {
  /// 1 for an amount, -1 for something per amount.
  package var money = 0
  /// The currency by its code; nil for the order's.
  package var currency: String?
  /// Units by name with their powers, in order of name; none is 0.
  package var units: [UnitPower] = []

  package static let none = Dimension()

  package init(money: Int = 0, currency: String? = nil, units: [UnitPower] = []) {
    self.money = money
    self.currency = currency
    self.units = units
  }

  /// One unit, once.
  package static func unit(_ name: String) -> Dimension { Dimension(units: [UnitPower(name: name, power: 1)]) }

  /// A unit and its power: -1 for `per`.
  package struct UnitPower: Sendable, Hashable {
    package var name: String
    package var power: Int

    package init(name: String, power: Int) {
      self.name = name
      self.power = power
    }
  }

  package var isNone: Bool { money == 0 && units.isEmpty }

  /// The dimension of a product (`sign` 1) or a quotient (`sign` -1).
  package func combined(with other: Dimension, sign: Int) -> Dimension {
    var powers: [String: Int] = [:]
    for unit in units { powers[unit.name, default: 0] += unit.power }
    for unit in other.units { powers[unit.name, default: 0] += sign * unit.power }
    let units = powers.filter { $0.value != 0 }.map { UnitPower(name: $0.key, power: $0.value) }
    let money = money + sign * other.money
    return Dimension(
      money: money, currency: money == 0 ? nil : currency ?? other.currency, units: units.sorted { $0.name < $1.name })
  }
}
