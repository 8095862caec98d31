package import Diagnostics
import Glibc

/// Where a version of a book comes from: a folder, or `git:REV`, the folder of the rules as a revision has it.
package struct RuleSource: Sendable {
  private let text: String
  private let rules: String

  /// - Parameter rules: The folder that a revision is asked for.
  package init(_ text: String, rules: String) {
    self.text = text
    self.rules = rules
  }

  package func read() -> Result<[SourceText], FileProblem> {
    guard text.hasPrefix("git:") else { return RuleFolder(text).read() }
    let revision = String(text.dropFirst(4))
    guard !revision.isEmpty, !revision.hasPrefix("-") else {
      return .failure(
        FileProblem(
          "“\(Display.harmless(text))” names no revision\n  cure: write git:main or git:HEAD~1", ExitStatus.usage))
    }
    switch git(["ls-tree", "--name-only", "-z", revision, "./"]) {
    case .failure(let problem): return .failure(problem)
    case .success(let listing):
      let names = listing.split(separator: "\0").map(String.init).filter { $0.hasSuffix(".rules") && !$0.contains("/") }
        .sorted()
      if names.isEmpty {
        return .failure(
          FileProblem(
            "there are no .rules files in \(Display.harmless(rules)) at \(Display.harmless(revision))",
            ExitStatus.noInput))
      }
      var texts: [SourceText] = []
      for name in names {
        switch git(["show", "\(revision):./\(name)"]) {
        case .failure(let problem): return .failure(problem)
        case .success(let text): texts.append(SourceText(name: "\(revision):\(name)", text: text))
        }
      }
      return .success(texts)
    }
  }

  /// What a git command prints.
  private func git(_ arguments: [String]) -> Result<String, FileProblem> {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return .failure(FileProblem("no pipe can be made", ExitStatus.software)) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let words = ["git", "-C", rules] + arguments
    let pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    let failure = posix_spawnp(&process, "git", &actions, nil, pointers, environ)
    close(ends[1])
    guard failure == 0 else {
      close(ends[0])
      return .failure(FileProblem("git cannot be run\n  cure: install git, or name two folders", ExitStatus.noInput))
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(ends[0], &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      bytes += buffer[..<count]
    }
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      return .failure(
        FileProblem(
          "git has no \(Display.harmless(text)) of the folder \(Display.harmless(rules))\n  cure: name a revision of the repository in which the rules lie",
          ExitStatus.noInput))
    }
    guard let output = String(validating: bytes, as: UTF8.self) else {
      return .failure(FileProblem("\(Display.harmless(text)) holds a file that is no UTF-8 text", ExitStatus.data))
    }
    return .success(output)
  }
}
