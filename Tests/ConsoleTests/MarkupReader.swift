import Testing

/// Reads HTML and SVG as strictly as XML, as far as pages and drawings have it: each element is closed by its own end, each attribute
/// stands in double quotes, and no text holds an open bracket.
struct MarkupReader {
  struct Element: Equatable {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  private(set) var faults: [String] = []
  private static let empty: Set = ["meta", "!doctype"]

  init(_ markup: String) {
    var open: [String] = []
    var rest = markup[...]
    while let start = rest.firstIndex(of: "<") {
      if let stray = rest[..<start].firstIndex(of: ">"), open.last != "style" {
        faults.append("a > in the text \(rest[..<stray].suffix(40))")
      }
      guard let end = rest[start...].firstIndex(of: ">") else {
        faults.append("a < without its end")
        break
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.first == "/" {
        if open.popLast() != String(tag.dropFirst()) { faults.append("</\(tag.dropFirst())> closes nothing") }
        continue
      }
      let element = Self.element(tag.last == "/" ? tag.dropLast() : tag, &faults)
      elements.append(element)
      if tag.last != "/", !Self.empty.contains(element.name.lowercased()) { open.append(element.name) }
    }
    if !open.isEmpty { faults.append("\(open) are not closed") }
  }

  private static func element(_ tag: Substring, _ faults: inout [String]) -> Element {
    let name = tag.prefix { $0 != " " }
    var attributes: [String: String] = [:]
    var rest = tag.dropFirst(name.count)
    if name.lowercased() == "!doctype" { return Element(name: String(name), attributes: [:]) }
    while rest.first == " " {
      rest = rest.dropFirst()
      let key = rest.prefix { $0 != "=" && $0 != " " }
      rest = rest.dropFirst(key.count)
      guard rest.hasPrefix("=\"") else {
        faults.append("the attribute \(key) of \(name) has no value")
        break
      }
      let value = rest.dropFirst(2).prefix { $0 != "\"" }
      rest = rest.dropFirst(value.count + 3)
      attributes[String(key)] = String(value)
    }
    if !rest.isEmpty { faults.append("\(rest) behind the attributes of \(name)") }
    return Element(name: String(name), attributes: attributes)
  }
}
