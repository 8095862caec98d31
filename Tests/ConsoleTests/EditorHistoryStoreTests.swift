import Glibc
import Testing

@testable import Console

@Suite("HistoryStore")
struct EditorHistoryStoreTests {
  /// A directory that is gone when this is.
  private final class Directory {
    let path: String

    init() {
      var template = Array("/tmp/listino-test-XXXXXX".utf8CString)
      mkdtemp(&template)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
      unlink(path + "/state/history.jsonl")
      rmdir(path + "/state")
      rmdir(path)
    }
  }

  private let directory = Directory()
  private var path: String { directory.path + "/state/history.jsonl" }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  private func contents() throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private func appendRaw(_ text: String) {
    guard let file = fopen(path, "a") else { return }
    fputs(text, file)
    fclose(file)
  }

  @Test("gives back whole entries in order, from a file only the user can read")
  func roundTrip() throws {
    let store = HistoryStore(path: path)
    #expect(store.load() == [])
    let entries = ["one", "block {\n  \"ä\" \\ \t日\u{1}\r\n}", "two 👩‍👩‍👧"]
    for (index, entry) in entries.enumerated() { try store.append(entry, time: Int64(index)) }
    #expect(store.load() == entries)
    #expect(mode(path) == 0o600)
    #expect(mode(directory.path + "/state") == 0o700)
    #expect(try contents().hasPrefix("{\"time\":0,\"text\":\"one\"}\n"))
  }

  @Test("keeps both sessions' entries in one file")
  func twoSessions() throws {
    let one = HistoryStore(path: path)
    let other = HistoryStore(path: path)
    try one.append("a")
    try other.append("b")
    try one.append("c")
    #expect(one.load() == ["a", "b", "c"])
    #expect(other.load() == ["a", "b", "c"])
  }

  @Test("keeps every entry of sessions that write at the same time")
  func manySessions() async throws {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<8 {
        group.addTask {
          for index in 0..<50 { try? HistoryStore(path: path).append("\(session) \(index)") }
        }
      }
    }
    #expect(Set(HistoryStore(path: path).load()).count == 400)
  }

  @Test("gives out an entry once, at its last place, and the last 5,000")
  func duplicates() throws {
    let store = HistoryStore(path: path)
    for entry in ["a", "b", "a"] { try store.append(entry) }
    #expect(store.load() == ["b", "a"])
    appendRaw((0..<5_100).map { "{\"time\":1,\"text\":\"n\($0)\"}\n" }.joined())
    #expect(store.load().count == 5_000)
    #expect(store.load().first == "n100")
  }

  @Test("passes over bad lines and leaves them in the file")
  func badLines() throws {
    let store = HistoryStore(path: path)
    try store.append("good", time: 1)
    let bad = "_HiStOrY_V2_\n{\"time\":1}\n\n{\"text\":\"\\ud800\",\"time\":1}\n[]\n{\"time\":2,\"text\":\"torn"
    appendRaw(bad)
    try store.append("after", time: 3)
    #expect(store.load() == ["good", "after"])
    #expect(try contents() == "{\"time\":1,\"text\":\"good\"}\n\(bad)\n{\"time\":3,\"text\":\"after\"}\n")
  }

  @Test("reads lines of a later version")
  func otherMembers() throws {
    let line = #"{ "cwd": ["x", {"y": null}], "exit": -1.5e3, "text": "a\u00e4\ud83d\ude00\/", "time": 7 }"#
    #expect(HistoryRecord(line: line.utf8) == HistoryRecord(time: 7, text: "aä😀/"))
  }

  @Test("keeps nothing that is blank or begins with a blank")
  func blanks() throws {
    let store = HistoryStore(path: path)
    for entry in ["", " secret", "\tsecret", "\n"] { try store.append(entry) }
    #expect(store.load() == [])
  }

  @Test("keeps nothing without a path, and says when it cannot write")
  func noFile() throws {
    try HistoryStore(path: nil).append("a")
    try HistoryStore(path: "").append("a")
    #expect(HistoryStore(path: nil).load() == [])
    #expect(throws: HistoryProblem.self) { try HistoryStore(path: "/dev/null/history").append("a") }
  }
}
