import Diagnostics
import PolicyModel

/// What is left out behind “or”.
extension BookBuilder {
  /// `action is new or renewal`: the second word, or another constant, stands alone.
  func isShorthand(_ member: ExpressionSyntax) -> Bool {
    switch member.kind {
    case .word(let word): names[word] == nil && wordCodes[word] != nil
    case .code, .number, .quantity, .percent, .date, .text: true
    default: false
    }
  }

  /// `is 10 or mor`.
  mutating func isMisspeltBound(_ member: ExpressionSyntax, behind other: ExpressionSyntax) -> Bool {
    guard case .word(let word) = member.kind, names[word] == nil, !damaged.contains(word), case .test = other.kind,
      let guess = Spelling.closest(to: word, among: ["more", "less", "later", "earlier"]).first
    else { return false }
    report(
      .unknownName, "nothing is named “\(Display.harmless(word))”", at: member.range, label: "unknown name",
      cure: "did you mean “or \(guess)”?", correctedLine: line(of: member.range, with: guess))
    return true
  }

  mutating func reportShorthand(_ members: [ExpressionSyntax], _ index: Int) {
    let alone = text(of: members[index].range)
    guard case .test(let subject, .equals, let negated) = members[index - 1].kind else {
      _ = elaborateCondition(members[index])
      return
    }
    let name = text(of: subject.range)
    // Not the one or the other: neither of them.
    let joined = ([members[index - 1]] + members[index...].prefix(while: isShorthand)).enumerated().map {
      $0 == 0 ? text(of: $1.range) : "\(name) is \(negated ? "not " : "")\(text(of: $1.range))"
    }.joined(separator: negated ? " and " : " or ")
    let last = members[index...].prefix(while: isShorthand).last ?? members[index]
    report(
      .orWithoutSubject, "“\(alone)” stands alone behind “or”: what is it compared with?", at: members[index].range,
      also: [.init(range: members[index - 1].range, label: "this is about \(name)")],
      cure: "write `\(joined)`; for many words make a list, and ask `is in`",
      correctedLine: line(of: members[index - 1].range.union(last.range), with: joined))
  }
}
