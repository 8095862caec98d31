/// What a span between two dates is counted in.
public enum SpanUnit: String, Sendable, CaseIterable {
  case days, weeks, months, years
}
