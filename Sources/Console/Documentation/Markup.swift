import Diagnostics

/// Text of a book inside of HTML, SVG and Markdown: nothing in it is read as markup.
enum Markup {
  /// For HTML and SVG, as text and between double quotes.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in Display.harmless(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// For Markdown, within a paragraph, a heading or a cell. `isAtStart` where the text begins a line.
  static func markdown(_ text: String, isAtStart: Bool = false) -> String {
    let text = Display.harmless(text)
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var isDigitsSoFar = isAtStart
    // `www` before a point, and a colon before a slash, would make a link of an address that the book only mentions.
    var run = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      defer { run = String((run + String(scalar)).suffix(3)) }
      switch scalar {
      case ":" where index + 1 < scalars.count && scalars[index + 1] == "/": result += "\\:"
      case "." where run.lowercased() == "www": result += "\\."
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$": result += "\\" + String(scalar)
      case "-", "+", "=": result += (isAtStart && index == 0 ? "\\" : "") + String(scalar)
      // `1.` would begin a list.
      case ".", ")": result += (isDigitsSoFar && index > 0 ? "\\" : "") + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
      if !("0"..."9").contains(scalar) { isDigitsSoFar = false }
    }
    return result
  }

  /// A text without the spaces around it.
  static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }

  /// An anchor: letters, digits, hyphens and points as they are, every other byte by its number. Two texts never share
  /// one.
  static func anchor(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += (byte < 16 ? "_0" : "_") + String(byte, radix: 16)
      }
    }
    return result
  }
}
