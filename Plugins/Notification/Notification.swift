public import PolicyModel

/// The notification plugin: `notify` collects who is told, `template` holds what they are told.
///
/// Nothing is sent while a quote is made: a notice is data.
public enum Notification {
  /// Everything it adds.
  public static let plugin = Plugin(
    name: "notification", summary: "Notices, and their texts in several languages.", blocks: [notify, template],
    channels: [Maildrop.channel],
    codes: TemplateLanguages.codes)

  private static let notify = BlockDeclaration(
    word: "notify", summary: "Somebody is told.", defines: .effect(collection: "notices"),
    clauses: [
      .when,
      .init(
        "tell", [.word("tell"), .wordOf(list: "receivers")], .once, summary: "Who: a word of the list receivers.",
        example: "tell reseller"),
      .init(
        "with template", [.word("with"), .word("template"), .textName(block: "template")], .once, summary: "What.",
        example: "with template discount-forfeited"), .because, .source,
    ] + ClauseDeclaration.dates,
    lower: lowerNotice)

  private static let template = BlockDeclaration(
    word: "template", summary: "What a notice says, in each language.", defines: .text,
    clauses: [
      .init(
        "subject", [.word("subject"), .name, .text], .atLeastOnce, summary: "The heading, in a language.",
        example: "subject en \"Your discount has ended\""),
      .init(
        "text", [.word("text"), .name, .text], .atLeastOnce, summary: "One paragraph, in a language.",
        example: "text en \"Dear reseller\""),
    ], lower: lowerTemplate)

  private static func lowerNotice(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    var fields: [EffectDeclaration.Field] = []
    if let receiver = block.clause("tell")?.word() { fields.append(.init("to", .wordOf(list: "receivers", receiver))) }
    if let template = block.clause("with template")?.word() {
      fields.append(.init("template", .textName(block: "template", template)))
    }
    return Lowered(effects: [
      EffectDeclaration(
        kind: "notify", name: name, title: block.title, when: block.clause("when")?.expression(), window: block.window,
        datedBy: block.datedBy, fields: fields, because: block.clause("because")?.text(),
        source: block.clause("source")?.text(), range: block.range)
    ])
  }

  private static func lowerTemplate(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    var entries: [TextDeclaration.Entry] = []
    for clause in block.clauses {
      guard let language = clause.word(0), let text = clause.text(1) else { continue }
      entries.append(.init(field: clause.key, language: language, text: text))
    }
    return Lowered(
      texts: [TextDeclaration(block: "template", name: name, title: block.title, entries: entries, range: block.range)],
      findings: TemplateLanguages.findings(of: entries, name))
  }
}
