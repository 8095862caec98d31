import Foundation
import TestSupport
import Testing
import VATConsultation
import VATNumbers

/// What is said of answers that do not answer, and of none at all.
@Suite struct ConsultationProblemTests {
  let server: StandInServer

  init() throws { server = try StandInServer() }

  /// A number that the server answers by, a part of the message, and whether it may be asked again.
  static let bad: [(number: String, message: String, isTemporary: Bool)] = [
    ("DE200003039", "country does not answer VIES", true),
    ("DE200004041", "VIES is not available", true),
    ("DE200005052", "too many people ask VIES", true),
    ("DE200006061", "its country cannot have", false),
    ("DE200007074", "not known here: NEW [31m ERROR", false),
    ("DE200008083", "about another number", false),
    ("DE200009094", "another country", false),
    ("DE200010102", "both that the number is valid and that it is not", false),
    ("DE200011113", "does not say whether", false),
    ("DE200012124", "has no date", false),
    ("DE200013131", "no text where one belongs (name)", false),
    ("DE200014146", "too long (name)", false),
    ("DE200016168", "has not the form of one", false),
    ("DE200017177", "in a form that is not known", false),
    ("DE200018188", "refuses the question (status 403)", false),
    ("DE200019191", "fault of its own (status 500)", true),
    ("DE200020204", "asked too often", true),
    ("DE200021211", "is no answer", true),
    ("DE200022226", "is no answer", true),
    ("DE200023235", "is no answer", true),
    ("DE200024248", "is no answer", true),
    ("DE200025257", "is no answer", true),
    ("DE136695976", "not at this address", false),
    ("ATU13585627", "far more than an answer has", false),
    ("BE0441928931", "far more than an answer has", false),
    ("LU13178262", "broke off", true),
    ("CY10259033P", "broke off", true),
    ("MT17025737", "not at this address, or not any more (status 302)", false),
  ]

  @Test func badAnswers() throws {
    for (number, message, isTemporary) in Self.bad {
      let problem = try server.problem(number)
      #expect(problem.message.contains(message), "\(number): \(problem.message)")
      #expect(problem.isTemporary == isTemporary, "\(number)")
      #expect(!problem.cure.isEmpty && problem.message.utf8.count < 300)
      #expect(problem.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x202A...0x202E).contains($0.value) })
    }
  }

  /// One server that is silent for good, and one that sends a little all the time: without its own limit the client would
  /// wait for both as long as they live.
  @Test(arguments: ["FR96631620572", "NL004495445B01"]) func slowAnswers(number: String) throws {
    let problem = try server.problem(number, timeout: .milliseconds(700))
    #expect(problem.message == "VIES did not answer in time" && problem.isTemporary)
  }

  /// Such a number is not asked about: the endpoint would be refused otherwise.
  @Test(arguments: ["CHE107787577MWST", "GB980780684"]) func numbersOfOtherCountries(number: String) throws {
    let problem = try Self.problem(endpoint: "nowhere", number: number)
    #expect(problem.message.contains("does not know the number") && !problem.isTemporary)
  }

  @Test(
    arguments: [
      "", "nowhere", "http://", "ftp://127.0.0.1", "file:///etc/hostname", "http://127.0.0.1/\u{0}", "http://a b",
      "http://127.0.0.1:99999", "http://exämple.com", "http://a\r\nHost: b",
      "http://" + String(repeating: "a", count: 2000),
    ]) func badEndpoints(endpoint: String) throws
  {
    let problem = try Self.problem(endpoint: endpoint)
    #expect(problem.message.contains("no address that VIES can be asked at") && !problem.isTemporary)
    #expect(problem.message.utf8.count < 500)
  }

  /// Port 1 is one that nobody listens on.
  @Test func connectionRefused() throws {
    let problem = try Self.problem(endpoint: "http://127.0.0.1:1")
    #expect(problem.message == "no connection to 127.0.0.1:1 was made" && problem.isTemporary)
  }

  /// A name that is too long for the name service, so that it is not even asked.
  @Test func nameNotFound() throws {
    let problem = try Self.problem(endpoint: "http://\(String(repeating: "a", count: 64)).invalid/vies")
    #expect(problem.message.hasPrefix("the network does not know the name aaaa") && problem.isTemporary)
  }

  /// The server does not speak TLS, as a false one would not with the right certificate.
  @Test func notSecure() throws {
    let endpoint = server.endpoint.replacingOccurrences(of: "http:", with: "https:")
    let problem = try Self.problem(endpoint: endpoint)
    #expect(problem.message.contains("no secure connection") && !problem.isTemporary)
  }

  static func problem(endpoint: String, number: String = "IT00743110157") throws -> ConsultationProblem {
    StandInServer.forgetProxies()
    let result = try VIESClient(endpoint: endpoint, timeout: .seconds(TestLimit.seconds)).consult(
      VATNumber(parsing: number))
    return try #require(throws: ConsultationProblem.self) { try result.get() }
  }
}
