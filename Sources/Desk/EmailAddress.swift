package import AccountBook

/// An e-mail address that a message can be sent to: a dot-atom on both sides (RFC 5321, 4.1.2, without its quoted form).
package struct EmailAddress: Sendable, Hashable {
  package let text: String

  /// Reads one address, with or without a name before it and angle brackets around it.
  package init(parsing raw: some StringProtocol) throws(AccountProblem) {
    var text = Substring(raw)
    if let open = text.lastIndex(of: "<"), text.last == ">" { text = text[text.index(after: open)...].dropLast() }
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    let bytes = Array(text.utf8)
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, bytes.count <= 254, parts[0].count <= 64, Self.isLocal(parts[0]), Self.isDomain(parts[1])
    else {
      throw AccountProblem(
        .refused, bytes.isEmpty ? "an e-mail address is missing" : "this is no e-mail address",
        cure: "write it like anna@example.com")
    }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  private static func isLocal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
  }

  private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count > 1
      && labels.allSatisfy { label in
        !label.isEmpty && label.count <= 63 && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }
}

/// Addresses in a text or a table: one or several a line, parted by blanks, commas or semicolons; of a CSV file the
/// first cell of each row that is an address.
package enum AddressList {
  /// Reads all addresses, each once, in their order.
  ///
  /// - Throws: The first that is none, with its line.
  package static func reading(_ text: String, isTable: Bool) throws(AccountProblem) -> [EmailAddress] {
    var found: [EmailAddress] = []
    var seen: Set<String> = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (number, line) in lines.enumerated() {
      let cells = line.split { $0 == "," || $0 == ";" || $0 == "\t" || (!isTable && $0.isWhitespace) }
        .map { $0.drop { $0 == "\"" || $0 == " " || $0 == "\u{FEFF}" } }.map { cell in
          var cell = cell
          while let last = cell.last, last == "\"" || last.isWhitespace { cell.removeLast() }
          return cell
        }.filter { !$0.isEmpty }
      if cells.isEmpty { continue }
      let wanted: [Substring]
      if isTable {
        guard let cell = cells.first(where: { $0.contains("@") }) else {
          // A heading.
          if number == 0 { continue }
          throw problem(number + 1, "no cell of it is an e-mail address")
        }
        wanted = [cell]
      } else {
        wanted = cells
      }
      for cell in wanted {
        do throws(AccountProblem) {
          let address = try EmailAddress(parsing: cell)
          if seen.insert(address.text.lowercased()).inserted { found.append(address) }
        } catch {
          throw lines.count > 1 ? problem(number + 1, error.message) : error
        }
      }
    }
    return found
  }

  private static func problem(_ line: Int, _ message: String) -> AccountProblem {
    AccountProblem(.refused, "line \(line): \(message)", cure: "nobody was added; mend this line and try again")
  }
}
