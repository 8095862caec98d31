import Foundation
import Synchronization

/// A JSON value of the vector file. Numbers are whole there; decimals are strings.
enum JSONValue: Sendable, Decodable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value as one text: a string as it is, a number in digits, `yes` or `no`. Nil for everything else.
  var text: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .bool(let flag): flag ? "yes" : "no"
    case .null, .array, .object: nil
    }
  }
}

/// The fields of a JSON object, read by name; a field that is not there is a fault of the vector, never a default, and one
/// that nobody reads means that the vector asks for more than was put to the book.
struct JSONFields: Sendable, Decodable {
  let fields: [String: JSONValue]
  private let ledger: FieldLedger
  private let path: String

  init(_ fields: [String: JSONValue]) { self.init(fields, FieldLedger(), "") }

  private init(_ fields: [String: JSONValue], _ ledger: FieldLedger, _ path: String) {
    (self.fields, self.ledger, self.path) = (fields, ledger, path)
  }

  init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([String: JSONValue].self))
  }

  /// The field, which is noted as read.
  private func field(_ name: String) -> JSONValue? {
    ledger.note(path + name)
    return fields[name]
  }

  /// The fields that nobody has read so far, those of inner objects too, by their paths; sorted.
  var unread: [String] {
    func unread(_ fields: [String: JSONValue], _ path: String) -> [String] {
      fields.flatMap { name, value -> [String] in
        guard ledger.hasRead(path + name) else { return [path + name] }
        switch value {
        case .object(let inner): return unread(inner, "\(path)\(name).")
        case .array(let values):
          return values.flatMap { value -> [String] in
            if case .object(let inner) = value { unread(inner, "\(path)\(name).") } else { [] }
          }
        default: return []
        }
      }
    }
    return Set(unread(fields, path)).sorted()
  }

  /// Whether the field is there and not null.
  func has(_ name: String) -> Bool {
    if case .null? = field(name) { return false }
    return fields[name] != nil
  }

  /// The field as text.
  func text(_ name: String) throws -> String {
    guard let text = field(name)?.text else { throw VectorFault.unusable("the vector has no text \(name)") }
    return text
  }

  /// The field as text, or nil where it is null or not there.
  func optionalText(_ name: String) throws -> String? { has(name) ? try text(name) : nil }

  /// The field as a whole number.
  func integer(_ name: String) throws -> Int {
    guard case .integer(let number)? = field(name) else {
      throw VectorFault.unusable("the vector has no whole number \(name)")
    }
    return number
  }

  /// The field as a list.
  func list(_ name: String) throws -> [JSONValue] {
    guard case .array(let values)? = field(name) else { throw VectorFault.unusable("the vector has no list \(name)") }
    return values
  }

  /// The field as a list of texts.
  func texts(_ name: String) throws -> [String] {
    try list(name).map { value in
      guard let text = value.text else { throw VectorFault.unusable("\(name) holds more than texts and numbers") }
      return text
    }
  }

  /// The field as a list of objects.
  func objects(_ name: String) throws -> [JSONFields] {
    try list(name).map { value in
      guard case .object(let inner) = value else { throw VectorFault.unusable("\(name) holds more than objects") }
      return JSONFields(inner, ledger, "\(path)\(name).")
    }
  }

  /// The field as an object.
  func object(_ name: String) throws -> JSONFields {
    guard case .object(let inner)? = field(name) else {
      throw VectorFault.unusable("the vector has no object \(name)")
    }
    return JSONFields(inner, ledger, "\(path)\(name).")
  }
}

/// Which fields of one vector were read.
private final class FieldLedger: Sendable {
  private let names = Mutex<Set<String>>([])

  func note(_ name: String) { names.withLock { _ = $0.insert(name) } }

  func hasRead(_ name: String) -> Bool { names.withLock { $0.contains(name) } }
}
