import PolicyLanguage
import PolicyProgram

/// A node as the evaluator walks it: a program's node with what its types say.
struct PlanNode: BitwiseCopyable {
  var operation: Node.Operation
  /// Whether it has one result for each line.
  var isPerLine: Bool
  /// It is a checkpoint, with a slot of its own.
  var isRemembered = false
  /// For `input` and `value`: where its slot is. For `multiply`, `divide` and `round`: by how many decimal digits the
  /// result must be moved. For `aggregate` `count`: 1 where it counts conditions that hold.
  var shift: Int32
  var first: Int32
  var second: Int32
  var third: Int32
  var constant: Int128
}

/// A value: where its cases and its slot are, and how it can be decided.
struct PlanValue: BitwiseCopyable {
  var firstCase: Int32
  var caseCount: Int32
  var baseCount: Int32
  /// The node of the result where there is nothing to decide; -1 otherwise.
  var plainResult: Int32
  var slot: Int32
  var isPerLine: Bool
  var hasFinal: Bool
  /// Some base case applies to every order, whatever it says.
  var baseIsCertain: Bool
}

/// A case of a value.
struct PlanCase: BitwiseCopyable {
  var condition: Int32
  var dateNode: Int32
  var firstDay: Int128
  var lastDay: Int128
  var result: Int32
  var firstTarget: Int32
  var targetCount: Int32
  var isOtherwise: Bool
  var isFinal: Bool
  /// It is an exception to every base case.
  var targetsAllBase: Bool
  /// Its result is `constant`, the same for every order.
  var isConstant: Bool
  var constant: Int128
}

/// An input: where its slot is and what it is when nothing is said.
struct PlanInput: BitwiseCopyable {
  var slot: Int32
  var isPerLine: Bool
  var defaultNode: Int32
  var guardNode: Int32
}

/// A list: its entries in the order of their codes.
struct PlanList: BitwiseCopyable {
  var firstEntry: Int32
  var entryCount: Int32
}

/// A stay of a code in a list.
struct PlanListEntry: BitwiseCopyable {
  var code: Int32
  var firstDay: Int64
  var lastDay: Int64
}
