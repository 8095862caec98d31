import Diagnostics
import PolicyModel

/// An e-mail address that can stand in a header without quotes: a dot-atom on both sides (RFC 5322, 3.4.1).
struct MailAddress {
  let text: String

  /// - Parameter owner: whose address it is, for people: `the receiver`.
  init(_ raw: String, of owner: String) throws(ChannelProblem) {
    let bytes = Array(raw.utf8)
    guard !bytes.isEmpty else {
      throw ChannelProblem("\(owner) has no e-mail address", cure: "give \(owner) one, like anna@example.com")
    }
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, bytes.count <= 254, parts[0].count <= 64,
      parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(Self.isAtom),
      parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(Self.isLabel)
    else {
      throw ChannelProblem(
        "no message can be sent to or from “\(Self.shown(raw))”, the address of \(owner)",
        cure: bytes.contains { $0 >= 0x80 }
          ? "write it without accents and other signs; a domain that has them has a form that begins with xn--"
          : "write it like anna@example.com")
    }
    text = raw
  }

  /// The signs of an atom (RFC 5322, 3.2.3).
  static func isAtomText(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(isAtomText)
  }

  private static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return !bytes.isEmpty && bytes.count <= 63 && bytes.first != hyphen && bytes.last != hyphen
      && bytes.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// Enough of a wrong address to know it by.
  private static func shown(_ raw: String) -> String {
    let start = String(String.UnicodeScalarView(raw.unicodeScalars.prefix(60)))
    return Display.harmless(start) + (start.utf8.count < raw.utf8.count ? "…" : "")
  }
}
