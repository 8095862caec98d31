package import PolicyModel
import Quantities

/// A notice as an e-mail message (RFC 5322) in ASCII, the same bytes whenever it is made.
///
/// Its texts come from people and may hold anything: none of them can add a header or break a line.
package struct MailMessage: Sendable {
  /// The name that the message may be kept under: its identifier, which is safe in file names.
  package let name: String
  /// The message with line ends of CRLF.
  package let bytes: [UInt8]

  package init(_ message: ChannelMessage) throws(ChannelProblem) {
    guard Self.isSafe(message.id) else {
      throw ChannelProblem(
        "a message has an identifier that cannot be written into it",
        cure: "name messages by letters, digits and hyphens, with single points between them, 200 signs at most")
    }
    let sender = try MailAddress(message.sender.address, of: "the sender")
    let receiver = try MailAddress(message.receiver.address, of: "the receiver")
    let body = MailBody(message.paragraphs)
    var text = "Date: \(Self.date(message.day, message.secondOfDay))\r\n"
    text += MailHeader.mailbox("From", message.sender.name, sender)
    text += MailHeader.mailbox("To", message.receiver.name, receiver)
    text += MailHeader.text("Subject", message.subject)
    // A domain that nobody can have (RFC 2606): the identifier is the program's own.
    text += "Message-ID: <\(message.id)@listino.invalid>\r\n"
    // Keeps holiday notices and other machines from answering (RFC 3834).
    text += "Auto-Submitted: auto-generated\r\n"
    if Self.isLanguage(message.language) { text += "Content-Language: \(message.language)\r\n" }
    text += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    text += "Content-Transfer-Encoding: \(body.encoding)\r\n\r\n"
    text += body.text
    name = message.id
    bytes = Array(text.utf8)
  }

  /// Whether an identifier can stand in a Message-ID and in the name of a file.
  private static func isSafe(_ id: String) -> Bool {
    let parts = id.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return id.utf8.count <= 200
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") } }
  }

  private static func isLanguage(_ text: String) -> Bool { text.utf8.count == 2 && text.utf8.allSatisfy(isLetter) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let small = byte | 0x20
    return UInt8(ascii: "a") <= small && small <= UInt8(ascii: "z")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") }

  /// `Wed, 25 Mar 2026 08:05:09 +0000`.
  private static func date(_ day: CalendarDate, _ secondOfDay: Int) -> String {
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let second = min(max(secondOfDay, 0), 86_399)
    let (year, month, dayOfMonth) = day.components
    let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    return
      "\(weekdays[day.weekday - 1]), \(padded(dayOfMonth, 2)) \(months[month - 1]) \(padded(year, 4)) \(time) +0000"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
