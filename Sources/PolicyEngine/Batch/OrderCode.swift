import PolicyLanguage
import PolicyProgram

/// The code for orders that give certain inputs, with its registers and where to find what goes in and comes out.
final class OrderCode {
  let live: Live
  private let machine: RegisterMachine

  /// What is read of it on the way of an order: plain memory, which lives as long as the code.
  struct Live {
    /// Which inputs are given, in words of 64.
    var given: UnsafeMutablePointer<UInt64>
    /// Where each input that is given and read has its register.
    var inputs: FlatBuffer<Pair>
    var figures: FlatBuffer<Int32>
    var refusals: FlatBuffer<Int32>
    var unknown: Int
    var steps: FlatBuffer<FlatStep>
    var registers: UnsafeMutablePointer<Int64>
    var machine: Unmanaged<RegisterMachine>
  }

  struct Pair: BitwiseCopyable {
    var input: Int32
    var place: Int32
  }

  init(_ program: CompiledProgram, given: [UInt64]) {
    func isGiven(_ input: Int) -> Bool { given[input >> 6] >> UInt64(input & 63) & 1 == 1 }
    let inputs = program.plan.program.inputs
    let code = program.code(inputs.indices.map { isGiven($0) ? .always : .never }, isSingleLine: true)
    machine = RegisterMachine(code, program.plan)
    var pairs: [Pair] = []
    for (input, place) in code.flat.places.inputs.enumerated() {
      if place.answer >= 0, isGiven(input) { pairs.append(Pair(input: Int32(input), place: place.answer)) }
      // Code for all orders asks what is given, and reads some answer where nothing is.
      if place.given >= 0 { machine.registers[Int(place.given)] = isGiven(input) ? 1 : 0 }
      if place.answer >= 0, !isGiven(input) {
        machine.registers[Int(place.answer)] = Lowering.range(inputs[input]).lowerBound
      }
    }
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, given.count))
    words.initialize(from: given, count: given.count)
    live = Live(
      given: words, inputs: FlatBuffer(pairs), figures: FlatBuffer(code.flat.places.figures),
      refusals: FlatBuffer(code.flat.places.effects), unknown: Int(code.flat.places.unknown), steps: code.flat.steps,
      registers: machine.registers, machine: Unmanaged.passUnretained(machine))
  }

  deinit {
    live.given.deallocate()
    live.inputs.deallocate()
    live.figures.deallocate()
    live.refusals.deallocate()
  }
}
