import PolicyLanguage

extension CompiledCode {
  /// The code as text, one step a line: for people who look into it.
  var listing: String {
    func name(_ place: Int32) -> String {
      place < 0 ? "-" : "\(places[Int(place)].isPerLine ? "l" : "r")\(place)"
    }
    return instructions.map { step in
      var words = ["\(name(step.result))\(step.other >= 0 ? ",\(name(step.other))" : "")", "=", "\(step.operation)"]
      words.append(".\(step.lane)")
      if step.operation == .call || step.operation == .spread || step.operation == .probe {
        words.append("\(step.first) \(step.second) \(step.third)")
      } else {
        for operand in [step.first, step.second, step.third] where operand >= 0 { words.append(name(operand)) }
      }
      if step.table >= 0 { words.append("table \(step.table)") }
      words.append("#\(step.constant)")
      return words.joined(separator: " ")
    }.joined(separator: "\n")
  }
}

extension CompiledProgram {
  /// The code for orders of one line that give all inputs, or all but some.
  package func listing(without inputs: Set<Int> = []) -> String {
    code(
      plan.program.inputs.indices.map { inputs.contains($0) ? .varies : .always }, isSingleLine: true
    ).listing
  }
}
