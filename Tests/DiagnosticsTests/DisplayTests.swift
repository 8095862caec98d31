import Diagnostics
import Testing

struct DisplayTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a\tb", "a b"), ("a\nb\r", "a\\u{A}b\\u{D}"), ("\u{1B}[2J", "\\u{1B}[2J"),
    ("\u{7F}\u{9B}", "\\u{7F}\\u{9B}"), ("\u{202E}abc\u{2066}", "\\u{202E}abc\\u{2066}"), ("a\u{200B}b", "a\\u{200B}b"),
    ("é 日本 × … “ü”", "é 日本 × … “ü”"), ("👨‍👩‍👧 🇸🇪", "👨‍👩‍👧 🇸🇪"), ("a\u{200D}b", "a\\u{200D}b"),
    ("\u{FEFF}x", "\\u{FEFF}x"), ("\u{2028}", "\\u{2028}"), ("soft\u{AD}hyphen", "soft\\u{AD}hyphen"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("\u{E0041}", "\\u{E0041}"), ("\u{3164}", "\\u{3164}"),
    ("\u{602}١", "\u{602}١"),
  ])
  func showsNothingHarmful(text: String, shown: String) {
    #expect(Display.harmless(text) == shown)
    #expect(Display.harmless(shown) == shown)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("👍🏽", 2),
    ("👨‍👩‍👧", 2), ("🇸🇪", 2), ("❤️", 2), ("×…“”", 4), ("\u{301}", 0), ("1️⃣", 2), ("𠀋", 2), ("ไทย", 3), ("क्ष", 2), ("€", 1),
  ])
  func knowsTheWidth(text: String, width: Int) {
    #expect(Display.width(text) == width)
  }
}
