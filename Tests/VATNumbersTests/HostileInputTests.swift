import Testing
import VATNumbers

/// Text comes from people: nothing in it may trap, take long, or come back in a message.
@Suite struct HostileInputTests {
  @Test(arguments: [
    ("DE\u{1B}[31m136695976", "a control character"), ("DE136695976\u{0}", "a control character"),
    ("DE136695976\u{7}", "a control character"), ("\u{202E}DE136695976", "a mark that cannot be seen"),
    ("DE\u{200F}136695976", "a mark that cannot be seen"), ("DE\u{200B}136695976", "a mark that cannot be seen"),
    ("\u{FEFF}DE136695976", "a mark that cannot be seen"), ("DE１３６６９５９７６", "a digit of another script"),
    ("DE\u{661}36695976", "a digit of another script"), ("DE13669597²", "a digit of another script"),
    ("ＤＥ136695976", "a letter of another alphabet"), ("\u{415}L094259216", "a letter of another alphabet"),
    ("ıE6433435IH", "a letter of another alphabet"), ("DE13669597ß", "a letter of another alphabet"),
    ("DE136695976🇩🇪", "a sign"), ("🧾", "a sign"), ("e\u{301}", "a sign"), ("BE (0)462.423.150", "a sign"),
    ("DE136695976;DROP", "a sign"), ("DE%d%s%n", "a sign"), ("DE\u{3000}136695976", "an unusual space"),
  ]) func rejectsForeignCharacters(typed: Typed, name: String) throws {
    let found = try #require(problem(typed.text))
    #expect(found.kind == .characters)
    #expect(found.message.contains("is \(name)"))
    try expectClean(found)
    try expectClean(#require(problem(typed.text, country: "DE")))
  }

  /// Work that grew faster than the text would take hours.
  @Test(
    .timeLimit(.minutes(4)),
    arguments: ["1", "DE1", " ", "\u{1B}", "é", "👩‍👩‍👧‍👦", "\u{202E}", "ES", "*", "+", "CHE", "MWST", "VSK"])
  func boundsItsWork(piece: Typed) throws {
    let text = String(repeating: piece.text, count: 10_000)
    for found in [problem(text), problem(text, country: "IS"), problem("DE1", country: text)] {
      try expectClean(#require(found))
    }
    try expectClean(#require(problem(String(repeating: piece.text, count: 1_000_000))))
  }

  /// Random texts of the characters that numbers are made of, in every country.
  @Test(arguments: VATNumber.supportedPrefixes) func survivesAnything(prefix: String) throws {
    var random = SeededGenerator(seed: UInt64(prefix.utf8.reduce(0) { $0 * 256 + Int($1) }))
    let alphabet = Array("0123456789012345678901234567890123456789ABCDEGHLMNOSTUVWXZ+*. -")
    for _ in 0..<3_000 {
      let length = Int.random(in: 0...16, using: &random)
      let body = String((0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] })
      for found in [problem(prefix + body), problem(body, country: prefix)] {
        if let found { try expectClean(found) }
      }
    }
  }

  @Test func readsPartsOfATextToo() throws {
    let line = "number: DE136695976"
    let part = try #require(line.split(separator: ":").last)
    #expect(try VATNumber(parsing: part).text == "DE136695976")
  }

  /// The words are plain text of a fair length, and both are there.
  private func expectClean(_ problem: VATNumberProblem) throws {
    for words in [problem.message, problem.cure] {
      try #require(!words.isEmpty && words.utf8.count < 250)
      try #require(words.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
    }
  }
}
