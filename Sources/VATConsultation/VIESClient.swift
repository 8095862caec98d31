import CCurlShim
import Diagnostics
import Glibc
package import VATNumbers

/// Asks VIES, by which the member states confirm each other's VAT numbers, whether a number is valid.
///
/// A call waits for the answer, and no longer than its timeout. Whatever comes back is taken for a stranger's text.
package struct VIESClient: Sendable {
  /// The Commission's service.
  package static let officialEndpoint = "https://ec.europa.eu/taxation_customs/vies/rest-api"

  /// The longest answer that is read; real ones have about a thousand bytes.
  private static let greatestLength = 65_536

  private let endpoint: String
  private let timeout: Duration

  /// - Parameters:
  ///   - endpoint: what stands before `/ms/` in the address of the service.
  ///   - timeout: how long a consultation may take as a whole.
  package init(endpoint: String = Self.officialEndpoint, timeout: Duration = .seconds(15)) {
    var endpoint = Substring(endpoint)
    while endpoint.last == "/" { endpoint.removeLast() }
    self.endpoint = String(endpoint)
    self.timeout = timeout
  }

  /// Asks about one number.
  package func consult(_ number: VATNumber) -> Result<Consultation, ConsultationProblem> {
    guard number.isInVIES else { return .failure(.notInVIES(number.text)) }
    guard isEndpointUsable else { return .failure(.badEndpoint(endpoint)) }
    var response = listino_http_response()
    listino_http_get(
      "\(endpoint)/ms/\(Self.escaped(number.prefix))/vat/\(Self.escaped(number.number))", "listino", milliseconds,
      Self.greatestLength, { Cancellation.isRequested }, &response)
    defer { listino_http_free(&response) }
    guard response.outcome == LISTINO_HTTP_ANSWERED else { return .failure(problem(response)) }
    let body = Array(UnsafeBufferPointer(start: response.body, count: response.length))
    return VIESAnswer(status: response.status, body: body).consultation(about: number)
  }

  /// Whether the endpoint has the form of a web address; a NUL would cut it short.
  private var isEndpointUsable: Bool {
    ["https://", "http://"].contains { endpoint.hasPrefix($0) && endpoint.utf8.count > $0.utf8.count }
      && endpoint.utf8.count <= 1000 && endpoint.utf8.allSatisfy { 0x20 < $0 && $0 < 0x7F }
  }

  private var milliseconds: Int {
    let (seconds, attoseconds) = timeout.components
    // An hour is more than anybody waits, and fits into every library's numbers.
    return seconds >= 3600 ? 3_600_000 : max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }

  private func problem(_ response: listino_http_response) -> ConsultationProblem {
    let host = String(endpoint.split(separator: "/", maxSplits: 2).dropFirst().first?.prefix { $0 != "/" } ?? "")
    switch response.outcome {
    case LISTINO_HTTP_NO_LIBRARY: return .noLibrary
    case LISTINO_HTTP_BAD_ADDRESS: return .badEndpoint(endpoint)
    case LISTINO_HTTP_NAME_NOT_FOUND: return .nameNotFound(host)
    case LISTINO_HTTP_NOT_CONNECTED: return .notConnected(host)
    case LISTINO_HTTP_TIMED_OUT: return .timedOut
    case LISTINO_HTTP_TOO_LARGE: return .tooLarge
    case LISTINO_HTTP_NOT_SECURE: return .notSecure(host, Self.text(response))
    case LISTINO_HTTP_CUT_OFF: return .cutOff
    case LISTINO_HTTP_CANCELLED: return .cancelled
    default: return .requestFailed(Self.text(response))
    }
  }

  private static func text(_ response: listino_http_response) -> String {
    withUnsafeBytes(of: response.error) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// The text as a part of an address; old Irish numbers may hold `+` and `*`.
  private static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      let scalar = Unicode.Scalar(byte)
      if isalnum(Int32(byte)) != 0, byte < 0x80 {
        result.unicodeScalars.append(scalar)
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
