import Diagnostics
import VATNumbers

/// What the server sent back, from whom it may really be.
///
/// Two forms are read: that of the GET request (`isValid`, `userError`) and that of the POST request (`valid`,
/// `countryCode`), and the form in which the service reports errors of its own.
struct VIESAnswer {
  let status: Int
  let body: [UInt8]

  /// Of the member states' registers none has a longer name or address.
  private static let greatestTextLength = 2000

  /// Takes the answer for what it says, or says why not.
  func consultation(about number: VATNumber) -> Result<Consultation, ConsultationProblem> {
    do throws(ConsultationProblem) { return .success(try read(number)) } catch { return .failure(error) }
  }

  private func read(_ number: VATNumber) throws(ConsultationProblem) -> Consultation {
    let json: JSON
    do throws(JSONError) { json = try JSON.parse(body) } catch {
      throw status == 200 ? .unreadable : .status(status)
    }
    if let word = try Self.reportedError(json) { throw .reported(word) }
    guard status == 200 else { throw .status(status) }
    guard json.asObject != nil else { throw .unexpected("has not the form of one") }
    try Self.checkEcho(json, number)
    guard let isValid = (json["isValid"] ?? json["valid"])?.asBool else {
      throw .unexpected("does not say whether the number is valid")
    }
    if let verdict = try Self.userError(json), (verdict == "VALID") != isValid {
      throw .unexpected("says both that the number is valid and that it is not")
    }
    guard let date = try Self.line(json, "requestDate") else { throw .unexpected("has no date") }
    return Consultation(
      isValid: isValid, requestDate: date, name: try Self.line(json, "name"), address: try Self.lines(json, "address"),
      identifier: try Self.line(json, "requestIdentifier"))
  }

  /// The word of an error, in any of the places where it may stand. An error is stronger than all else: `isValid` is
  /// false, too, where a country could not be asked.
  private static func reportedError(_ json: JSON) throws(ConsultationProblem) -> String? {
    if let word = try userError(json), word != "VALID", word != "INVALID" { return word }
    guard let wrappers = json["errorWrappers"], wrappers != .null, wrappers != .array([]) else {
      return json["actionSucceed"] == .bool(false) ? "no reason given" : nil
    }
    guard let word = wrappers.asArray?.first?["error"]?.asString else {
      throw .unexpected("reports an error in a form that is not known here")
    }
    return word
  }

  private static func userError(_ json: JSON) throws(ConsultationProblem) -> String? {
    try line(json, "userError")
  }

  /// The answer to another question is no answer.
  private static func checkEcho(_ json: JSON, _ number: VATNumber) throws(ConsultationProblem) {
    if let country = try line(json, "countryCode"), country != number.prefix {
      throw .unexpected("is about a number of another country")
    }
    // The one that was asked for says more: the other may be in the register's own form.
    let (asked, answered) = (try line(json, "originalVatNumber"), try line(json, "vatNumber"))
    guard let echo = asked ?? answered else { return }
    guard echo == number.number || echo == number.text else { throw .unexpected("is about another number") }
  }

  /// A text of one line; nil when it is missing, empty or not disclosed.
  private static func line(_ json: JSON, _ key: String) throws(ConsultationProblem) -> String? {
    try lines(json, key).map { $0.split(separator: "\n").joined(separator: " ") }
  }

  /// A text without anything that steers a terminal, without blank lines and superfluous blanks; nil when it is missing,
  /// empty or not disclosed.
  private static func lines(_ json: JSON, _ key: String) throws(ConsultationProblem) -> String? {
    guard let value = json[key], value != .null else { return nil }
    guard let text = value.asString else { throw .unexpected("has no text where one belongs (\(key))") }
    guard text.utf8.count <= greatestTextLength else { throw .unexpected("has a text that is too long (\(key))") }
    let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { line in
      line.split { $0 == " " || isSteering($0) }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }
    let result = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    return result.isEmpty || result == "---" ? nil : result
  }

  /// Control characters, separators of lines, and marks that turn the direction of what follows.
  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
