/// The part of a VAT number after the country's letters, with the sums that check digits are made of.
///
/// Every sum is over small numbers that a fixed shape bounds, so none can overflow.
struct VATBody: Sendable {
  /// What each character is worth: 0–9 themselves, A = 10 to Z = 35 as in ISO 7064, and 36, 37 for + and *.
  let values: [Int]

  /// - Parameter bytes: capital letters, digits, + and * of ASCII.
  init(_ bytes: some Sequence<UInt8>) {
    values = bytes.map { byte in
      switch byte {
      case 0x30...0x39: Int(byte) - 0x30
      case 0x41...0x5A: Int(byte) - 0x41 + 10
      case 0x2B: 36
      default: 37
      }
    }
  }

  var count: Int { values.count }
  var isAllDigits: Bool { values.allSatisfy { $0 < 10 } }

  /// The value of the character at this index; 0 when there is none.
  subscript(index: Int) -> Int { values.indices.contains(index) ? values[index] : 0 }

  /// The letter at this index as a number from A = 1; 0 or less for a digit.
  func letter(_ index: Int) -> Int { self[index] - 9 }

  /// Whether the character at this index is one of these capital letters.
  func isAt(_ index: Int, oneOf letters: String) -> Bool {
    letters.utf8.contains { Int($0) - 0x41 == self[index] - 10 }
  }

  /// The digits in this range read as one number; a range has at most 13.
  func integer(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + self[$1] } }

  /// The sum of the first characters times these weights.
  func sum(_ weights: [Int], from start: Int = 0) -> Int {
    weights.indices.reduce(0) { $0 + weights[$1] * self[start + $1] }
  }

  /// The Luhn sum modulo 10 of a range (ISO/IEC 7812): from the right, every second digit counts double, and a double
  /// of two digits counts as their sum. It is 0 when the last digit is the check digit.
  func luhn(_ range: Range<Int>) -> Int {
    range.reversed().enumerated().reduce(0) { total, item in
      let value = item.offset % 2 == 0 ? self[item.element] : self[item.element] * 2
      return total + value / 10 + value % 10
    } % 10
  }

  /// Whether all digits satisfy modulus 11, 10 (ISO 7064).
  var satisfiesModulus11And10: Bool {
    let product = values.dropLast().reduce(10) { product, digit in
      let rest = (product + digit) % 10
      return (rest == 0 ? 10 : rest) * 2 % 11
    }
    return (product + self[count - 1]) % 10 == 1
  }

  /// All characters modulo 97, a letter counting as its two digits, with these values in front (ISO 7064).
  func modulo97(after front: [Int] = []) -> Int {
    (front + values).reduce(0) { ($0 * ($1 < 10 ? 10 : 100) + $1) % 97 }
  }

  /// Whether year, month and day are a day of the Gregorian calendar.
  static func isDate(year: Int, month: Int, day: Int) -> Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return lengths.indices.contains(month - 1) && day >= 1 && day <= lengths[month - 1]
  }
}
