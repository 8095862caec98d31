/// libFuzzer's entry for quoting: arbitrary bytes loaded as rules, and orders for what loads.
@c(LLVMFuzzerTestOneInput)
public func fuzzQuoting(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  if let fault = FuzzCheck.quoting(UnsafeBufferPointer(start: data, count: count)) { fatalError(fault) }
  return 0
}
