/// An order as it comes in: names and raw text, some once and some for each line.
public struct Order: Sendable, Equatable {
  /// Inputs of the whole order. With no lines given, inputs per line may stand here: one line.
  public var inputs: [String: String]
  public var lines: [[String: String]]

  public init(inputs: [String: String] = [:], lines: [[String: String]] = []) {
    self.inputs = inputs
    self.lines = lines
  }
}
