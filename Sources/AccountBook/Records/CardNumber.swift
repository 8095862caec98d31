/// Numbers of payment cards, which stand in no file: not in the account book, nor in a history.
package enum CardNumber {
  /// Whether a text holds what looks like the number of a card: 13 to 19 digits of any script whose check digit is right
  /// (ISO/IEC 7812-1, Luhn), in one piece or in groups with one sign between them.
  package static func isIn(_ text: String) -> Bool {
    let groups = groups(of: text)
    for first in groups.indices where groups[first].digits.count >= 4 {
      var digits: [Int] = []
      for index in first..<groups.count {
        // A group of its own, or one that hangs on the one before.
        if index > first, !groups[index].isJoined || groups[index].digits.count < 3 { break }
        digits += groups[index].digits
        if digits.count > 19 { break }
        if digits.count >= 13, hasCheckDigit(digits) { return true }
      }
    }
    return false
  }

  /// What is said of it. The number itself is not repeated.
  package static let problem = AccountProblem(
    .refused, "this looks like the number of a card, which is kept nowhere: nothing was done",
    cure: "write the reference that the card's processor gave for the payment")

  private struct Group {
    var digits: [Int] = []
    /// Only one sign stands between it and the group before.
    var isJoined = false
  }

  private static func groups(of text: String) -> [Group] {
    var groups: [Group] = []
    var separators = 2
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        if separators > 0 { groups.append(Group(isJoined: separators == 1)) }
        groups[groups.count - 1].digits.append(Int(value))
        separators = 0
      } else if scalar.properties.generalCategory == .format {
        // An invisible character hides nothing.
        continue
      } else if scalar.properties.isWhitespace || "-.‐‑‒–—−_/".unicodeScalars.contains(scalar) {
        separators += 1
      } else {
        separators = 2
      }
    }
    return groups
  }

  private static func hasCheckDigit(_ digits: [Int]) -> Bool {
    let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
      let doubled = digit.element * 2
      return sum + (digit.offset % 2 == 0 ? digit.element : doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }
}
