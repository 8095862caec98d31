/// What a span between two dates is counted in.
public enum SpanUnit: String, Sendable, CaseIterable, BitwiseCopyable {
  case days, weeks, months, years
}
