package import PolicyEngine

/// Orders at boundaries, ready for a rule file.
package enum BoundaryText {
  package static func text(_ tests: BoundaryTests) -> String {
    if tests.blocks.isEmpty { return "# no decision flips anywhere" }
    let head =
      "# \(tests.flips) flips" + (tests.without > 0 ? "; for \(tests.without) more no pair of orders was found" : "")
    return ([head] + tests.blocks).joined(separator: "\n\n")
  }
}
