import ArgumentParser
import Console
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel

/// `listino mutate`: small changes of the rules that no test notices.
struct MutateCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutate", abstract: "Which small changes of the rules no test would notice.",
    discussion: """
      Thresholds, rates, dates and comparisons are changed one at a time, exceptions, effects and steps left out, and the
      tests run. Exit code 0, or 1 if a change survives that some order would notice.
      """)

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: ArgumentHelp("Only changes in files with this in their name.", valueName: "text"))
  var file = ""

  func run() throws {
    let vocabulary = try book.vocabulary()
    let runner = MutationRunner(try book.book(.none), vocabulary: vocabulary)
    let isShown = isatty(STDERR_FILENO) != 0
    let report = runner.run(filter: file) { done, all in
      guard isShown, done % 10 == 0 || done == all else { return }
      let text = "\r\u{1B}[K" + (done == all ? "" : "\(done) of \(all) changes")
      _ = text.utf8CString.withUnsafeBufferPointer { write(STDERR_FILENO, $0.baseAddress, $0.count - 1) }
    }
    Streams.output(MutationText().text(report))
    if !report.survivors.isEmpty { throw ExitCode(ExitStatus.no) }
  }
}
