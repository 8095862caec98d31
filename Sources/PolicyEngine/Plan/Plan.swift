import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// A program laid out for evaluation: flat records in plain memory, slots for memoised results, indexed tables.
///
/// A plan is made once for a program and never changes; any number of evaluators share it.
final class Plan: @unchecked Sendable {
  let program: Program
  let nodes: FlatBuffer<PlanNode>
  let values: FlatBuffer<PlanValue>
  let cases: FlatBuffer<PlanCase>
  let targets: FlatBuffer<Int32>
  let inputs: FlatBuffer<PlanInput>
  let operands: FlatBuffer<Int32>
  let lists: FlatBuffer<PlanList>
  let listEntries: FlatBuffer<PlanListEntry>
  let tables: FlatBuffer<PlanTable>
  let tableKeys: FlatBuffer<Int32>
  let rows: FlatBuffer<PlanRow>
  let bounds: FlatBuffer<PlanBounds>
  let buckets: FlatBuffer<PlanBucket>
  let rowLists: FlatBuffer<Int32>
  /// Decimal digits of the minor unit by the word code of a currency; -1 for other words.
  let minorDigits: FlatBuffer<Int8>
  /// Slots of the order, then so many for each line.
  let orderSlots: Int
  let lineSlots: Int
  let spreadSlot: Int
  /// What has to be evaluated first, so that no order is too deep for the stack; empty for all but extreme books.
  let checkpoints: [Checkpoint]
  /// Slots of nodes that are checkpoints, by node; -1 for others. Empty where there are none.
  let nodeSlots: FlatBuffer<Int32>
  /// How many values each value builds on, one upon the other.
  let valueDepths: [Int32]
  let inputIndex: [String: Int]
  let valueIndex: [String: Int]
  /// The value and the case of each exception, by name.
  let ruleIndex: [String: (value: Int, case: Int)]

  init(_ program: Program) {
    self.program = program
    var layout = PlanLayout(program)
    let graph = ReadGraph(program)
    layout.build(graph)
    nodes = FlatBuffer(layout.nodes)
    values = FlatBuffer(layout.values)
    cases = FlatBuffer(layout.cases)
    targets = FlatBuffer(layout.targets)
    inputs = FlatBuffer(layout.inputs)
    operands = FlatBuffer(program.operands)
    lists = FlatBuffer(layout.lists)
    listEntries = FlatBuffer(layout.listEntries)
    let tableLayout = TableLayout(program)
    tables = FlatBuffer(tableLayout.tables)
    tableKeys = FlatBuffer(tableLayout.keys)
    rows = FlatBuffer(tableLayout.rows)
    bounds = FlatBuffer(tableLayout.bounds)
    buckets = FlatBuffer(tableLayout.buckets)
    rowLists = FlatBuffer(tableLayout.rowLists)
    minorDigits = FlatBuffer(
      program.words.map { word in
        program.currencies.first { $0.code == word }.map { Int8($0.minorDigits) } ?? -1
      })
    orderSlots = layout.orderSlots
    lineSlots = layout.lineSlots
    spreadSlot = layout.spreadSlot
    checkpoints = layout.checkpoints
    nodeSlots = FlatBuffer(layout.nodeSlots)
    valueDepths = graph.levels(ofValues: true).values
    inputIndex = Dictionary(program.inputs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    valueIndex = Dictionary(program.values.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var rules: [String: (value: Int, case: Int)] = [:]
    for (index, value) in program.values.enumerated() {
      for (position, definition) in value.cases.enumerated() where position >= value.baseCount {
        rules[definition.name] = (index, position)
      }
    }
    ruleIndex = rules
  }

  deinit {
    nodes.deallocate()
    values.deallocate()
    cases.deallocate()
    targets.deallocate()
    inputs.deallocate()
    operands.deallocate()
    lists.deallocate()
    listEntries.deallocate()
    tables.deallocate()
    tableKeys.deallocate()
    rows.deallocate()
    bounds.deallocate()
    buckets.deallocate()
    rowLists.deallocate()
    minorDigits.deallocate()
    nodeSlots.deallocate()
  }

  /// Something to evaluate before all else.
  enum Checkpoint {
    case value(Int)
    case node(Int)
  }

  /// The scale of a node's number; 0 for what is no number.
  func scale(of node: Int32) -> Int { program.types[Int(node)].number?.scale ?? 0 }
}
