/// Words with a meaning of their own in expressions, which no name can be.
public enum ReservedWords {
  public static let all: Set<String> = [
    "a", "after", "all", "and", "any", "applies", "are", "at", "before", "by", "cent", "count", "counted", "day",
    "days", "decides", "does", "each", "earlier", "final", "for", "from", "given", "has", "highest", "if", "in", "is",
    "later", "least", "less", "line", "lines", "lowest", "month", "months", "more", "most", "no", "none-of", "not",
    "now", "of", "on", "or", "otherwise", "over", "overruled", "per", "refuse", "refused", "review", "rounded", "say",
    "spread", "starts", "steps", "sum", "the", "through", "to", "today", "under", "unless", "until", "week",
    "weekday", "weeks", "what", "when", "whole", "with", "year", "years", "yes",
  ]

  /// Words that end an operand: nothing after a number that is one of these is its unit.
  public static let operatorWords: Set<String> = [
    "and", "or", "not", "is", "are", "when", "of", "to", "from", "until", "through", "over", "under", "before",
    "after", "at", "by", "in", "has", "with", "otherwise", "review", "rounded", "counted", "applies", "decides",
    "starts", "per", "leftover", "each", "on", "if", "unless", "refuse",
  ]
}
