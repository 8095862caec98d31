/// A JSON value (RFC 8259). Objects keep the order of their members; numbers keep their literal text.
public enum JSON: Hashable, Sendable {
  /// One name and value of an object.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSON

    /// A name and its value.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }

    /// A name and its value.
    public init(key: String, value: JSON) {
      self.init(key, value)
    }
  }

  case null
  case bool(Bool)
  /// The literal text, such as `-9.90` or `1e6`. What is not a number of JSON is written as a string.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// The value of the first member with this name; nil when there is none, or this is no object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text, if this is a string.
  public var asString: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value, if this is one.
  public var asBool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The literal text, if this is a number.
  public var asNumber: String? {
    if case .number(let literal) = self { literal } else { nil }
  }

  /// The whole number, if this is a number written as one that fits.
  public var asInteger: Int? { asNumber.flatMap { Int($0) } }

  /// The elements, if this is an array.
  public var asArray: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members in their order, if this is an object.
  public var asObject: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Reads one value, strictly by RFC 8259: no comments, no trailing commas, no name twice in one object, at most 200
  /// levels. Names that look alike to Unicode (canonical equivalents) count as the same.
  public static func parse(_ text: String) throws(JSONError) -> JSON {
    try parse(text.utf8)
  }

  /// Reads one value from UTF-8 bytes, strictly by RFC 8259, without a byte order mark.
  public static func parse(_ bytes: some Sequence<UInt8>) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes: Array(bytes))
    return try parser.document()
  }

  /// The value as JSON on one line, or with one member or element a line, indented by two blanks.
  ///
  /// Strings are escaped so that the text cannot steer a terminal.
  public func text(pretty: Bool = false) -> String {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.text
  }
}
