import AccountBook
import Console
import Desk
import Diagnostics
import Glibc
import PolicyLanguage
import PolicyModel

/// The desk over an account book of 100,000 customers and a million members.
struct AccountsBench {
  let book: RuleBook
  let vocabulary: Vocabulary
  let customers: Int

  func rows() throws -> [Measurement] {
    var template = Array("/tmp/listino-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return [] }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/accounts.sqlite"
    defer {
      for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
      rmdir(folder)
    }
    return try AccountOptions.orExit { () throws(AccountProblem) in
      try fill(path)
      return try measure(path)
    }
  }

  private func fill(_ path: String) throws(AccountProblem) {
    let file = try AccountFile(path: path, ifMissing: .make(.rehearsal))
    let change = Change(who: .staff("bench"), day: AccountOptions.today(), action: "sample")
    _ = try file.change(change, .all) { writer in
      let reseller = try writer.addReseller(
        "nordwind", .init(email: "desk@nordwind.example", agreedDiscount: "20%", language: "en", currency: "EUR"))
      try writer.addSampleCustomers(customers, reseller: reseller)
      return "sample"
    }
  }

  private func measure(_ path: String) throws(AccountProblem) -> [Measurement] {
    let access = DeskAccess(
      identity: .reseller("nordwind"), consultVIES: AccountOptions.consult(nil), channels: [],
      open: {
        do throws(AccountProblem) {
          let file = try AccountFile(path: path)
          return .success(try Desk(file: file, identity: .reseller("nordwind"), today: AccountOptions.today))
        } catch {
          return .failure(error)
        }
      })
    var session = ConsoleSession(vocabulary: vocabulary, desk: access) { [sources = book.sources] in .success(sources) }
    _ = session.reload()
    var core = ConsoleCore(session: session)
    var refused = ""
    func entry(_ text: String) {
      let response = core.handle(text)
      if response.status != 0 { refused = response.problem }
    }
    var rows = [
      Measurement("opening an account book of \(customers) customers", goal: "50 ms", unit: .milliseconds) {
        Stopwatch.median(of: 9) { _ = try? access.open().get() }
      },
      Measurement("act on a customer", goal: "50 ms", unit: .milliseconds) {
        Stopwatch.median(of: 21) { entry("act on Firma 000077") }
      },
    ]
    rows.append(
      Measurement("Tab behind `act on Firma 00`", goal: "50 ms", unit: .milliseconds) {
        Stopwatch.median(of: 21) { _ = Completer(core.session).complete("act on Firma 00", cursor: 15) }
      })
    for (name, text) in [
      ("quote for a customer, every input filled", "quote top up 3"), ("members", "members"),
      ("expiring within 30 days", "expiring --within 30 days"),
    ] {
      rows.append(
        Measurement(name, goal: "50 ms", unit: .milliseconds) { Stopwatch.median(of: 21) { entry(text) } })
    }
    guard refused.isEmpty else { throw AccountProblem(.refused, refused, cure: "") }
    return rows
  }
}
