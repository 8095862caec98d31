/// libFuzzer's entry for reading: lexer, parser, printer and loading of arbitrary bytes.
@c(LLVMFuzzerTestOneInput)
public func fuzzReading(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  if let fault = FuzzCheck.reading(UnsafeBufferPointer(start: data, count: count)) { fatalError(fault) }
  return 0
}
