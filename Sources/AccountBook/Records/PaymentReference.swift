import Foundation

/// The reference that a card's processor gave for a payment: it pays one invoice.
package enum PaymentReference {
  /// A reference as it is compared: without case, blanks, dashes and what nobody sees. Empty if there is nothing else.
  package static func folded(_ text: String) -> String {
    let plain = text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter { scalar in
      let properties = scalar.properties
      return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint && scalar != "−"
        && ![.dashPunctuation, .format, .control].contains(properties.generalCategory)
    }
    return String(String.UnicodeScalarView(plain))
  }

  /// - Parameter invoice: The number of the invoice that it paid, if this person may see it.
  static func used(for invoice: String?) -> AccountProblem {
    AccountProblem(
      .refused,
      invoice.map { "this reference paid invoice \($0) already" }
        ?? "this reference was used for another payment already",
      cure: "give this payment's own reference: `pay card REFERENCE`")
  }
}
