import Diagnostics
import PolicyModel
import PolicyProgram

/// Refusals, warnings, what plugins collect, and the texts they name.
extension BookBuilder {
  mutating func readEffects() {
    var seen: [String: SourceRange] = [:]
    for (index, text) in texts.enumerated() {
      if let other = seen["\(text.block) \(text.name.text)"] {
        report(
          .namedTwice, "\(text.block) “\(text.name.text)” is there twice", at: text.name.range,
          also: [.init(range: other, label: "the other one")], cure: "rename one of the two")
      }
      seen["\(text.block) \(text.name.text)"] = text.name.range
      messageFacts[index] = []
    }
    seen = [:]
    for effect in effects where !isGivingUp {
      let key = "\(effect.kind) \(effect.name.text)"
      if let other = seen[key] {
        report(
          .namedTwice, "\(effect.kind) “\(effect.name.text)” is there twice", at: effect.name.range,
          also: [.init(range: other, label: "the other one")], cure: "rename one of the two")
        continue
      }
      seen[key] = effect.name.range
      readEffect(effect)
    }
    readMessages()
  }

  private mutating func readEffect(_ effect: EffectDeclaration) {
    context = Context(owner: "\(effect.kind) \(effect.name.text)", asksRules: true)
    defer { context = Context() }
    var definition = EffectDefinition(
      kind: effect.kind, collection: collection(of: effect.kind), name: effect.name.text, title: effect.title?.text,
      condition: -1, dateNode: -1, firstDay: .min, lastDay: .max, isPerLine: false, fields: [],
      because: effect.because?.text, source: effect.source?.text, range: effect.name.range)
    requireDays(effect.window, at: effect.name.range)
    if effect.window.isDated {
      definition.dateNode = dateNode(effect.datedBy, at: effect.range)
      (definition.firstDay, definition.lastDay) = days(of: effect.window)
    }
    guard let when = effect.when else {
      if !damaged.contains(effect.name.text) {
        report(
          .effectWithoutWhen, "\(effect.kind) \(effect.name.text) does not say when", at: effect.name.range,
          cure: "add a line `when …`")
      }
      return
    }
    let typed = elaborateCondition(when)
    guard !typed.type.isUnknown else { return }
    definition.condition = Int32(typed.node)
    definition.isPerLine = isPerLine[typed.node]
    context.facts = context.facts.adding(typed.node, true, in: program)
    for field in effect.fields {
      var message = -1
      var text = TextTemplate(parts: [])
      switch field.content {
      case .text(let written): text = template(written)
      case .expression(let expression):
        let value = elaborate(expression)
        if !value.type.isUnknown {
          requireShowable(value.type, field.name, at: expression.range)
          text.parts = [.node(Int32(value.node))]
        }
      case .wordOf(let list, let word):
        text.parts = [.literal(word.text)]
        checkWord(word, of: list)
      case .textName(let block, let name):
        text.parts = [.literal(name.text)]
        message = texts.firstIndex { $0.block == block && $0.name == name } ?? -1
        if message >= 0 {
          messageFacts[message, default: []].append(context.facts)
        } else if !damaged.contains(name.text) {
          report(
            .unknownText, "there is no \(block) “\(Display.harmless(name.text))”", at: name.range,
            cure: suggestion(name.text, among: texts.filter { $0.block == block }.map(\.name.text))
              ?? "write it: `\(block) \(name.text)`")
        }
      }
      for case .node(let node) in text.parts where isPerLine[Int(node)] { definition.isPerLine = true }
      definition.fields.append(.init(name: field.name, text: text, message: message))
    }
    program.effects.append(definition)
  }

  private func collection(of kind: String) -> String {
    if case .effect(let collection)? = vocabulary.block(kind)?.defines { return collection }
    return kind
  }

  private mutating func checkWord(_ word: Word, of list: String) {
    guard case .list(let index)? = names[list] else {
      if !damaged.contains(list) {
        report(
          .unknownList, "the book has no list “\(list)”, and “\(word.text)” must be a word of it", at: word.range,
          cure: "add a block `list \(list) \"…\"` with the words below it")
      }
      return
    }
    usedLists.insert(index)
    let isCountries = program.lists[index].isCountries
    let words = isCountries ? [] : program.lists[index].entries.map { program.words[$0.code] }
    if !words.contains(word.text) {
      report(
        .wordNotInList, "“\(Display.harmless(word.text))” is not one of the words of \(list)", at: word.range,
        also: [.init(range: program.lists[index].range, label: "the list")],
        cure: isCountries
          ? "make the entries of \(list) words, such as `reseller`"
          : suggestion(word.text, among: words) ?? "one of: \(words.joined(separator: ", "))")
    }
  }

  private mutating func readMessages() {
    for (index, text) in texts.enumerated() {
      let facts = messageFacts[index] ?? []
      if facts.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) {
        warn(
          .unusedText, "\(text.block) \(text.name.text) is used by nothing", at: text.name.range,
          cure: "name it somewhere, or take it out")
      }
      context = Context(
        owner: "\(text.block) \(text.name.text)", ignoresGuards: facts.isEmpty,
        alternatives: facts.isEmpty ? nil : facts)
      let entries = text.entries.map { ($0.field, $0.language.text, template($0.text)) }
      program.messages.append(
        MessageDefinition(
          block: text.block, name: text.name.text, title: text.title?.text, entries: entries, range: text.name.range))
    }
    context = Context()
  }

  /// What blocks sign off. Whether there is something to sign off is found later.
  mutating func readAcceptances(_ blocks: [BlockSyntax]) {
    for block in blocks {
      for clause in block.clauses("accept") {
        guard let word = clause.word(), let kind = AcceptedKind(rawValue: word.text), let why = clause.text(1) else {
          continue
        }
        program.acceptances.append(
          AcceptanceDefinition(
            kind: kind, why: why.text, block: block.word.text, owner: block.name?.text ?? "", range: clause.range))
      }
    }
  }

  mutating func readChecks(_ blocks: [BlockSyntax]) {
    for block in blocks {
      guard let title = block.title else { continue }
      let conditions = block.clauses("").compactMap { $0.expression() }
      guard let first = conditions.first else {
        if !damaged.contains("check") {
          report(
            .checkWithoutCondition, "this check says nothing", at: title.range,
            cure: "write a condition below it, such as `total is 0 or more`")
        }
        continue
      }
      context = Context(owner: "check")
      defer { context = Context() }
      var guardNode: Int32 = -1
      if let when = block.clause("when")?.expression() {
        let typed = elaborateCondition(when)
        if typed.type.isUnknown { continue }
        guardNode = Int32(typed.node)
        context.facts = context.facts.adding(typed.node, true, in: program)
      }
      let all = conditions.count == 1 ? first : ExpressionSyntax(.and(conditions), first.range)
      let typed = elaborateCondition(all)
      if typed.type.isUnknown { continue }
      program.checks.append(
        CheckDefinition(
          title: title.text, condition: Int32(typed.node), guardNode: guardNode,
          isPerLine: isPerLine[typed.node] || (guardNode >= 0 && isPerLine[Int(guardNode)]), range: title.range))
    }
  }
}
