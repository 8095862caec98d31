import Diagnostics
import Testing

struct JSONTests {
  @Test func readsEveryKindOfValue() throws {
    let json = try JSON.parse(#" {"a": [1, -2.50e+3, true, false, null], "b": {"c": "d"}, "": {}, "e": []} "#)
    #expect(
      json == [
        "a": [1, .number("-2.50e+3"), true, false, .null], "b": ["c": "d"], "": .object([]), "e": .array([]),
      ])
    #expect(json["b"]?["c"]?.asString == "d")
    #expect(json["a"]?.asArray?.first?.asInteger == 1)
    #expect(json["a"]?.asArray?[1].asNumber == "-2.50e+3")
    #expect(json["a"]?.asArray?[2].asBool == true)
    #expect(json["z"] == nil && json["a"]?["b"] == nil)
    #expect(json.asObject?.map(\.key) == ["a", "b", "", "e"])
  }

  @Test(arguments: [
    ("\"\\u00e9\"", "é"), ("\"\\ud83d\\ude00\"", "😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    ("\"日本\"", "日本"),
    ("\"\\u0000\"", "\0"), ("\"\u{7F}\"", "\u{7F}"), ("\"\\uD800\\uDC00\"", "\u{10000}"),
  ])
  func readsEscapes(text: String, string: String) throws {
    #expect(try JSON.parse(text) == .string(string))
  }

  @Test(arguments: [
    "", " ", "{", "[", "}", "]", "[1,]", "[,1]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{'a':1}", "{\"a\":}",
    "{,}",
    "{\"a\":1 \"b\":2}", "01", "-01", "1.", ".5", "+1", "1e", "1e+", "-", "--1", "0x1", "1.e3", "Infinity", "NaN",
    "nul",
    "True", "truefalse", "1 2", "\"a", "\"\n\"", "\"\t\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"",
    "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"", "\"\\", "// a\n1", "1 // a", "'a'", "[1]]", "\u{FEFF}1",
    "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "\u{A0}1", "[\u{C}1]", "\"\\u+123\"", "\"\\u１２３４\"",
  ])
  func refusesWhatIsNotStrictlyJSON(text: String) {
    #expect(throws: JSONError.self) { try JSON.parse(text) }
  }

  @Test func refusesInvalidUnicode() {
    let invalid: [[UInt8]] = [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE9], [0x22, 0xE9, 0x22],
      [0xFF],
    ]
    for bytes in invalid { #expect(throws: JSONError.self) { try JSON.parse(bytes) } }
  }

  private func failure(_ text: String) -> String {
    do {
      _ = try JSON.parse(text)
      return "none"
    } catch {
      return error.description
    }
  }

  @Test func saysWhereAndWhy() {
    #expect(
      failure("{\"a\": 1,\n \"é\": 2,}")
        == "line 2, column 8: a comma stands before the end of the object; remove the comma")
    #expect(
      failure("[1, x]")
        == "line 1, column 5: a value is expected here; "
        + "write a string in double quotes, a number, true, false, null, an array or an object"
    )
    #expect(
      failure("{\"a\": 1, \"a\": 2}")
        == "line 1, column 10: the name \"a\" stands twice in one object; keep one of the two")
    #expect(failure("[007]") == "line 1, column 2: a number begins with a superfluous 0; remove the 0")
    #expect(
      failure("[\n  \"abc\n]")
        == "line 2, column 7: a control character or line end stands in a string; write it as \\n, \\t or \\u00XX")
    #expect(failure("[\"abc") == "line 1, column 2: a string has no end; close it with a double quote")
    #expect(failure("1 2") == "line 1, column 3: there is more after the end of the value; keep only one value")
    #expect(failure("{'a': 1}") == "line 1, column 2: the name of a member is expected here; write it in double quotes")
  }

  @Test func limitsTheDepth() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try JSON.parse(nested(200))
    #expect(
      failure(nested(201)) == "line 1, column 201: arrays and objects are nested more than 200 deep; nest them less")
    #expect(throws: JSONError.self) { try JSON.parse(String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONError.self) { try JSON.parse(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test func writesOnOneLineOrMany() {
    let json: JSON = ["a": [1, "two"], "b": [:], "c": [], "d": ["e": .null]]
    #expect(json.text() == #"{"a":[1,"two"],"b":{},"c":[],"d":{"e":null}}"#)
    #expect(
      json.text(pretty: true) == """
        {
          "a": [
            1,
            "two"
          ],
          "b": {},
          "c": [],
          "d": {
            "e": null
          }
        }
        """)
  }

  @Test func writesStringsThatSteerNoTerminal() {
    let json: JSON = "\"\\/\n\t\u{1B}\u{7F}\u{9B}\u{202E}\u{2028}é日"
    #expect(json.text() == #""\"\\/\n\t\u001b\u007f\u009b\u202e\u2028é日""#)
  }

  @Test func neverWritesWhatIsNoNumber() {
    #expect(JSON.number("1,5").text() == "\"1,5\"")
    #expect(JSON.number("").text() == "\"\"")
    #expect(JSON.number("1 ").text() == "\"1 \"")
    #expect(JSON.number("-0.10E-7").text() == "-0.10E-7")
  }

  @Test func isWrittenAsLiterals() {
    let name = "x"
    #expect(JSON(5) == 5)
    #expect(JSON(Int128.max).text() == "170141183460469231731687303715884105727")
    #expect(JSON("a") == "a")
    #expect(JSON(true) == true)
    #expect(("\(name)y" as JSON) == .string("xy"))
    #expect(JSON.object([.init("a", 1), .init(key: "b", value: 2)]) == ["a": 1, "b": 2])
  }

  private func random(_ depth: Int, _ generator: inout SeededGenerator) -> JSON {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(["0", "-1", "12.50", "1e9", "-0.0E-3"].randomElement(using: &generator)!)
    case 3, 4:
      return .string(["", "a\"b", "é\n", "\u{0}\u{1B}", "😀", "\\u", "\u{202E}"].randomElement(using: &generator)!)
    case 5: return .array((0..<Int.random(in: 0...4, using: &generator)).map { _ in random(depth - 1, &generator) })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &generator)).map { .init("key \($0)", random(depth - 1, &generator)) })
    }
  }

  @Test func readsWhatItWrites() throws {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<500 {
      let json = random(5, &generator)
      #expect(try JSON.parse(json.text()) == json)
      #expect(try JSON.parse(json.text(pretty: true)) == json)
    }
  }

  @Test func failsCleanlyOnDamagedText() {
    var generator = SeededGenerator(seed: 14)
    for _ in 0..<2000 {
      var bytes = Array(random(4, &generator).text().utf8)
      bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      if let json = try? JSON.parse(bytes) { #expect((try? JSON.parse(json.text())) == json) }
    }
  }
}
