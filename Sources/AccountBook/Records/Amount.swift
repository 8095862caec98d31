package import Quantities

/// Money in whole minor units of its currency: 72230 of EUR is 722.30 EUR.
package struct Amount: Sendable, Hashable, CustomStringConvertible {
  package var minor: Int64
  package var currency: Currency

  package init(minor: Int64, currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  /// Reads a quote's bare figure, such as `722.30`; nil if it is no amount of this currency or does not fit.
  package init?(parsing text: String, currency: Currency) {
    guard let decimal = ExactDecimal(parsing: text), let digits = decimal.rescaled(to: currency.minorDigits),
      let minor = Int64(exactly: digits), minor > .min
    else { return nil }
    self.init(minor: minor, currency: currency)
  }

  package var isZero: Bool { minor == 0 }

  package static prefix func - (amount: Amount) -> Amount {
    Amount(minor: -amount.minor, currency: amount.currency)
  }

  /// The bare figure, with the currency's number of decimals.
  package var figure: String {
    ExactDecimal(digits: Int128(minor), scale: currency.minorDigits).description
  }

  package var description: String { "\(figure) \(currency.code)" }
}
