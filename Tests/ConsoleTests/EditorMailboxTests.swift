import Glibc
import Testing

@testable import Console

@Suite("Mailbox")
struct EditorMailboxTests {
  private func isReadable(_ mailbox: Mailbox) -> Bool {
    var watched = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) == 1
  }

  @Test("gives messages out once, in order, and is readable until then")
  func messages() {
    let mailbox = Mailbox()
    #expect(!isReadable(mailbox))
    mailbox.post(.notice("a"))
    mailbox.post(.interrupt)
    #expect(isReadable(mailbox))
    #expect(mailbox.drain() == [.notice("a"), .interrupt])
    #expect(!isReadable(mailbox))
    #expect(mailbox.drain() == [])
  }

  @Test("never blocks, not even when its pipe is full")
  func flood() {
    let mailbox = Mailbox()
    for _ in 0..<100_000 { mailbox.post(.resized) }
    #expect(mailbox.drain().count == 100_000)
    #expect(!isReadable(mailbox))
  }

  @Test("loses nothing when many post at once")
  func manyThreads() async {
    let mailbox = Mailbox()
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask { for _ in 0..<1_000 { mailbox.post(.notice("\(sender)")) } }
      }
    }
    #expect(mailbox.drain().count == 8_000)
  }

  @Test("is not handed to child processes")
  func closeOnExec() {
    let mailbox = Mailbox()
    withExtendedLifetime(mailbox) {
      #expect(fcntl(mailbox.descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }
  }
}
