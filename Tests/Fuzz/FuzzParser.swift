import Diagnostics
import Notification
import PolicyLanguage
import PolicyModel
import Pricing

/// The lexer, the parser, the printer and the loader on arbitrary bytes.
///
/// Whatever comes in, they end, and give a book or messages; what parses without a message prints as a text that reads
/// as the same tree.
@c(LLVMFuzzerTestOneInput) public func fuzzParser(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  guard let vocabulary = try? Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]) else { return 0 }
  let source = SourceText(name: "fuzz.rules", text: text)
  let (file, diagnostics) = FileParser.parse(source, index: 0, vocabulary: vocabulary)
  if diagnostics.isEmpty {
    let printed = SourceText(name: "printed.rules", text: SyntaxPrinter(vocabulary: vocabulary).text(file))
    let again = FileParser.parse(printed, index: 0, vocabulary: vocabulary)
    precondition(again.diagnostics.isEmpty, "what is printed has mistakes:\n\(printed.text)")
    precondition(again.file == file, "what is printed reads as another tree:\n\(printed.text)")
  }
  let outcome = BookLoader.load([source], vocabulary: vocabulary)
  _ = DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics)
  return 0
}
