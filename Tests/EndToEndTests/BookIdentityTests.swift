import Foundation
import Testing

/// A book is what it says, wherever it lies and however its folder is spelled.
@Suite struct BookIdentityTests {
  private static let order =
    "action=new term='12 months' licences=10 buyer=reseller country=DE vat-id=confirmed currency=EUR quote-date=2026-03-01"

  /// Runs a script in a folder of its own with two copies of the rules, `rules` and `far/away/rules`.
  private func run(_ script: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "listino-identity-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try Transcript.run(
      """
      exec bash <<'SCRIPT'
      L=\(Transcript.programFolder)/listino; R=\(Transcript.root.path)/rules; cd \(folder.path)
      mkdir -p far/away; cp -r $R rules; cp -r $R far/away/rules
      \(script)
      true
      SCRIPT
      """
    ).map { $0.replacingOccurrences(of: folder.path, with: "MACHINE") }
  }

  @Test func theSameTextsHaveTheSameHash() throws {
    let hashes = try run(
      """
      q() { $L quote --rules "$1" --format json \(Self.order) | grep -o '"hash":"[^"]*"'; }
      q rules; q ./rules/; q far/away/rules; q far/../rules; q "$PWD/rules"; (cd rules; q .; q ../far/away/rules)
      echo '# another line' >> rules/vat.rules; q rules; mv far/away/rules/vat.rules far/away/rules/tax.rules; q far/away/rules
      """)
    #expect(hashes.count == 9)
    #expect(Set(hashes.prefix(7)).count == 1, "\(hashes)")
    #expect(Set(hashes).count == 3, "\(hashes)")
  }

  @Test func quotesOfTheSameFolderNameAreTheSameBytes() throws {
    let output = try run(
      """
      q() { $L quote --rules "$1" --format json \(Self.order); }
      q rules > one; q "$PWD/far/away/rules" > two; q "$PWD/rules/" > three; cmp one two && cmp one three && echo same
      """)
    #expect(output == ["same"])
  }

  /// Neither a quote nor a page, a mistake, a test, a graph or a query tells where the folder lies.
  @Test func nobodyIsShownAPathOfTheMachine() throws {
    let output = try run(
      """
      F="$PWD/far/away/rules"; A="$PWD/book.sqlite"
      { $L quote --rules $F \(Self.order); $L quote --rules $F --format json \(Self.order); $L why vat --rules $F \(Self.order)
      $L check --rules $F; $L doc --rules $F; $L doc --rules $F --format html; $L graph --rules $F; $L test --rules $F
      $L calendar --rules $F --on 2026-01-01; $L sql --dialect duckdb --rules $F; $L mutate --rules $F | head -50
      $L accounts rehearsal $A >/dev/null
      printf 'clock 2026-01-01\\nreseller nord email=n@example.com discount=20%% currency=EUR language=en\\n' | $L --rules $F --accounts $A
      printf 'create name="K" address="H" country=SE email=k@example.com licences=3 term="12 months"\\npay card 1\\nwhy total\\n' | $L --rules $F --accounts $A --as reseller:nord
      sed -i 's/is agreed-discount/is agreed-discont/' $F/*.rules; $L check --rules $F; $L quote --rules $F \(Self.order); $L test --rules $F
      printf '\\n' | $L --rules $F; } > shown 2>&1
      grep -c . shown; grep -F "$PWD" shown | head -3
      """)
    let count = try #require(output.first.flatMap { Int($0) })
    #expect(count > 500)
    #expect(output.count == 1, "\(output.dropFirst())")
  }

  /// The names that messages call files are no paths: what is written lands in the folder itself.
  @Test func aFolderElsewhereIsFormattedInPlace() throws {
    let output = try run(
      """
      F="$PWD/far/away/rules"; sed -i 's/^  is agreed-discount/  is    agreed-discount/' $F/discounts.rules
      $L fmt --rules $F; cmp $F/discounts.rules rules/discounts.rules && echo formatted; ls
      """)
    #expect(output == ["formatted rules/discounts.rules", "formatted", "far", "rules"])
  }

  /// Account books written before know rules by a hash of their paths. Their orders are priced again as ever.
  @Test func anOrderWithAHashOfPathsIsReplayed() throws {
    let output = try run(
      """
      $L accounts demo book.sqlite > /dev/null
      python3 - <<'PYTHON'
      import hashlib, sqlite3
      book = sqlite3.connect("book.sqlite")
      for (trigger,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
          book.execute(f'DROP TRIGGER "{trigger}"')
      ((new,),) = book.execute("SELECT hash FROM rule_book").fetchall()
      bytes = b""
      for name, text in sorted(book.execute("SELECT name, text FROM rule_file").fetchall()):
          for part in (name.encode(), text.encode()):
              bytes += str(len(part)).encode() + b"\\0" + part
      old = hashlib.sha256(bytes).hexdigest()
      assert old != new
      for table in ("rule_book", "rule_file", "quote", "purchase"):
          book.execute(f"UPDATE {table} SET hash = ?", (old,))
      for table in ("quote", "purchase"):
          book.execute(f"UPDATE {table} SET document = replace(document, ?, ?)", (new, old))
      book.commit()
      PYTHON
      printf 'replay 1\nreplay 2\n' | $L --accounts book.sqlite | grep -c 'the same quote, byte by byte'
      """)
    #expect(output == ["2"])
  }
}
