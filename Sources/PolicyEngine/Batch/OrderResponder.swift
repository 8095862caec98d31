import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Answers one order in JSON with its figures in JSON, without reasons: for a service that is asked for one price after
/// another. Used by one thread at a time.
package final class OrderResponder {
  private let engine: Engine
  private let machine: OrderMachine
  private let reader: JSONOrderReader
  private let block: OrderBlock
  private let forms: FlatBuffer<FigureForm>
  private let writers: [FigureWriter]
  private let names: [[UInt8]]
  private let currencyInput: Int

  /// - Parameter program: What is asked for; it has been made for the engine.
  package init(_ engine: Engine, _ program: CompiledProgram) {
    self.engine = engine
    machine = OrderMachine(program)
    block = OrderBlock(engine.plan, capacity: 1)
    let inputs = Dictionary(
      engine.program.inputs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    reader = JSONOrderReader(engine, carriedCount: 0, keepsOthers: false, capacity: 1) { name in
      if let input = inputs[name] { return .success(.input(input)) }
      return .failure(OrderDocumentProblem(text: "there is no input “\(name)”"))
    }
    writers = program.figures.map { FigureWriter(value: $0, engine.plan) }
    forms = FlatBuffer(writers.map(\.form))
    names = program.figures.enumerated().map {
      Array(($0 == 0 ? "{\"" : "\",\"").utf8) + Array("\(engine.program.values[$1].name)\":\"".utf8)
    }
    currencyInput = engine.program.currencyInput
  }

  deinit {
    for index in 0..<forms.count { forms[index].deallocate() }
    forms.deallocate()
  }

  /// Writes the figures of an order, or `{"problem":…}`.
  ///
  /// - Parameter order: A JSON object; 16 bytes behind it can be read.
  package func respond(_ order: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
    block.removeAll()
    var (position, line) = (0, 1)
    reader.fill(block, order, position: &position, line: &line)
    if let rejected = reader.rejected.first {
      reader.rejected.removeAll()
      return problem(rejected.message, buffer)
    }
    guard block.orderCount == 1 else { return problem("there is no order", buffer) }
    // Several lines, and answers beyond 64 bits, are seldom.
    guard block.isSingleLine, block.wide.isEmpty, block.texts.isEmpty else { return several(buffer) }
    machine.begin()
    for input in block.columns.indices where block.columns[input].given[0] != 0 {
      machine.set(input: input, block.columns[input].read(0))
    }
    machine.price()
    guard machine.state == .priced, machine.wide == nil else { return seldom(buffer) }
    let currency =
      currencyInput >= 0 && block.columns[currencyInput].given[0] != 0
      ? block.columns[currencyInput].read(0) : -1
    for index in writers.indices {
      names[index].withUnsafeBufferPointer { buffer.append($0.baseAddress!, $0.count) }
      if !forms[index].write(machine.figures[index], currency: currency, to: buffer) {
        writers[index].write(machine.figures[index], currency: currency, to: buffer)
      }
    }
    buffer.append("\"}")
  }

  private func problem(_ text: String, _ buffer: ByteBuffer) {
    buffer.append("{\"problem\":")
    buffer.append(json: text)
    buffer.append("}")
  }

  /// An order of several lines.
  private func several(_ buffer: ByteBuffer) {
    var amounts: [Engine.Amount] = []
    engine.amounts(machine.program.figures, block.order(0), into: &amounts)
    guard amounts.allSatisfy({ $0.state == .known }), engine.decision(0, block.order(0)).isTurnedDown == false else {
      return seldom(buffer)
    }
    let currency =
      currencyInput >= 0 && block.columns[currencyInput].given[0] != 0
      ? block.columns[currencyInput].read(0) : -1
    for index in writers.indices {
      names[index].withUnsafeBufferPointer { buffer.append($0.baseAddress!, $0.count) }
      writers[index].write(amounts[index], currency: currency, to: buffer)
    }
    buffer.append("\"}")
  }

  /// An order without all figures: what it lacks, or why it is refused.
  private func seldom(_ buffer: ByteBuffer) {
    switch engine.quote(block.order(0)) {
    case .missing(let missing, _):
      problem("this order needs \(missing.map(\.input).joined(separator: ", "))", buffer)
    case .quote(let quote):
      problem(quote.refusals.first.map { $0.name ?? $0.text } ?? "a figure is too large", buffer)
    case .invalid(let problems): problem(problems.map(\.sentence).joined(separator: "; "), buffer)
    }
  }
}
