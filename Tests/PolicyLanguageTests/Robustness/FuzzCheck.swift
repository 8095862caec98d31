import Diagnostics
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing
import Quantities

/// What must hold for any bytes: used by the fuzz targets in Tests/Fuzz, and by the tests on what these have found.
enum FuzzCheck {
  private static let vocabulary: Vocabulary = {
    do { return try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]) } catch {
      fatalError("\(error)")
    }
  }()

  /// A small book, so that arbitrary blocks have something to read.
  private static let prelude = SourceText(
    name: "prelude.rules",
    text: """
      book fuzz "Fuzz"
        language 1
        currency EUR, JPY
        dated by day-of-order
        shows result
      unit piece "piece" "pieces"
      list receivers "R"
        reseller
      input pieces "P"
        whole number 1 to 1000 pieces
        for each line
      input rate "R"
        percent 0% to 60% in steps of 0.5%
      input fee "F"
        money 0 to 1000 in steps of 0.01
      input day-of-order "D"
        date from 2020-01-01
      input place "C"
        country
      input flag "Y"
        yes or no
      input action "A"
        one of new, old
      input note "N"
        text
      """)

  /// Reads bytes as a rule file: what can be read must print as itself, and what is said about it must be bounded.
  ///
  /// - Returns: What is wrong; nil when nothing is.
  static func reading(_ bytes: some Collection<UInt8>) -> String? {
    let source = SourceText(name: "input.rules", text: String(decoding: bytes, as: UTF8.self))
    let (file, findings) = FileParser.parse(source, index: 0, vocabulary: vocabulary)
    if findings.isEmpty {
      let printer = SyntaxPrinter(vocabulary: vocabulary)
      let printed = printer.text(file)
      let (again, faults) = FileParser.parse(
        SourceText(name: "printed.rules", text: printed), index: 0, vocabulary: vocabulary)
      if let fault = faults.first { return "what is printed is not read: \(fault.message)\n\(printed)" }
      if again != file { return "what is printed reads differently:\n\(printed)\nthen:\n\(printer.text(again))" }
      if printer.text(again) != printed { return "what is printed prints differently:\n\(printed)" }
    }
    for outcome in [
      BookLoader.load([source], vocabulary: vocabulary), BookLoader.load([prelude, source], vocabulary: vocabulary),
      BookLoader.load([prelude], overlay: [source], vocabulary: vocabulary),
    ] {
      if let fault = fault(of: outcome) { return fault }
    }
    // Each line as a person would type it into the console.
    for line in source.text.split(separator: "\n").prefix(8) {
      _ = console.reading(SourceText(name: "console", text: String(line)))
    }
    return nil
  }

  /// A book against which single expressions are read.
  private static let console = BookLoader.empty(vocabulary: vocabulary)

  private static func fault(of outcome: BookLoader.Outcome) -> String? {
    let hasErrors = outcome.diagnostics.contains { $0.severity == .error }
    if (outcome.book == nil) != hasErrors { return "a book without errors does not load, or one with errors does" }
    if outcome.diagnostics.count > 400 { return "\(outcome.diagnostics.count) findings" }
    let renderer = DiagnosticRenderer(sources: outcome.sources)
    for diagnostic in outcome.diagnostics.prefix(3) where renderer.text(diagnostic).utf8.count > 50_000 {
      return "a message of more than 50 kB"
    }
    _ = renderer.json(Array(outcome.diagnostics.prefix(3))).text()
    return nil
  }

  /// Loads bytes as rules and quotes some orders: each twice with the same result, its steps adding up.
  ///
  /// What follows a line `--- order` is an order of its own: a line `NAME=VALUE` for each input.
  ///
  /// - Returns: What is wrong; nil when nothing is.
  static func quoting(_ bytes: some Collection<UInt8>) -> String? {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    var written = Order()
    if let start = lines.firstIndex(of: "--- order") {
      for line in lines[(start + 1)...] {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { written.inputs[String(parts[0])] = String(parts[1]) }
      }
      lines.removeSubrange(start...)
    }
    let source = SourceText(name: "input.rules", text: lines.joined(separator: "\n"))
    var seed = bytes.reduce(UInt64(bytes.count)) { $0 &* 1_099_511_628_211 ^ UInt64($1) }
    for sources in [[source], [prelude, source]] {
      guard let book = BookLoader.load(sources, vocabulary: vocabulary).book else { continue }
      let engine = Engine(book)
      _ = TestRunner(engine).run()
      for round in 0..<4 {
        let order = round == 0 ? written : order(for: book.program, &seed)
        let result = engine.quote(order)
        if result != engine.quote(order) { return "quoted twice, and not the same: \(order)" }
        switch result {
        case .quote(let quote), .missing(_, let quote):
          let text = QuoteDocument.json(quote, collections: engine.collections).text()
          if text.utf8.count > 50_000_000 { return "a quote of \(text.utf8.count) bytes" }
          if let fault = fault(of: quote.steps) { return fault }
          if let figure = quote.figures.first { _ = engine.explain(figure: figure.name, order) }
        case .invalid(let problems): if problems.isEmpty { return "invalid without a reason" }
        }
      }
    }
    return nil
  }

  private static func fault(of steps: [Quote.Step]) -> String? {
    var sums: [String: Int128] = [:]
    for step in steps {
      guard let amount = ExactDecimal(parsing: step.amount)?.rescaled(to: 8),
        let total = ExactDecimal(parsing: step.total)?.rescaled(to: 8)
      else { continue }
      let key = "\(step.price) \(step.line ?? 0)"
      sums[key, default: 0] += amount
      if sums[key] != total { return "steps do not add up: \(step)" }
    }
    return nil
  }

  /// An order that answers nearly all inputs with something they allow.
  private static func order(for program: Program, _ seed: inout UInt64) -> Order {
    func next(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % max(1, count)
    }
    func answer(_ input: InputDefinition) -> String {
      switch input.type {
      case .yesNo: return next(2) == 0 ? "yes" : "no"
      case .word(let words): return words.isEmpty ? "" : program.words[words[next(words.count)]]
      case .words(let words): return words.isEmpty ? "none" : program.words[words[next(words.count)]]
      case .country: return ["SE", "DE", "US"][next(3)]
      case .date:
        let lower = max(input.lower, 16_000)
        return CalendarDate(checkedDayNumber: Int(lower) + next(9_000))?.description ?? "2026-01-31"
      case .text: return ["x", "", "SUMMER"][next(3)]
      case .number(let number):
        let steps = input.step > 0 ? (input.upper &- input.lower) / input.step : 0
        let digits =
          input.allowed.isEmpty
          ? input.lower &+ Int128(next(steps > 1_000_000 ? 1_000_000 : Int(steps) + 1)) &* input.step
          : input.allowed[next(input.allowed.count)]
        guard (0...30).contains(number.scale) else { return "1" }
        let scale = number.isPercent ? max(0, number.scale - 2) : number.scale
        return ExactDecimal(digits: digits, scale: scale).description + (number.isPercent ? "%" : "")
      case .unknown: return ""
      }
    }
    var order = Order(lines: [[:], [:]])
    for input in program.inputs where next(12) > 0 {
      if input.isPerLine {
        for line in order.lines.indices { order.lines[line][input.name] = answer(input) }
      } else {
        order.inputs[input.name] = answer(input)
      }
    }
    return order
  }
}
