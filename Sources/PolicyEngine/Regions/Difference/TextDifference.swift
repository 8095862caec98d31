import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// What two versions of a book say in other words where they do the same: what refusals and warnings say, whom notices
/// go to, the texts of messages, and the titles and reasons that quotes show.
struct TextDifference {
  private let engines: [Engine]
  private var lines: [String] = []

  init(_ old: Engine, _ new: Engine) { engines = [old, new] }

  /// One sentence for each text that both versions have, and that is another.
  mutating func run() -> [String] {
    compareEffects()
    compareMessages()
    for value in engines[1].program.values where !value.isStep {
      guard let index = engines[0].plan.valueIndex[value.name], !engines[0].program.values[index].isStep else {
        continue
      }
      compare(engines[0].program.values[index], value)
    }
    for input in engines[1].program.inputs {
      guard let index = engines[0].plan.inputIndex[input.name] else { continue }
      compare("input \(input.name)", "title", engines[0].program.inputs[index].title, input.title)
    }
    for unit in engines[1].program.units {
      guard let other = engines[0].program.units.first(where: { $0.name == unit.name }) else { continue }
      compare(
        "unit \(unit.name)", "word", "\(other.singular), \(other.plural)", "\(unit.singular), \(unit.plural)")
    }
    return lines
  }

  private mutating func compare(
    _ subject: String, _ what: String, _ old: String?, _ new: String?, verb: String = "has"
  ) {
    if old == new { return }
    let line = "\(subject) \(verb) another \(what): \(Self.quoted(old)) → \(Self.quoted(new))"
    // The rows of a table share their table's name.
    if !lines.contains(line) { lines.append(line) }
  }

  private static func quoted(_ text: String?) -> String { text.map { "“\($0)”" } ?? "none" }

  // MARK: Effects

  private mutating func compareEffects() {
    for effect in engines[1].program.effects {
      guard
        let old = engines[0].program.effects.first(where: { $0.kind == effect.kind && $0.name == effect.name })
      else { continue }
      let subject: String
      switch effect.collection {
      case "refusals": subject = "refusal \(effect.name)"
      case "warnings": subject = "warning \(effect.name)"
      default: subject = "\(effect.kind) \(effect.name)"
      }
      compare(subject, "title", old.title, effect.title)
      for name in (old.fields + effect.fields).map(\.name).unique {
        let texts = zip([old, effect], engines).map { effect, engine in
          Self.joined(effect.fields.filter { $0.name == name }.map { text($0.text, engine) })
        }
        let isSaid = name == "say"
        compare(subject, isSaid ? "text" : "“\(name)”", texts[0], texts[1], verb: isSaid ? "says" : "has")
      }
      compare(subject, "reason", old.because, effect.because, verb: "gives")
      compare(subject, "source", old.source, effect.source, verb: "gives")
    }
  }

  private mutating func compareMessages() {
    for message in engines[1].program.messages {
      guard
        let old = engines[0].program.messages.first(where: { $0.block == message.block && $0.name == message.name })
      else { continue }
      for key in (old.entries + message.entries).map({ "“\($0.field) \($0.language)”" }).unique {
        let texts = zip([old, message], engines).map { message, engine in
          Self.joined(
            message.entries.filter { "“\($0.field) \($0.language)”" == key }.map { text($0.text, engine) })
        }
        compare("\(message.block) \(message.name)", key, texts[0], texts[1])
      }
    }
  }

  // MARK: Values

  private mutating func compare(_ old: ValueDefinition, _ new: ValueDefinition) {
    compare(new.name, "title", old.title, new.title)
    compare(new.name, "unit", Self.unit(old.type), Self.unit(new.type))
    var met: [String: Int] = [:]
    for item in new.cases {
      let place = met[item.name, default: 0]
      met[item.name] = place + 1
      let others = old.cases.filter { $0.name == item.name }
      guard others.indices.contains(place) else { continue }
      let other = others[place]
      let subject = item.name == new.name ? new.name : "\(item.name) of \(new.name)"
      if item.name != new.name { compare(subject, "title", other.title, item.title) }
      compareNotes(subject, (other.because, other.source, other.print), (item.because, item.source, item.print))
      compare(subject, "text", text(other.refusal, engines[0]), text(item.refusal, engines[1]), verb: "refuses with")
      if other.steps.count == item.steps.count {
        for (one, two) in zip(other.steps, item.steps) { compare(subject, "label", one.label, two.label) }
      }
      if let before = table(other, engines[0]), let after = table(item, engines[1]) {
        compare(before, after, subject)
      }
    }
  }

  /// What a figure is shown in; nil for a plain number.
  private static func unit(_ type: ValueType) -> String? {
    guard let number = type.number else { return nil }
    if number.isPercent { return "%" }
    let money = number.dimension.money
    let powers = (money == 0 ? [] : [("money", money)]) + number.dimension.units.map { ($0.name, $0.power) }
    if powers.isEmpty { return nil }
    return powers.map { name, power in
      (power < 0 ? "per " : "") + name + (abs(power) == 1 ? "" : "^\(abs(power))")
    }.joined(separator: " ")
  }

  private mutating func compareNotes(
    _ subject: String, _ old: (because: String?, source: String?, print: TextTemplate?),
    _ new: (because: String?, source: String?, print: TextTemplate?)
  ) {
    compare(subject, "reason", old.because, new.because, verb: "gives")
    compare(subject, "source", old.source, new.source, verb: "gives")
    compare(subject, "text", text(old.print, engines[0]), text(new.print, engines[1]), verb: "prints")
  }

  private func table(_ item: CaseDefinition, _ engine: Engine) -> TableDefinition? {
    engine.program.table(of: item).map { engine.program.tables[$0] }
  }

  /// Rows that say the same, by what they say.
  private mutating func compare(_ old: TableDefinition, _ new: TableDefinition, _ subject: String) {
    compare(
      subject, "text", text(old.otherwiseRefusal, engines[0]), text(new.otherwiseRefusal, engines[1]),
      verb: "refuses with")
    let width = old.columnCount
    guard width == new.columnCount else { return }
    func bounds(_ table: TableDefinition, _ row: Int) -> [Int64] {
      let own = row * width..<(row + 1) * width
      return Array(table.lowers[own]) + Array(table.uppers[own])
    }
    let rows = Dictionary(old.rows.indices.map { (bounds(old, $0), $0) }, uniquingKeysWith: { first, _ in first })
    for row in new.rows.indices {
      guard let place = rows[bounds(new, row)] else { continue }
      let (one, two) = (old.rows[place], new.rows[row])
      compareNotes(subject, (one.because, one.source, one.print), (two.because, two.source, two.print))
      compare(subject, "text", text(one.refusal, engines[0]), text(two.refusal, engines[1]), verb: "refuses with")
    }
  }

  // MARK: Texts

  private static func joined(_ texts: [String]) -> String? { texts.isEmpty ? nil : texts.joined(separator: " ") }

  private func text(_ template: TextTemplate?, _ engine: Engine) -> String? { template.map { text($0, engine) } }

  /// As its author wrote it, with the names of figures in braces.
  private func text(_ template: TextTemplate, _ engine: Engine) -> String {
    template.parts.map { part in
      switch part {
      case .literal(let text): text
      case .node(let node): "{\(Self.name(node, engine.program))}"
      }
    }.joined()
  }

  /// The name of the input or value that stands in a text: nothing else can.
  private static func name(_ node: Int32, _ program: Program) -> String {
    let record = program.nodes[Int(node)]
    switch record.operation {
    case .input: return program.inputs[Int(record.first)].name
    case .value: return program.values[Int(record.first)].name
    case .rescale: return name(record.first, program)
    default: return "…"
    }
  }
}
