/// Decimals as text: what vectors and figures are compared as. No number type, so nothing is lost on the way.
enum DecimalText {
  /// Whether `text` is a decimal number: an optional minus, digits, and perhaps a point with digits.
  static func isDecimal(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) } }
  }

  /// The shortest way to write a decimal (`102.00` is `102`, `-0` is `0`); any other text as it is.
  static func canonical(_ text: String) -> String {
    guard isDecimal(text) else { return text }
    let negative = text.hasPrefix("-")
    let parts = (negative ? text.dropFirst() : Substring(text)).split(separator: ".")
    var whole = String(parts[0].drop { $0 == "0" })
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    if whole.isEmpty { whole = "0" }
    let digits = fraction.isEmpty ? whole : "\(whole).\(fraction)"
    return negative && digits != "0" ? "-\(digits)" : digits
  }

  /// `text` with its decimal point moved right by `places`, or left where `places` is negative.
  static func shifted(_ text: String, by places: Int) -> String {
    guard isDecimal(text) else { return text }
    let negative = text.hasPrefix("-")
    let parts = (negative ? text.dropFirst() : Substring(text)).split(separator: ".")
    var whole = String(parts[0])
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    for _ in 0..<abs(places) {
      if places > 0 {
        whole.append(fraction.isEmpty ? "0" : fraction.removeFirst())
      } else {
        fraction.insert(whole.isEmpty ? "0" : whole.removeLast(), at: fraction.startIndex)
      }
    }
    let digits = "\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)"
    return canonical(negative ? "-\(digits)" : digits)
  }

  /// Whether the number is 0.
  static func isZero(_ text: String) -> Bool { canonical(text) == "0" }
}
