import Diagnostics

/// Why VIES gave no answer about a number: what to say to the person who asked, with the cure.
package struct ConsultationProblem: Error, Sendable, Hashable {
  package let message: String
  package let cure: String
  /// Whether the same question may find an answer later.
  package let isTemporary: Bool

  package init(_ message: String, cure: String, isTemporary: Bool) {
    self.message = message
    self.cure = cure
    self.isTemporary = isTemporary
  }

  static let later = "ask again in a few minutes"
  static let byHand = "ask by hand at https://ec.europa.eu/taxation_customs/vies"
}

/// What happens before there is an answer.
extension ConsultationProblem {
  static func notInVIES(_ number: String) -> Self {
    Self(
      "VIES does not know the number \(shown(number)): it answers for the member states and Northern Ireland only",
      cure: "ask the register of the number's own country", isTemporary: false)
  }

  static func badEndpoint(_ endpoint: String) -> Self {
    Self(
      "“\(shown(endpoint))” is no address that VIES can be asked at",
      cure: "write it like \(VIESClient.officialEndpoint)", isTemporary: false)
  }

  static let noLibrary = Self(
    "VIES cannot be asked, because libcurl is not installed", cure: "install libcurl (libcurl.so.4)",
    isTemporary: false)

  static func nameNotFound(_ host: String) -> Self {
    Self(
      "the network does not know the name \(shown(host))",
      cure: "see whether this computer is connected, then ask again", isTemporary: true)
  }

  static func notConnected(_ host: String) -> Self {
    Self(
      "no connection to \(shown(host)) was made",
      cure: "see whether this computer is connected and a firewall lets it through, then ask again", isTemporary: true)
  }

  static func notSecure(_ host: String, _ reason: String) -> Self {
    Self(
      "no secure connection to \(shown(host)) was made (\(shown(reason)))",
      cure: "see whether the clock of this computer is right and its certificates are up to date", isTemporary: false)
  }

  static let timedOut = Self("VIES did not answer in time", cure: later, isTemporary: true)

  static let cancelled = Self("the question to VIES was interrupted", cure: later, isTemporary: true)

  static let cutOff = Self("the answer of VIES broke off", cure: later, isTemporary: true)

  static let tooLarge = Self(
    "VIES sent far more than an answer has, so nothing of it was read", cure: byHand, isTemporary: false)

  static func requestFailed(_ reason: String) -> Self {
    Self("VIES could not be asked (\(shown(reason)))", cure: later, isTemporary: true)
  }
}

/// What an answer may be wrong about.
extension ConsultationProblem {
  static let unreadable = Self(
    "what VIES sent is no answer (it may be a page that says why, such as one about maintenance)",
    cure: later + ", or " + byHand, isTemporary: true)

  /// - Parameter flaw: what follows “the answer of VIES”.
  static func unexpected(_ flaw: String) -> Self {
    Self("the answer of VIES \(flaw), so it is not believed", cure: byHand, isTemporary: false)
  }

  static func status(_ status: Int) -> Self {
    switch status {
    case 429: Self("VIES refuses for now, because it is asked too often", cure: later, isTemporary: true)
    case 500...: Self("VIES has a fault of its own (status \(status))", cure: later, isTemporary: true)
    case 300..<400, 404:
      Self(
        "VIES is not at this address, or not any more (status \(status))",
        cure: "use the address \(VIESClient.officialEndpoint), or see whether it has changed", isTemporary: false)
    default: Self("VIES refuses the question (status \(status))", cure: byHand, isTemporary: false)
    }
  }

  /// By the word that VIES reports an error with.
  static func reported(_ word: String) -> Self {
    switch word {
    case "MS_UNAVAILABLE":
      Self(
        "the number's country does not answer VIES at the moment", cure: "ask again in some hours", isTemporary: true)
    case "SERVICE_UNAVAILABLE", "SERVER_BUSY":
      Self("VIES is not available at the moment", cure: later, isTemporary: true)
    case "TIMEOUT": Self("the number's country did not answer VIES in time", cure: later, isTemporary: true)
    case "MS_MAX_CONCURRENT_REQ", "MS_MAX_CONCURRENT_REQ_TIME":
      Self("too many people ask the number's country at the moment", cure: later, isTemporary: true)
    case "GLOBAL_MAX_CONCURRENT_REQ", "GLOBAL_MAX_CONCURRENT_REQ_TIME":
      Self("too many people ask VIES at the moment", cure: later, isTemporary: true)
    case "INVALID_INPUT":
      Self(
        "VIES takes the number for one that its country cannot have", cure: "compare it with the customer's own papers",
        isTemporary: false)
    case "VAT_BLOCKED", "IP_BLOCKED":
      Self("VIES has shut out this network", cure: byHand + ", and write to its helpdesk", isTemporary: false)
    default: Self("VIES reports an error that is not known here: \(shown(word))", cure: byHand, isTemporary: false)
    }
  }

  /// A stranger's text as a short part of a sentence.
  private static func shown(_ text: String) -> String {
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(100)))
    return Display.harmless(start) + (start.utf8.count < text.utf8.count ? "…" : "")
  }
}
