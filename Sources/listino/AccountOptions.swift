import AccountBook
import ArgumentParser
import Console
import Desk
import Diagnostics
import Glibc
import Quantities
import VATConsultation
import VATNumbers

/// Which account book, and who sits at the desk.
struct AccountOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The account book; made by the first change.", valueName: "file"))
  var accounts: String?

  @Option(
    name: .customLong("as"), help: ArgumentHelp("Who you are: staff:NAME or reseller:NAME.", valueName: "who"))
  var identity: String?

  /// The account book's file: as said, or in the XDG data folder.
  func path() throws -> String {
    if let accounts { return accounts }
    if let data = Streams.environment("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/listino/accounts.sqlite" }
    if let home = Streams.environment("HOME"), home.hasPrefix("/") {
      return home + "/.local/share/listino/accounts.sqlite"
    }
    Streams.error("there is no home folder for the account book\n  cure: name its file with --accounts")
    throw ExitCode(ExitStatus.usage)
  }

  func person() throws -> Identity {
    guard let identity else { return .staff(Streams.environment("USER").flatMap { $0.isEmpty ? nil : $0 } ?? "staff") }
    guard let person = Identity(parsing: identity) else {
      Streams.error(
        "“\(Display.harmless(identity))” is nobody\n  cure: write --as staff:NAME or --as reseller:NAME")
      throw ExitCode(ExitStatus.usage)
    }
    return person
  }

  /// Opens the account book as this person.
  func desk(ifMissing missing: AccountFile.Missing = .refuse) throws -> Desk {
    let person = try person()
    let path = try path()
    return try Self.orExit { () throws(AccountProblem) in
      try Desk(file: try AccountFile(path: path, ifMissing: missing), identity: person, today: Self.today)
    }
  }

  @Sendable static func today() -> CalendarDate { Clock.today ?? CalendarDate.first }

  /// Does something with an account book; a problem is said, and ends the program with its exit code.
  static func orExit<Result>(_ body: () throws(AccountProblem) -> Result) throws -> Result {
    do throws(AccountProblem) {
      return try body()
    } catch {
      Streams.error(error.text)
      throw ExitCode(ExitStatus.of(error))
    }
  }

  /// Asks VIES, or what `LISTINO_VIES` names in its place.
  static func consult(_ endpoint: String?) -> Desk.VIESConsultation {
    { number in
      let client = endpoint.map { VIESClient(endpoint: $0) } ?? VIESClient()
      switch client.consult(number) {
      case .failure(let problem): return .failure(AccountProblem(.busy, problem.message, cure: problem.cure))
      case .success(let answer):
        if !answer.isValid { return .success(.invalid(date: answer.requestDate)) }
        return .success(
          .valid(name: answer.name, address: answer.address, date: answer.requestDate, identifier: answer.identifier))
      }
    }
  }
}
