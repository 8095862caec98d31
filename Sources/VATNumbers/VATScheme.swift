/// How the VAT numbers of one country are made, and how to tell a person when one is not made so.
struct VATScheme: Sendable {
  /// Why a body of the right length and letters is not a number of the country.
  enum Flaw: Hashable, Sendable {
    case checkDigit
    /// A rule of the country's own, in words that follow “a German VAT number ”.
    case rule(String)
  }

  /// The letters in front: `EL`.
  let prefix: String
  /// The code of ISO 3166-1: `GR`.
  let country: String
  /// With its article: `a Greek`.
  let nationality: String
  let isInVIES: Bool
  /// What follows the prefix, for people: `9 digits`.
  let content: String
  /// The shapes a body may have, one character each: `d` a digit, `n` a digit but 0, `l` a letter, `x` a letter or
  /// digit, `s` a letter, digit, + or *; a capital letter stands for itself.
  let shapes: [String]
  /// A number that passes.
  let example: String
  /// Words that may stand behind the number; the first is put there when none does.
  var endings: [String] = []
  /// Whether the ending is a part of the canonical number.
  var keepsEnding = true
  /// What to do about a body of a wrong length that people often write.
  var advice: @Sendable (VATBody) -> String? = { _ in nil }
  /// What is wrong with a body of a right shape; nil when it passes.
  let flaw: @Sendable (VATBody) -> Flaw?

  /// Every scheme by its prefix.
  static let all: [String: VATScheme] = Dictionary(
    (NorthernSchemes.all + WesternSchemes.all + IslandSchemes.all + SouthernSchemes.all + EasternSchemes.all)
      .map { ($0.prefix, $0) }, uniquingKeysWith: { first, _ in first })

  /// The scheme that a country's own numbers follow, by its code or prefix.
  static func ofCountry(_ code: String) -> VATScheme? {
    switch code {
    case "GR": all["EL"]
    case "CH": all["CHE"]
    case "MC": all["FR"]
    case "IM": all["GB"]
    default: all[code]
    }
  }

  /// The number without its prefix in canonical form.
  func canonical(_ typed: TypedNumber) throws(VATNumberProblem) -> String {
    var rest = typed
    let ending = endings.first { rest.drop(suffix: $0) }
    if ending == nil, !keepsEnding { _ = endings.first { rest.drop(prefix: $0) } }
    let body = VATBody(rest.bytes)
    try check(body, Array(rest.bytes))
    return String(decoding: rest.bytes, as: UTF8.self) + (keepsEnding ? ending ?? endings.first ?? "" : "")
  }

  private func check(_ body: VATBody, _ bytes: [UInt8]) throws(VATNumberProblem) {
    let fitting = shapes.filter { $0.utf8.count == bytes.count }
    guard !fitting.isEmpty else { throw wrongLength(body) }
    let misfits = fitting.map { Self.misfit(bytes, Array($0.utf8)) }
    if !misfits.contains(nil) {
      // The shape that fits longest is the one that was meant.
      throw wrongShape(bytes, at: misfits.compactMap { $0 }.max() ?? 0, body)
    }
    switch flaw(body) {
    case nil: return
    case .checkDigit:
      throw VATNumberProblem(
        kind: .checkDigit,
        message: "the digits of this number do not fit together as those of \(nationality) VAT number do",
        cure: "compare it with the customer's own papers: a digit may be mistyped, or two have changed places")
    case .rule(let rule):
      throw VATNumberProblem(kind: .format, message: "\(nationality) VAT number \(rule)", cure: likeExample)
    }
  }

  private var likeExample: String { "write it like \(example)" }

  private func wrongLength(_ body: VATBody) -> VATNumberProblem {
    let unit = body.isAllDigits ? "digit" : "character"
    let isPlain = body.isAllDigits && shapes.allSatisfy { $0.allSatisfy { $0 == "d" || $0 == "n" } }
    let found =
      switch body.count {
      case 0: "nothing"
      case 1: isPlain ? "1" : "1 \(unit)"
      default: isPlain ? "\(body.count)" : "\(body.count) \(unit)s"
      }
    return VATNumberProblem(
      kind: .length, message: "\(nationality) VAT number has \(content) after \(prefix); this one has \(found)",
      cure: advice(body) ?? likeExample)
  }

  private func wrongShape(_ bytes: [UInt8], at index: Int, _ body: VATBody) -> VATNumberProblem {
    let isDigit = body[index] < 10
    let character = String(decoding: bytes[index...index], as: UTF8.self)
    let found = isDigit ? "the digit \(character)" : body[index] > 35 ? "a sign" : "the letter \(character)"
    let cure =
      if body.isAt(index, oneOf: "O") {
        "write the digit 0 instead of the letter O, like \(example)"
      } else if body.isAt(index, oneOf: "I") {
        "write the digit 1 instead of the letter I, like \(example)"
      } else { likeExample }
    return VATNumberProblem(
      kind: .format,
      message: "\(nationality) VAT number has \(content) after \(prefix); character \(index + 1) after \(prefix) is "
        + found + ", which does not belong there",
      cure: cure)
  }

  /// The index of the first character that does not fit the shape of the same length.
  private static func misfit(_ bytes: [UInt8], _ shape: [UInt8]) -> Int? {
    zip(bytes, shape).enumerated().first { !fits($1.0, $1.1) }?.offset
  }

  private static func fits(_ byte: UInt8, _ place: UInt8) -> Bool {
    let isDigit = (0x30...0x39).contains(byte)
    let isLetter = (0x41...0x5A).contains(byte)
    return switch place {
    case UInt8(ascii: "d"): isDigit
    case UInt8(ascii: "n"): isDigit && byte != 0x30
    case UInt8(ascii: "l"): isLetter
    case UInt8(ascii: "x"): isDigit || isLetter
    case UInt8(ascii: "s"): true
    default: byte == place
    }
  }
}
