import Diagnostics
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing

/// Loading and quoting on arbitrary bytes: a book, a line `--- order`, then `NAME=VALUE` lines.
///
/// Whatever loads can be quoted without a trap, and a quote repeated is the same.
@c(LLVMFuzzerTestOneInput) public func fuzzQuote(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  guard let vocabulary = try? Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]) else { return 0 }
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  var order = Order()
  if let start = lines.firstIndex(of: "--- order") {
    for line in lines[(start + 1)...] {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { order.inputs[String(parts[0])] = String(parts[1]) }
    }
    lines = Array(lines[..<start])
  }
  let outcome = BookLoader.load(
    [SourceText(name: "fuzz.rules", text: lines.joined(separator: "\n"))], vocabulary: vocabulary)
  guard let book = outcome.book else { return 0 }
  let engine = Engine(book)
  let first = engine.quote(order)
  precondition(engine.quote(order) == first, "a quote repeated is another")
  for value in book.program.shows { _ = engine.explain(figure: book.program.values[value].name, order) }
  _ = TestRunner(engine).run()
  return 0
}
