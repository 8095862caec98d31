import Foundation
import Testing
import VATConsultation
import VATNumbers

/// What is made of answers that answer.
@Suite struct ConsultationTests {
  let server: StandInServer

  init() throws { server = try StandInServer() }

  static let date = "2026-03-25T08:05:09.124Z"

  @Test func validWithNameAndAddress() throws {
    let expected = Consultation(
      isValid: true, requestDate: Self.date, name: "SOCIETÀ ESEMPIO S.R.L.", address: "VIA ROMA 1\n00100 ROMA RM")
    #expect(try server.consult("IT00743110157") == .success(expected))
  }

  /// Greek numbers are asked for with EL; `---` is what a country does not disclose.
  @Test func addressNotDisclosed() throws {
    let expected = Consultation(isValid: true, requestDate: Self.date, name: "ΕΤΑΙΡΕΙΑ ΔΟΚΙΜΗΣ")
    #expect(try server.consult("GR094259216") == .success(expected))
  }

  @Test func northernIreland() throws {
    #expect(try server.consult("XI432525179") == .success(Consultation(isValid: true, requestDate: Self.date)))
  }

  @Test func invalid() throws {
    #expect(try server.consult("DE200001016") == .success(Consultation(isValid: false, requestDate: Self.date)))
  }

  @Test func otherFormWithIdentifier() throws {
    let expected = Consultation(isValid: true, requestDate: Self.date, identifier: "WAPIAAAAY0000001")
    #expect(try server.consult("DE200002020") == .success(expected))
  }

  /// Nothing that comes from a register can steer a terminal.
  @Test func hostileTextsAreCleaned() throws {
    let expected = Consultation(isValid: true, requestDate: Self.date, name: "A [31m B C", address: "1\n2")
    #expect(try server.consult("DE200015155") == .success(expected))
  }

  @Test func slashBehindTheEndpoint() throws {
    let client = VIESClient(endpoint: server.endpoint + "//")
    #expect(try client.consult(VATNumber(parsing: "IT00743110157")).get().isValid)
  }

  /// The library is loaded once, whoever comes first.
  @Test func manyAtOnce() throws {
    let client = VIESClient(endpoint: server.endpoint)
    let numbers = try ["IT00743110157", "DE200001016"].map { try VATNumber(parsing: $0) }
    DispatchQueue.concurrentPerform(iterations: 16) { index in
      #expect((try? client.consult(numbers[index % 2]).get().isValid) == (index % 2 == 0))
    }
  }
}
