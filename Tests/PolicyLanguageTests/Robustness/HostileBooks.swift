/// Texts that nobody should write, of a size that finds quadratic time and deep recursion.
enum HostileBooks {
  /// The whole size in release; a part of it in debug, where all is some twenty times slower.
  static func size(_ count: Int) -> Int {
    #if DEBUG
      max(2, count / 50)
    #else
      count
    #endif
  }

  static let heading = """
    book hostile "Hostile"
      language 1
      currency EUR
      shows result
    unit piece "piece" "pieces"
    input pieces "How many"
      whole number 1 to 1000000
    input flag "Yes or no"
      yes or no
    input due "A day"
      date from 2020-01-01

    """

  static func repeated(_ count: Int, _ line: (Int) -> String) -> String {
    var text = ""
    for index in 0..<count { text += line(index) }
    return text
  }

  // MARK: Texts that load

  static let tableOfHundredThousandRows =
    heading + "table result\n  by pieces\n  dated by due\n  one row applies\n"
    + repeated(size(100_000)) { "  \(10 * $0 + 1) to \(10 * $0 + 10) | \($0)% | from 2021-01-01 | because \"row\"\n" }
    + "  otherwise 0%\n"

  static let catalogueOfHundredThousandRows =
    heading + "catalogue result\n  by currency, pieces\n"
    + repeated(size(100_000)) { "  EUR | \($0 + 1) | \($0).50\n" } + "  otherwise refuse \"none\"\n"

  static let millionLines =
    heading + "value result\n  is 1% when pieces is over 5\n  otherwise 2%\n"
    + repeated(size(500_000)) { _ in "# a comment\n" } + "test \"a table\"\n  pieces | result\n"
    + repeated(size(250_000)) { "  \($0 + 1) | 2%\n" } + repeated(size(250_000)) { _ in "\n" }

  static let chainOfValues =
    heading + "value result\n  is v0\n"
    + repeated(size(10_000)) { "value v\($0)\n  is v\($0 + 1) + 0.01%\n" } + "value v\(size(10_000))\n  is 5%\n"

  /// Each reads the one before it, so that the last one is first to be read.
  static let chainOfConditions =
    heading + "value v0\n  is flag\n"
    + repeated(size(10_000)) { "value v\($0 + 1)\n  is no when pieces is \($0 + 1)\n  otherwise v\($0)\n" }
    + "value result\n  is 1% when v\(size(10_000))\n  otherwise 0%\n"

  static let chainOfExceptions =
    heading + "value result\n  is 0%\nexception e0 to result\n  is 1%\n  when pieces is over 1\n"
    + repeated(size(10_000)) { "exception e\($0 + 1) to e\($0)\n  is \($0)%\n  when pieces is over \($0 + 2)\n" }

  static let chainOfExceptionsBackwards =
    heading + "value result\n  is 0%\n"
    + repeated(size(10_000)) {
      let last = size(10_000) - $0
      return "exception e\(last) to e\(last - 1)\n  is \(last)%\n  when pieces is over \(last)\n"
    } + "exception e0 to result\n  is 1%\n  when flag\n"

  static let manyOr =
    heading + "value result\n  is 0%\nexception found to result\n  is 1%\n  when pieces is 1"
    + repeated(size(100_000)) { " or pieces is \($0 + 2)" } + "\n"

  static let manyOrOfWords =
    heading + "input word \"W\"\n  one of w0" + repeated(size(9_000)) { ", w\($0 + 1)" }
    + "\nvalue result\n  is 0%\nexception found to result\n  is 1%\n  when word is w0"
    + repeated(size(9_000)) { " or word is w\($0 + 1)" } + "\n"

  static let chainOfDefaults =
    heading + "input i0 \"I\"\n  yes or no\n"
    + repeated(size(10_000)) { "input i\($0 + 1) \"I\"\n  yes or no\n  default i\($0)\n" }
    + "value result\n  is 1% when i\(size(10_000))\n  otherwise 0%\n"

  static let chainOfGuards =
    heading + "input i0 \"I\"\n  yes or no\n"
    + repeated(size(10_000)) { "input i\($0 + 1) \"I\"\n  yes or no\n  default no\n  only when i\($0)\n" }
    + "value result\n  is 1% when i0\n  otherwise 0%\n"

  static let manySteps =
    heading + "price result\n  start 1000000 EUR\n"
    + repeated(size(5_000)) { "  less \($0 % 3).00 EUR \"step\"\n" } + "  round half up to cent\n"

  static let nameOfOneMegabyte =
    heading + "value \(String(repeating: "n", count: 1_000_000))\n  is 1%\nvalue result\n  is 2%\n"

  static let textOfOneMegabyte =
    heading + "value result \"\(String(repeating: "{flag} ", count: size(150_000)))\"\n  is 1%\n  print \""
    + String(repeating: "{flag} ", count: size(150_000)) + "\"\n"

  // MARK: Texts that do not load

  static let nestedBrackets =
    heading + "value result\n  is \(String(repeating: "(", count: 10_000))1%\(String(repeating: ")", count: 10_000))\n"
  static let nestedMinus = heading + "value result\n  is \(String(repeating: "-", count: 10_000))1%\n"
  static let nestedNot = heading + "value result\n  is 1% when \(String(repeating: "not ", count: 10_000))flag\n"
  static let nestedAny = heading + "value result\n  is 1% when \(String(repeating: "any ", count: 10_000))flag\n"
  static let longSum = heading + "value result\n  is 1%\(String(repeating: " + 1%", count: size(100_000)))\n"
  static let manyBounds = heading + "value result\n  is 1%\(String(repeating: ", at least 1%", count: size(100_000)))\n"
  static let unknownNameOfOneMegabyte =
    heading + "value result\n  is \(String(repeating: "n", count: 1_000_000))\n"
  static let unknownNames =
    heading + "value result\n  is 1%\n" + repeated(size(100_000)) { "value v\($0)\n  is unknown\($0)\n" }
  static let sameNames = heading + repeated(size(100_000)) { "value result\n  is \($0)%\n" }
  static let wrongRows =
    heading + "table result\n  by pieces\n  one row applies\n" + repeated(size(100_000)) { "  SE | \($0)\n" }
  static let wrongLines = heading + "value result\n" + repeated(size(100_000)) { "  says \($0)\n" }
  static let ringOfValues =
    heading + "value result\n  is v0\n"
    + repeated(size(10_000)) { "value v\($0)\n  is v\(($0 + 1) % size(10_000))\n" }
  static let ringOfExceptions =
    heading + "value result\n  is 1%\n"
    + repeated(size(10_000)) { "exception v\($0) to v\(($0 + 1) % size(10_000))\n  is 5%\n  when flag\n" }
  static let ringOfDefaults =
    heading + "value result\n  is 1% when i0\n  otherwise 0%\n"
    + repeated(size(10_000)) { "input i\($0) \"I\"\n  yes or no\n  default i\(($0 + 1) % size(10_000))\n" }
  static let manyLanguages =
    heading + "value result\n  is 1%\ntemplate many\n" + repeated(size(50_000)) { "  text l\($0) \"x\"\n" }

  // MARK: Garbage

  static let megabytes = size(10_000_000)

  /// Random bytes, repaired as a reader of files repairs them.
  static var randomBytes: String {
    var random = SeededGenerator(seed: 3)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(megabytes)
    while bytes.count < megabytes { withUnsafeBytes(of: random.next()) { bytes += $0 } }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Random signs and words of the language.
  static var randomWords: String {
    var random = SeededGenerator(seed: 4)
    let words = [
      "book", "value", "is", "when", "(", ")", "\"", "|", "\n", "\n  ", "5", "%", "EUR", "x", ",", "-", "×", "test",
      "to",
      "rounded", "of", "sum", "#", "\t", "€", "2026-01-01", "not", "and", "or", "price", "by", "per", "at", "least",
    ]
    var text = ""
    while text.utf8.count < megabytes / 2 { text += random.pick(words) + " " }
    return text
  }

  static func garbage(of part: String) -> String {
    String(repeating: part, count: megabytes / part.utf8.count)
  }
}
