import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Names in expressions: inputs, values, words of lists, and names that nothing has.
extension BookBuilder {
  mutating func name(_ word: Word, hint: ValueType?) -> Typed {
    let range = word.range
    if word.text == "yes" || word.text == "no" { return constant(word.text == "yes" ? 1 : 0, .yesNo, range) }
    if case .word(let words)? = hint, let code = wordCodes[word.text], words.contains(code) {
      return constant(Int128(code), .word([code]), range)
    }
    switch names[word.text] {
    case .input(let index): return input(index, range)
    case .value, .exception:
      if let reader = context.readsInputsOnly {
        report(
          .guardReadsValue, "\(reader) can read other inputs only, and “\(word.text)” is computed by the rules",
          at: range,
          cure: "name an input or a constant")
        return unknown(range)
      }
      return figure(word)
    case .list:
      report(.listAsFigure, "“\(word.text)” is a list, not a figure", at: range, cure: "ask `is in \(word.text)`")
      return unknown(range)
    case nil: return unknownName(word, hint)
    }
  }

  /// The value of a name, or a message for an exception's.
  mutating func figure(_ word: Word) -> Typed {
    let range = word.range
    switch names[word.text] {
    case .value(_, let definition?):
      usedValues.insert(definition)
      let type = program.values[definition].type
      return emit(Node(.value, definition), type, range)
    case .exception:
      report(
        .ruleAsFigure, "“\(word.text)” is an exception, not a figure", at: range,
        cure: "read the value it is an exception to, or ask `\(word.text) applies` in a refusal, a warning or a notice")
      return unknown(range)
    default: return unknown(range)
    }
  }

  mutating func unknownName(_ word: Word, _ hint: ValueType?) -> Typed {
    let range = word.range
    if damaged.contains(word.text) { return unknown(range) }
    if hint == .country, Country.named(word.text.uppercased()) != nil {
      let code = word.text.uppercased()
      report(
        .unknownCountry, "countries are named by two capital letters", at: range, cure: "write `\(code)`",
        correctedLine: line(of: range, with: code))
      return unknown(range)
    }
    if let answer = ["true": "yes", "false": "no"][word.text] {
      report(
        .unknownName, "“\(word.text)” is no word of the language", at: range, cure: "write `\(answer)`",
        correctedLine: line(of: range, with: answer))
      return unknown(range)
    }
    if case .word(let words)? = hint {
      let candidates = words.map { program.words[$0] }
      report(
        .wordNotInList, "“\(Display.harmless(word.text))” is not one of the words that can stand here", at: range,
        cure: suggestion(word.text, among: candidates) ?? "one of: \(candidates.joined(separator: ", "))")
      return unknown(range)
    }
    if let code = wordCodes[word.text] { return constant(Int128(code), .word([code]), range) }
    if let spaced = difference(word.text) {
      report(
        .blanksAroundSign, "nothing is named “\(word.text)”: “-” between two figures needs a blank on both sides",
        at: range, cure: "write `\(spaced)`", correctedLine: line(of: range, with: spaced))
      return unknown(range)
    }
    report(
      .unknownName, "nothing is named “\(Display.harmless(word.text))”", at: range, label: "unknown name",
      cure: word.text == "none"
        ? "there are no empty values: leave it out, or make “none” one of the words"
        : suggestion(word.text, among: names.keys.lazy.filter { !$0.contains(" ") })
          ?? "declare an input or a value of this name, or list it as a word with `one of`")
    return unknown(range)
  }

  /// `licences-1`: a name, a minus without blanks, and a number or another name.
  func difference(_ word: String) -> String? {
    for index in word.indices where word[index] == "-" {
      let (left, right) = (String(word[..<index]), String(word[word.index(after: index)...]))
      if names[left] != nil, names[right] != nil || right.allSatisfy(\.isNumber) { return "\(left) - \(right)" }
    }
    return nil
  }

  /// The line of a place with the place replaced, as an author should write it.
  func line(of range: SourceRange, with replacement: String) -> String? {
    guard sources.indices.contains(range.source) else { return nil }
    let parser = LineParser(tokens: [], FileContext(sources[range.source], range.source, vocabulary))
    return parser.correctedLine(from: range.lower, to: range.upper, with: replacement)
  }

  mutating func input(_ index: Int, _ range: SourceRange) -> Typed {
    usedInputs.insert(index)
    let input = program.inputs[index]
    let typed = emit(Node(.input, index), input.type, range)
    if input.type == .date { dayBounds[typed.node] = (input.lower, input.upper) }
    guard input.guardNode >= 0, !context.ignoresGuards else { return typed }
    let guardNode = Int(input.guardNode)
    let isProved =
      context.alternatives.map { $0.allSatisfy { $0.prove(guardNode, in: program) } }
      ?? context.facts.prove(guardNode, in: program)
    if !isProved {
      report(
        .readsGuardedInput, "\(input.name) is asked only in some orders, and this line could read it in others",
        at: range, also: [.init(range: program.ranges[guardNode], label: "asked only here")],
        cure: "put the same condition on this line: `when \(text(of: program.ranges[guardNode]))`")
    }
    return typed
  }

  func text(of range: SourceRange) -> String {
    guard range.source >= 0, range.source < sources.count else { return "…" }
    return sources[range.source].slice(range.lower, range.upper)
  }
}
