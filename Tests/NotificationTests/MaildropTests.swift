import Foundation
import Notification
import PolicyModel
import Testing

/// How messages come into their folder, and what is said when they do not.
@Suite struct MaildropTests {
  /// The problem of handing a message to a folder.
  static func problem(_ target: String, id: String = "m-1") throws -> ChannelProblem {
    let result = Maildrop.channel.deliver(Sample.message(id: id), target)
    return try #require(throws: ChannelProblem.self) { try result.get() }
  }

  @Test func pluginHasTheChannel() {
    #expect(Notification.plugin.channels.map(\.name) == ["maildrop"])
  }

  /// Folders that are missing are made, for their owner only.
  @Test func makesFolderAndFile() throws {
    try Sample.withFolder { base in
      let folder = base.appending(path: "out/box")
      let message = Sample.message(id: "m-1")
      try Maildrop.channel.deliver(message, folder.path + "//").get()
      #expect(try Sample.names(in: folder) == ["m-1.eml"])
      let file = folder.appending(path: "m-1.eml")
      #expect(try Data(contentsOf: file) == Data(MailMessage(message).bytes))
      for (path, mode) in [(base.path, 0o700), (folder.path, 0o700), (file.path, 0o600)] {
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
      }
    }
  }

  @Test func sameMessageAgainIsOneFile() throws {
    try Sample.withFolder { folder in
      for _ in 0..<3 { try Maildrop.channel.deliver(Sample.message(id: "m-1"), folder.path).get() }
      try Maildrop.channel.deliver(Sample.message(id: "m-2"), folder.path).get()
      #expect(try Sample.names(in: folder) == ["m-1.eml", "m-2.eml"])
      #expect(
        try Data(contentsOf: folder.appending(path: "m-1.eml")) == Data(MailMessage(Sample.message(id: "m-1")).bytes))
    }
  }

  /// What a program left behind that was stopped while it wrote.
  @Test func leftoversAreReplaced() throws {
    try Sample.withFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("half".utf8).write(to: folder.appending(path: ".m-1.eml.part"))
      try Data("half".utf8).write(to: folder.appending(path: "m-1.eml"))
      try Maildrop.channel.deliver(Sample.message(id: "m-1"), folder.path).get()
      #expect(try Sample.names(in: folder) == ["m-1.eml"])
      #expect(try Data(contentsOf: folder.appending(path: "m-1.eml")).count > 100)
    }
  }

  @Test func manyAtOnceDoNoHarm() throws {
    try Sample.withFolder { folder in
      DispatchQueue.concurrentPerform(iterations: 32) { index in
        let result = Maildrop.channel.deliver(Sample.message(id: "m-\(index % 2)"), folder.path)
        if case .failure(let problem) = result { Issue.record("\(problem)") }
      }
      let names = try Sample.names(in: folder)
      #expect(names == ["m-0.eml", "m-1.eml"])
    }
  }

  @Test func fullDiskLeavesTheOldFile() throws {
    try Sample.withFolder { folder in
      try Maildrop.store(Array("old".utf8), as: "m.eml", in: folder.path)
      var calls = 0
      let problem = try #require(throws: ChannelProblem.self) {
        try Maildrop.store(Array("a new message".utf8), as: "m.eml", in: folder.path) { file, bytes, _ in
          calls += 1
          if calls == 1 { return write(file, bytes, 5) }
          errno = calls == 2 ? EINTR : ENOSPC
          return -1
        }
      }
      #expect(calls == 3)
      #expect(problem.message.contains("disk is full") && problem.cure.contains("make room"))
      #expect(try Sample.names(in: folder) == ["m.eml"])
      #expect(try Data(contentsOf: folder.appending(path: "m.eml")) == Data("old".utf8))
    }
  }

  /// Nothing is lost where the system takes a few bytes at a time.
  @Test func slowDisk() throws {
    try Sample.withFolder { folder in
      let bytes = Array("a message of some length".utf8)
      try Maildrop.store(bytes, as: "m.eml", in: folder.path) { write($0, $1, min($2, 3)) }
      #expect(try Data(contentsOf: folder.appending(path: "m.eml")) == Data(bytes))
    }
  }

  @Test func targetsThatAreNoFolders() throws {
    #expect(try Self.problem("").message.contains("needs a folder"))
    #expect(try Self.problem("/tmp/a\u{0}b").message.contains("needs a folder"))
    #expect(try Self.problem("/dev/null").message == "/dev/null is not a folder, or a part of its path is not")
    #expect(try Self.problem("/dev/null/box").cure == "name another folder")
    #expect(try Self.problem("/proc/listino/\u{1B}[31m").message.contains("\\u{1B}"))
    #expect(try Self.problem("/tmp/" + String(repeating: "a", count: 300)).message.contains("too long"))
  }

  @Test func folderWhereTheFileBelongs() throws {
    try Sample.withFolder { folder in
      let occupied = folder.appending(path: "m-1.eml/inside")
      try FileManager.default.createDirectory(at: occupied, withIntermediateDirectories: true)
      #expect(try Self.problem(folder.path).message.contains("a folder stands where"))
      #expect(try Sample.names(in: folder) == ["m-1.eml"])
    }
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is forbidden to root")) func folderThatMayNotBeWritten() throws {
    try Sample.withFolder { folder in
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o500])
      #expect(try Self.problem(folder.path).message.contains("may not be written"))
      #expect(try Self.problem(folder.path + "/box").message.contains("may not be written"))
      #expect(try Sample.names(in: folder) == [])
    }
  }
}
