import Glibc
import Testing

@testable import Console

@Suite("PlainEditor")
struct EditorPlainTests {
  private static let blocks = EditorBehaviour(isComplete: { text in
    text.count { $0 == "{" } <= text.count { $0 == "}" }
  })

  /// Everything an editor reads from these bytes.
  private func events(_ bytes: some Sequence<UInt8>, limit: Int = 100) throws -> [EditorEvent] {
    let file = try #require(TemporaryFile(bytes))
    let editor = PlainEditor(behaviour: Self.blocks, input: file.descriptor, mailbox: Mailbox(), limit: limit)
    var events: [EditorEvent] = []
    // The descriptor closes with the file, which nothing below names.
    withExtendedLifetime(file) {
      while events.last != .endOfInput, events.count < 100 {
        events.append(editor.read(prompt: "> "))
        if case .failed = events.last { break }
      }
    }
    return events
  }

  @Test("gives out one entry a line")
  func lines() throws {
    #expect(try events("a\n\nb ä 日\n".utf8) == [.text("a"), .text(""), .text("b ä 日"), .endOfInput])
  }

  @Test("joins lines while the block is open")
  func openBlock() throws {
    #expect(try events("x {\n  y\n}\nz\n".utf8) == [.text("x {\n  y\n}"), .text("z"), .endOfInput])
  }

  @Test("gives out a block that the end of the input leaves open")
  func unfinishedBlock() throws {
    #expect(try events("x {\n  y".utf8) == [.text("x {\n  y"), .endOfInput])
  }

  @Test("accepts CRLF, and a last line without an end")
  func carriageReturns() throws {
    #expect(try events("x {\r\n}\r\na\rb\r\nc".utf8) == [.text("x {\n}"), .text("a\rb"), .text("c"), .endOfInput])
  }

  @Test("drops a byte order mark at the beginning only, and keeps NUL")
  func byteOrderMark() throws {
    #expect(try events("\u{FEFF}a\0b\n\u{FEFF}c\n".utf8) == [.text("a\0b"), .text("\u{FEFF}c"), .endOfInput])
  }

  @Test(
    "says where a line is not UTF-8, and goes on after it",
    arguments: [[0xE4], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5], [0xE2, 0x82]] as [[UInt8]])
  func notUTF8(bad: [UInt8]) throws {
    let input = Array("ok\nfür ".utf8) + bad + Array("\nmore\n".utf8)
    #expect(try events(input) == [.text("ok"), .invalidText(line: 2, byte: 6), .text("more"), .endOfInput])
  }

  @Test("refuses a line, or a block, that is too long")
  func longLine() throws {
    #expect(try events("12345678\n".utf8, limit: 8) == [.text("12345678"), .endOfInput])
    #expect(try events("1\n123456789".utf8, limit: 8) == [.text("1"), .failed("line 2 is over 8 bytes long")])
    let block = try events("{\n123\n567\n}\n".utf8, limit: 8)
    #expect(block == [.failed("the block up to line 3 is over 8 bytes long")])
  }

  @Test("hands an interrupt to a script even if it came before the read")
  func interrupt() throws {
    let file = try #require(TemporaryFile("a\n".utf8))
    let mailbox = Mailbox()
    let editor = PlainEditor(behaviour: EditorBehaviour(), input: file.descriptor, mailbox: mailbox)
    mailbox.post(.interrupt)
    withExtendedLifetime(file) {
      #expect(editor.read(prompt: "") == .cancelled)
      #expect(editor.read(prompt: "") == .text("a"))
    }
  }

  @Test("reads nothing once closed")
  func closed() throws {
    let file = try #require(TemporaryFile("a\n".utf8))
    let editor = PlainEditor(behaviour: EditorBehaviour(), input: file.descriptor, mailbox: Mailbox())
    editor.close()
    #expect(editor.read(prompt: "") == .endOfInput)
  }
}

/// A file that is gone when this is.
final class TemporaryFile {
  let path: String
  let descriptor: Int32

  /// Holds these bytes, with the descriptor before the first; nil if there is no room.
  init?(_ bytes: some Sequence<UInt8>) {
    var template = Array("/tmp/listino-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let all = Array(bytes)
    guard descriptor >= 0, write(descriptor, all, all.count) == all.count else { return nil }
    lseek(descriptor, 0, SEEK_SET)
  }

  deinit {
    close(descriptor)
    unlink(path)
  }
}
