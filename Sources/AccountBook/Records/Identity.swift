/// Who sits at the console.
package enum Identity: Sendable, Hashable, CustomStringConvertible {
  case staff(String)
  case reseller(String)

  /// Reads `staff:NAME` or `reseller:NAME`; nil for anything else.
  package init?(parsing text: some StringProtocol) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = String(text[text.index(after: colon)...])
    if name.isEmpty || name.first?.isWhitespace == true || name.last?.isWhitespace == true { return nil }
    switch text[..<colon] {
    case "staff": self = .staff(name)
    case "reseller": self = .reseller(name)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .staff(let name): "staff:\(name)"
    case .reseller(let name): "reseller:\(name)"
    }
  }

  package var isStaff: Bool { if case .staff = self { true } else { false } }
}

/// Which customers a person sees.
package enum Scope: Sendable, Hashable {
  case all
  /// Those of one reseller, by its number.
  case reseller(Int64)

  /// The condition on a column that holds the reseller's number.
  func sql(_ column: String) -> String {
    switch self {
    case .all: "1"
    case .reseller(let id): "\(column) = \(id)"
    }
  }
}
