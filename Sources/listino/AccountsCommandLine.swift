import AccountBook
import ArgumentParser
import Console
import Desk
import Diagnostics
import Glibc

/// `listino accounts …`: the account book as a whole.
struct AccountsCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Check, copy, export and import the account book, or make one to try things out.",
    subcommands: [Check.self, BackUp.self, Export.self, Import.self, Rehearsal.self, Demonstration.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Look for damage and for what no command leaves behind.",
      discussion: "Exit code 0, 65 if entries are of days that have not come yet, or 1 if there are other faults.")

    @OptionGroup var accounts: AccountOptions

    func run() throws {
      let desk = try accounts.desk()
      let (faults, future) = try AccountOptions.orExit { () throws(AccountProblem) in
        try desk.requireStaff("checking the account book")
        let damages = try desk.file.damages()
        // What is damaged is named, whether or not the rest can be read.
        if !damages.isEmpty { return (damages, Desk.FutureEntries()) }
        return (try desk.file.read(.all) { try ConsistencyCheck.faults($0) }, try desk.futureEntries())
      }
      let lines = future.lines + (faults.isEmpty && !future.isUnmarked ? ["no faults"] : faults)
      Streams.output(lines.map { Display.harmless($0) }.joined(separator: "\n"))
      if future.isUnmarked { throw ExitCode(ExitStatus.data) }
      if !faults.isEmpty { throw ExitCode(ExitStatus.no) }
    }
  }

  struct BackUp: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "Copy the account book, as it is at one moment, to a new file.")

    @OptionGroup var accounts: AccountOptions
    @Argument(help: "The new file.") var file: String

    func run() throws {
      let desk = try accounts.desk()
      try AccountOptions.orExit { () throws(AccountProblem) in
        try desk.requireStaff("copying the account book")
        try desk.file.backUp(to: file)
      }
      Streams.output("copied to \(Display.harmless(file))")
    }
  }

  enum Subject: String, ExpressibleByArgument, CaseIterable { case orders, customers }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write orders as rows of inputs, or customers for `accounts import`.")

    @OptionGroup var accounts: AccountOptions
    @Option(name: .long, help: "jsonl or csv.") var format = OrderExport.Format.jsonl
    @Option(name: .long, help: "orders or customers.") var what = Subject.orders

    func run() throws {
      let desk = try accounts.desk()
      let lines = try AccountOptions.orExit { () throws(AccountProblem) in
        what == .orders ? try OrderExport.lines(desk, format) : try CustomerTransfer.lines(desk, format)
      }
      if !lines.isEmpty { Streams.output(lines.joined(separator: "\n")) }
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Take customers in, with their subscriptions and members: all or none.")

    @OptionGroup var accounts: AccountOptions
    @Option(name: .long, help: "jsonl or csv; by the file's name if not said.") var format: OrderExport.Format?
    @Option(name: .long, help: ArgumentHelp("The same key is imported once.", valueName: "key")) var key: String?
    @Argument(help: "The file; - is standard input.") var file: String

    func run() throws {
      let desk = try accounts.desk(ifMissing: .makeAtFirstChange)
      switch TextFile.read(file) {
      case .failure(let problem):
        Streams.error(problem.message)
        throw ExitCode(problem.status)
      case .success(let text):
        let format = format ?? (file.hasSuffix(".csv") ? .csv : .jsonl)
        let result = try AccountOptions.orExit { () throws(AccountProblem) in
          try CustomerTransfer.read(text, format, into: desk, key: key)
        }
        Streams.output(result.isRepeat ? "done already: \(result.text)" : result.text)
      }
    }
  }

  struct Rehearsal: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rehearsal", abstract: "Make an empty account book whose day can be set with `clock`.")

    @Argument(help: "The new file.") var file: String

    func run() throws { _ = try Self.make(file) }

    static func make(_ path: String) throws -> AccountFile {
      if access(path, F_OK) == 0 {
        Streams.error("a file of this name is there already\n  cure: name a new file")
        throw ExitCode(ExitStatus.cannotCreate)
      }
      return try AccountOptions.orExit { () throws(AccountProblem) in
        try AccountFile(path: path, ifMissing: .make(.rehearsal))
      }
    }
  }

  struct Demonstration: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "demo", abstract: "Make a rehearsal with resellers, customers and members to try everything out.")

    @OptionGroup var book: BookOptions
    @Argument(help: "The new file.") var file: String

    func run() throws {
      let vocabulary = try book.vocabulary()
      let path = book.rules
      let accounts = try Rehearsal.make(file)
      let access = DeskAccess(
        identity: .staff("demo"), consultVIES: AccountOptions.consult(nil), channels: [],
        open: {
          do throws(AccountProblem) {
            return .success(try Desk(file: accounts, identity: .staff("demo"), today: AccountOptions.today))
          } catch {
            return .failure(error)
          }
        })
      var session = ConsoleSession(vocabulary: vocabulary, desk: access, stamps: .standard) { RuleFolder(path).read() }
      let loading = session.reload()
      guard loading.status == 0 else {
        Streams.error(loading.problem)
        throw ExitCode(loading.status)
      }
      var core = ConsoleCore(session: session)
      for line in DemonstrationBook.lines {
        let response = core.handle(line)
        if response.status != 0 {
          Streams.error("\(line)\n\(response.problem)")
          throw ExitCode(response.status)
        }
      }
      Streams.output(DemonstrationBook.welcome(file))
    }
  }
}

extension OrderExport.Format: ExpressibleByArgument {}
