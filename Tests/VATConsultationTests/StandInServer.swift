import Foundation
import TestSupport
import Testing
import VATConsultation
import VATNumbers

/// `server.py`, running: the only address that these tests speak to.
final class StandInServer {
  let endpoint: String
  private let process = Process()
  private let input = Pipe()

  init() throws {
    Self.forgetProxies()
    let output = Pipe()
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "server.py")
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.filter { $0 != "\n" }))
    endpoint = "http://127.0.0.1:\(port)"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// libcurl would take even these requests to a proxy that the environment names.
  static func forgetProxies() {
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] { unsetenv(name) }
  }

  /// Asks the server about a number.
  func consult(_ number: String, timeout: Duration = .seconds(TestLimit.seconds)) throws -> Result<
    Consultation, ConsultationProblem
  > {
    try VIESClient(endpoint: endpoint, timeout: timeout).consult(VATNumber(parsing: number))
  }

  /// Asks the server about a number, of which there is no answer.
  func problem(_ number: String, timeout: Duration = .seconds(TestLimit.seconds)) throws -> ConsultationProblem {
    let result = try consult(number, timeout: timeout)
    return try #require(throws: ConsultationProblem.self) { try result.get() }
  }
}
