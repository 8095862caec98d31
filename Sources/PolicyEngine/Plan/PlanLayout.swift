import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Lays out nodes, values, inputs and lists of a program.
struct PlanLayout {
  let program: Program
  var nodes: [PlanNode] = []
  var values: [PlanValue] = []
  var cases: [PlanCase] = []
  var targets: [Int32] = []
  var inputs: [PlanInput] = []
  var lists: [PlanList] = []
  var listEntries: [PlanListEntry] = []
  var orderSlots = 0
  var lineSlots = 0
  var spreadSlot = 0
  var checkpoints: [Plan.Checkpoint] = []
  var nodeSlots: [Int32] = []

  init(_ program: Program) { self.program = program }

  mutating func build(_ graph: ReadGraph) {
    for input in program.inputs {
      inputs.append(
        PlanInput(
          slot: newSlot(isPerLine: input.isPerLine), isPerLine: input.isPerLine, defaultNode: input.defaultNode,
          guardNode: input.guardNode))
    }
    for value in program.values { add(value) }
    // The share of each line, for every spread.
    spreadSlot = lineSlots
    lineSlots += program.spreads.count
    for list in program.lists { add(list) }
    nodes.reserveCapacity(program.nodes.count)
    for index in program.nodes.indices { addNode(index) }
    addCheckpoints(graph)
  }

  mutating func newSlot(isPerLine: Bool) -> Int32 {
    if isPerLine {
      lineSlots += 1
      return Int32(lineSlots - 1)
    }
    orderSlots += 1
    return Int32(orderSlots - 1)
  }

  private mutating func add(_ value: ValueDefinition) {
    let firstCase = cases.count
    var baseIsCertain = false
    for definition in value.cases {
      let allBase =
        value.baseCount > 0 && definition.targets.count >= value.baseCount
        && Set(definition.targets).isSuperset(of: 0..<value.baseCount)
      let constant = definition.result >= 0 ? constantValue(definition.result) : nil
      cases.append(
        PlanCase(
          condition: definition.condition, dateNode: definition.dateNode, firstDay: definition.firstDay,
          lastDay: definition.lastDay, result: definition.result, firstTarget: Int32(targets.count),
          targetCount: Int32(definition.targets.count), isOtherwise: definition.isOtherwise,
          isFinal: definition.isFinal, targetsAllBase: allBase, isConstant: constant != nil, constant: constant ?? 0))
      targets += definition.targets.map(Int32.init)
    }
    for definition in value.cases.prefix(value.baseCount) where definition.dateNode < 0 && definition.condition < 0 {
      baseIsCertain = true
    }
    values.append(
      PlanValue(
        firstCase: Int32(firstCase), caseCount: Int32(value.cases.count), baseCount: Int32(value.baseCount),
        plainResult: value.plainResult ?? -1, slot: newSlot(isPerLine: value.isPerLine),
        isPerLine: value.isPerLine, hasFinal: value.hasFinal, baseIsCertain: baseIsCertain))
  }

  /// What a node is for every order, if it is a constant or a constant at a finer scale.
  private func constantValue(_ node: Int32) -> Int128? {
    let definition = program.nodes[Int(node)]
    switch definition.operation {
    case .constant: return definition.constant
    case .negate:
      guard let inner = constantValue(definition.first) else { return nil }
      let (difference, overflow) = Int128(0).subtractingReportingOverflow(inner)
      return overflow ? nil : difference
    case .rescale:
      guard let inner = constantValue(definition.first) else { return nil }
      let (product, overflow) = inner.multipliedReportingOverflow(by: definition.constant)
      return overflow ? nil : product
    default: return nil
    }
  }

  private mutating func add(_ list: ListDefinition) {
    let entries = list.entries.sorted { ($0.code, $0.firstDay) < ($1.code, $1.firstDay) }
    lists.append(PlanList(firstEntry: Int32(listEntries.count), entryCount: Int32(entries.count)))
    listEntries += entries.map {
      PlanListEntry(
        code: Int32($0.code), firstDay: Int64(clamping: $0.firstDay), lastDay: Int64(clamping: $0.lastDay))
    }
  }

  private mutating func addNode(_ index: Int) {
    let node = program.nodes[index]
    var record = PlanNode(
      operation: node.operation, isPerLine: program.readsLine(node) { nodes[Int($0)].isPerLine }, shift: 0,
      first: node.first, second: node.second,
      third: node.third, constant: node.constant)
    switch node.operation {
    case .input, .startsWith: record.shift = inputs[Int(node.first)].slot
    case .value: record.shift = values[Int(node.first)].slot
    case .multiply: record.shift = Int32(scale(Int32(index)) - scale(node.first) - scale(node.second))
    case .divide: record.shift = Int32(scale(Int32(index)) - scale(node.first) + scale(node.second))
    case .spanExact: record.shift = Int32(scale(Int32(index)))
    case .round(_, let target):
      record.shift = Int32(scale(node.first) - scale(Int32(index)))
      // The step depends on the order's currency: here is the scale it is found by.
      if target == .minorUnit { record.constant = Int128(scale(Int32(index))) }
    case .aggregate:
      if case .yesNo = program.types[Int(node.first)] { record.shift = 1 }
    default: break
    }
    nodes.append(record)
  }

  private func scale(_ node: Int32) -> Int { program.types[Int(node)].number?.scale ?? 0 }
}
