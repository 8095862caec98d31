import Glibc
import Testing

@testable import Console

@Suite("TerminalInput")
struct EditorInputTests {
  /// What these bytes, come in one by one, are to libedit.
  private func keys(_ bytes: some Sequence<UInt8>, vi: Bool = false) throws -> [TerminalInput.Event] {
    let file = try #require(TemporaryFile(bytes))
    let mailbox = Mailbox()
    var input = TerminalInput(descriptor: file.descriptor, mail: mailbox.descriptor)
    input.swallowsUnknownSequences = vi
    var events: [TerminalInput.Event] = []
    // The descriptors close with their owners, which nothing below names.
    withExtendedLifetime((file, mailbox)) {
      while events.last != .end, events.count < 100 { events.append(input.next()) }
    }
    return events.dropLast()
  }

  private func characters(_ text: String) -> [TerminalInput.Event] {
    text.unicodeScalars.map { .character($0) }
  }

  @Test("decodes UTF-8")
  func scalars() throws {
    #expect(try keys("aä日👍\u{10FFFF}\n".utf8) == characters("aä日👍\u{10FFFF}\n"))
  }

  @Test("turns what is no UTF-8 into U+FFFD, and loses nothing after it")
  func notUTF8() throws {
    #expect(try keys([0x61, 0xE4, 0x62]) == characters("a\u{FFFD}b"))
    #expect(try keys([0xE2, 0x82, 0x61]) == characters("\u{FFFD}a"))
    #expect(try keys([0xC0, 0xAF, 0x61]) == characters("\u{FFFD}\u{FFFD}a"))
    #expect(try keys([0xED, 0xA0, 0x80, 0x61]) == characters("\u{FFFD}\u{FFFD}\u{FFFD}a"))
    #expect(try keys([0xC2, 0x90, 0x61]) == characters("\u{FFFD}a"))
  }

  @Test("knows the keys of both cursor modes, and Alt with Enter")
  func sequences() throws {
    let keys = try keys("\u{1B}[A\u{1B}OBx\u{1B}[200~\u{1B}[3~\u{1B}\r".utf8)
    #expect(keys == [.key(.up), .key(.down), .character("x"), .key(.pasteBegin), .key(.delete), .key(.newline)])
  }

  @Test("leaves ESC alone and unknown sequences to emacs keys, and spares vi the latter")
  func unknownSequences() throws {
    #expect(try keys("\u{1B}bx".utf8) == characters("\u{1B}bx"))
    #expect(try keys("\u{1B}[17~x".utf8) == characters("\u{1B}[17~x"))
    #expect(try keys("\u{1B}[17~x".utf8, vi: true) == [.key(.unknown), .character("x")])
    #expect(try keys("\u{1B}".utf8) == characters("\u{1B}"))
  }

  @Test("answers with mail while nothing is typed")
  func mail() throws {
    let mailbox = Mailbox()
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    defer { for end in ends { close(end) } }
    var input = TerminalInput(descriptor: ends[0], mail: mailbox.descriptor)
    mailbox.post(.resized)
    #expect(input.next() == .mail)
    _ = mailbox.drain()
    #expect(write(ends[1], "x", 1) == 1)
    #expect(input.next() == .character("x"))
  }
}
