/// The members of an object where they lie in the bytes of its document.
enum JSONMembers {
  /// Where the value of each member of the outermost object lies, in their order; the document was read already, and is
  /// right.
  static func ranges(_ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int) -> [Range<Int32>] {
    var ranges: [Range<Int32>] = []
    var depth = 0
    var isText = false
    /// Where the value begins; -1 within a name.
    var start = -1
    var index = first
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\\") where isText: index += 1
      case UInt8(ascii: "\""): isText.toggle()
      case _ where isText: break
      case UInt8(ascii: ":") where depth == 1: start = index + 1
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 1, start >= 0 {
          var last = index
          while start < last, bytes[start] <= 32 { start += 1 }
          while last > start, bytes[last - 1] <= 32 { last -= 1 }
          ranges.append(Int32(start)..<Int32(last))
          start = -1
        }
        if byte != UInt8(ascii: ",") { depth -= 1 }
      default: break
      }
      index += 1
    }
    return ranges
  }
}
