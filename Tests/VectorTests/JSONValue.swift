import Foundation

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

/// The fields of a JSON object, read by name; a field that is not there is a fault of the vector, never a default.
struct JSONFields: Sendable, Decodable {
  var fields: [String: JSONValue]

  init(_ fields: [String: JSONValue]) { self.fields = fields }

  init(from decoder: any Decoder) throws {
    fields = try decoder.singleValueContainer().decode([String: JSONValue].self)
  }

  /// Whether the field is there and not null.
  func has(_ name: String) -> Bool {
    if case .null? = fields[name] { return false }
    return fields[name] != nil
  }

  /// The field as text.
  func text(_ name: String) throws -> String {
    guard let text = fields[name]?.text else { throw VectorFault.unusable("the vector has no text \(name)") }
    return text
  }

  /// The field as text, or nil where it is null or not there.
  func optionalText(_ name: String) throws -> String? { has(name) ? try text(name) : nil }

  /// The field as a whole number.
  func integer(_ name: String) throws -> Int {
    guard case .integer(let number)? = fields[name] else {
      throw VectorFault.unusable("the vector has no whole number \(name)")
    }
    return number
  }

  /// The field as a list.
  func list(_ name: String) throws -> [JSONValue] {
    guard case .array(let values)? = fields[name] else { throw VectorFault.unusable("the vector has no list \(name)") }
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
      guard case .object(let fields) = value else { throw VectorFault.unusable("\(name) holds more than objects") }
      return JSONFields(fields)
    }
  }

  /// The field as an object.
  func object(_ name: String) throws -> JSONFields {
    guard case .object(let fields)? = fields[name] else {
      throw VectorFault.unusable("the vector has no object \(name)")
    }
    return JSONFields(fields)
  }
}
