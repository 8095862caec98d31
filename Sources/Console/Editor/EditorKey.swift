/// Keys that reach libedit as one character of the block U+0090...U+009E.
///
/// A terminal sends these keys as ESC and more. Bound as such, they would make ESC alone, which ends
/// vi's insert mode, wait for the next key and swallow it. So the sequence is recognised where bytes
/// are read, and libedit gets a C1 control character, which nobody types and both keymaps can bind.
enum EditorKey: UInt32, CaseIterable {
  case pasteBegin = 0x90
  case up, down, right, left, home, end, delete, wordRight, wordLeft
  /// An ESC sequence vi's keymaps know nothing of: better swallowed than run as commands.
  case unknown
  /// Hands in the line whatever it holds; pushed by the function of Enter.
  case submit
  /// Enter with Alt: another line even if the block is complete.
  case newline
  /// What was pasted behind the last entry is typed on; pushed when its line begins.
  case typeOn

  /// The key of a sequence after its ESC, such as `[A`.
  init?(sequence: String) {
    switch sequence {
    case "[200~": self = .pasteBegin
    case "[A", "OA": self = .up
    case "[B", "OB": self = .down
    case "[C", "OC": self = .right
    case "[D", "OD": self = .left
    case "[H", "OH", "[1~", "[7~": self = .home
    case "[F", "OF", "[4~", "[8~": self = .end
    case "[3~": self = .delete
    case "[1;5C", "[1;3C": self = .wordRight
    case "[1;5D", "[1;3D": self = .wordLeft
    case "\r", "\n": self = .newline
    default: return nil
    }
  }

  /// What libedit's `bind` calls the key.
  var binding: String { "\\" + String(rawValue, radix: 8) }

  /// The function bound to it, libedit's own or ours.
  var function: String {
    switch self {
    case .pasteBegin: "listino-paste"
    case .up: "listino-up"
    case .down: "listino-down"
    case .right: "ed-next-char"
    case .left: "ed-prev-char"
    case .home: "listino-home"
    case .end: "listino-end"
    case .delete: "ed-delete-next-char"
    case .wordRight: "em-next-word"
    case .wordLeft: "ed-prev-word"
    case .unknown: "listino-ignore"
    case .submit: "ed-newline"
    case .newline: "listino-newline"
    case .typeOn: "listino-type-on"
    }
  }
}
