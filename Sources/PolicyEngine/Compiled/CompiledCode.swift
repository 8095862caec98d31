import PolicyLanguage
import PolicyModel
import PolicyProgram

/// What is asked of many orders.
struct CodeRequest: Hashable, Sendable {
  /// Values whose totals are asked for.
  var figures: [Int]
  /// Effects of which it is asked whether they fire: the refusals.
  var effects: [Int]
  /// Values of which it is asked which case decides.
  var decisions: [Int]
}

/// A program made into code for orders that give certain inputs. It never changes; any number of machines share it.
final class CompiledCode: @unchecked Sendable {
  let instructions: [Instruction]
  /// The same for one order.
  let flat: FlatCode
  let operands: [Int32]
  let tables: CodeTables
  /// Its arrays in plain memory, written once.
  let arrays: FlatBuffer<LaneArray>
  let inputs: [InputPlace]
  /// Every place a register can have, by lane: its lane and whether it is per line.
  let places: [Place]
  let figures: [FigurePlace]
  /// Where each effect asked for fires: a byte.
  let effects: [Int32]
  /// Which case decides each value asked for, on each line where its register is per line.
  let decisions: [Int32]
  /// Where several cases of one of them remain, so that only the evaluator tells which decides: a byte.
  let clashes: Int32
  /// Where the order is the evaluator's: a byte.
  let unknown: Int32
  let isSingleLine: Bool

  struct Place: BitwiseCopyable, Sendable {
    var lane: Lane
    var isPerLine: Bool
  }

  /// An input as the code reads it; places of -1 are not read.
  struct InputPlace: Sendable {
    var answer: Int32
    var given: Int32
  }

  struct FigurePlace: Sendable {
    var place: Int32
    var lane: Lane
    /// An earlier figure lies there too.
    var isShared: Bool
  }

  /// Registers that go in and come out.
  struct Places: Sendable {
    var inputs: [InputPlace]
    var figures: [Int32]
    var effects: [Int32]
    var unknown: Int32

    var outputs: [Int32] { figures + effects + [unknown] }

    func renamed(_ place: (Int32) -> Int32) -> Places {
      Places(
        inputs: inputs.map { InputPlace(answer: place($0.answer), given: place($0.given)) },
        figures: figures.map(place), effects: effects.map(place), unknown: place(unknown))
    }
  }

  init(_ plan: Plan, _ request: CodeRequest, presence: [Presence], isSingleLine: Bool) {
    self.isSingleLine = isSingleLine
    var lowering = Lowering(plan, presence: presence, isSingleLine: isSingleLine)
    let effects = request.effects.map { plan.program.effects[$0] }
    lowering.prepare(nodes: effects.flatMap { [$0.condition, $0.dateNode] }, values: request.figures)
    var unknown = lowering.builder.no
    let figures = request.figures.map { lowering.total(ofValue: $0, &unknown) }
    let fires = effects.map { effect in
      let truth = lowering.fires(effect)
      unknown = lowering.builder.or(unknown, truth.unknown)
      return lowering.builder.column(truth.yes, lane: .byte)
    }
    var isSeveral = lowering.builder.no
    let decisions = request.decisions.map { value in
      let decided = lowering.decided(Int32(value))
      isSeveral = lowering.builder.or(isSeveral, lowering.anyLine(decided.isSeveral))
      return lowering.builder.column(decided.position, lane: .int)
    }
    let clashes = lowering.builder.column(isSeveral, lane: .byte)
    let escapes = lowering.builder.column(unknown, lane: .byte)
    var allocation = RegisterAllocation(
      lowering.builder, keep: figures + fires + decisions + [clashes, escapes],
      inputs: lowering.inputs.flatMap { [$0.answer, $0.given] }.filter { $0 >= 0 })
    allocation.run()
    instructions = allocation.instructions
    operands = allocation.operands
    tables = lowering.builder.tables
    arrays = FlatBuffer(lowering.builder.tables.arrays.map { LaneArray($0) })
    flat = FlatCode(
      allocation.steps, lowering.builder,
      Places(
        inputs: lowering.inputs.map { InputPlace(answer: $0.answer, given: $0.given) }, figures: figures,
        effects: fires, unknown: escapes))
    places = allocation.places
    inputs = lowering.inputs.map {
      InputPlace(
        answer: allocation.place($0.answer), given: $0.given < 0 ? -1 : allocation.place($0.given))
    }
    self.figures = figures.enumerated().map { index, register in
      FigurePlace(
        place: allocation.place(register), lane: lowering.builder.lane(register),
        isShared: figures.prefix(index).contains(register))
    }
    self.effects = fires.map { allocation.place($0) }
    self.decisions = decisions.map { allocation.place($0) }
    self.clashes = allocation.place(clashes)
    self.unknown = allocation.place(escapes)
  }
}

extension Lowering {
  /// The register of a value's total for the order, as ``Evaluator/total(ofValue:)`` has it; where it is a ratio, unknown.
  fileprivate mutating func total(ofValue value: Int, _ unknown: inout Int32) -> Int32 {
    let lowered = lower(value: Int32(value))
    let isNumber = program.values[value].type.number != nil
    switch lowered {
    case .truth(let truth):
      unknown = builder.or(unknown, firstLine(truth.unknown))
      return builder.column(firstLine(truth.yes), lane: .byte)
    case .number(let number):
      let total =
        isNumber && program.values[value].isPerLine
        ? sum(number)
        : Number(
          numerator: firstLine(number.numerator), denominator: firstLine(number.denominator),
          unknown: firstLine(number.unknown))
      unknown = builder.or(unknown, isWhole(total) ? total.unknown : builder.yes)
      return builder.column(total.numerator)
    }
  }
}
