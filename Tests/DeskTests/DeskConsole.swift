import AccountBook
import Console
import Desk
import Diagnostics
import Foundation
import PolicyLanguage
import Quantities
import Testing

/// A console at the desk, without a terminal and without a person to ask.
struct DeskConsole {
  private(set) var core: ConsoleCore

  /// - Parameters:
  ///   - rules: Other rules than those in rules/.
  ///   - readFiles: Files that change while the console is open.
  ///   - vies: What VIES answers.
  ///   - today: The computer's day.
  ///   - isInteractive: A person answers questions.
  init(
    _ book: DeskBook, as identity: Identity = .staff("vera"), rules: [SourceText]? = nil,
    readFiles: (@Sendable () -> Result<[SourceText], FileProblem>)? = nil,
    vies: Result<Desk.VIESAnswer, AccountProblem> = .failure(AccountProblem(.busy, "VIES does not answer", cure: "")),
    on today: CalendarDate = DeskBook.today, isInteractive: Bool = false
  ) throws {
    self = try DeskConsole(identity, rules: rules, readFiles: readFiles, vies: vies, isInteractive: isInteractive) {
      identity throws(AccountProblem) in
      try book.desk(identity, on: today)
    }
  }

  /// A console that opens its account book by a function.
  init(
    _ identity: Identity = .staff("vera"), rules: [SourceText]? = nil,
    readFiles: (@Sendable () -> Result<[SourceText], FileProblem>)? = nil,
    vies: Result<Desk.VIESAnswer, AccountProblem> = .failure(AccountProblem(.busy, "VIES does not answer", cure: "")),
    isInteractive: Bool = false,
    opening open: @escaping @Sendable (Identity) throws(AccountProblem) -> Desk
  ) throws {
    let files = try rules ?? DeskBook.ruleFiles()
    let access = DeskAccess(
      identity: identity, consultVIES: { _ in vies }, channels: [],
      open: { Result { () throws(AccountProblem) in try open(identity) } })
    var session = ConsoleSession(
      vocabulary: try DeskBook.vocabulary(), isInteractive: isInteractive, desk: access,
      readFiles: readFiles ?? { .success(files) })
    #expect(session.reload() == ConsoleResponse())
    #expect(session.begin() == nil)
    core = ConsoleCore(session: session)
  }

  /// Hands one entry in.
  mutating func handle(_ entry: String) -> ConsoleResponse { core.handle(entry) }

  /// Hands entries in; all but the last have to succeed, and the last has to end with a status.
  ///
  /// - Returns: What the last one says.
  @discardableResult
  mutating func run(
    _ entries: String..., status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) -> String {
    var response = ConsoleResponse()
    for (position, entry) in entries.enumerated() {
      response = core.handle(entry)
      let expected = position == entries.count - 1 ? status : 0
      #expect(
        response.status == expected, "`\(entry)` says: \(response.output)\(response.problem)",
        sourceLocation: sourceLocation)
    }
    return response.output + response.problem
  }

  /// What Tab offers behind a text.
  func offers(_ text: String) -> [String] {
    Completer(core.session).complete(text, cursor: text.count).candidates.map(\.replacement)
  }
}

/// The scene that most stories begin with.
extension DeskConsole {
  static let nordwind = Identity.reseller("nordwind")

  /// Staff, in a book that knows the reseller nordwind with 20%; the day is 20 February 2025.
  static func staff(_ book: DeskBook, from day: String = "2025-02-20") throws -> DeskConsole {
    var staff = try DeskConsole(book)
    staff.run(
      "clock \(day)", "reseller nordwind email=hello@nordwind.example discount=20% currency=EUR language=en",
      "known anna@kontor.example")
    return staff
  }

  /// Creates Kontor AB of Sweden with ten licences for a year, of which anna, bo and carl have three.
  mutating func createKontor() {
    let details = "name=\"Kontor AB\" address=\"Hamngatan 7, Malmö\" country=SE email=post@kontor.example"
    let shown = run("create \(details) licences=10 term=12")
    // 10 × 12 × 7.92 is 950.40, less 5% is 902.88, less 20% is 722.304; and 25% of 722.30 is 180.575.
    for figure in ["950.40", "902.88", "722.30", "180.58"] { #expect(shown.contains(figure)) }
    run("pay card 4711", "add anna@kontor.example bo@kontor.example carl@kontor.example")
  }
}

/// How often a text stands in another.
func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }
