import PolicyLanguage
import PolicyModel
import PolicyProgram

/// A table's columns as a box sees them: which are sets of the space, with the positions that each row allows.
struct TableView {
  /// For each column, the positions each row allows, or nothing where the column is compared by its ends.
  var sets: [[Domain]?]
  /// Rows by the lower end of the last key, for slices.
  var sliced: [Int32]

  init(_ table: TableDefinition, _ view: SpaceView, _ space: Space) {
    let columns = table.columnCount
    sets = (0..<columns).map { column in
      let node = view.plan.nodes[view.resolved(column < table.keys.count ? table.keys[column] : table.dateNode)]
      guard node.operation == .input else { return nil }
      let values = view.values[Int(node.first)]
      guard !values.isEmpty, space.variables[view.variable(node.first, 0)].isSet else { return nil }
      if case .words = view.program.inputs[Int(node.first)].type { return nil }
      var placeOf: [Int64: Int] = [:]
      for (position, value) in values.enumerated() where value >= 0 { placeOf[Int64(clamping: value)] = position }
      let all = Domain(first: values.count)
      return table.rows.indices.map { row in
        let (lower, upper) = (table.lowers[row * columns + column], table.uppers[row * columns + column])
        if lower == .min, upper == .max { return all }
        if lower == upper { return placeOf[lower].map { Domain(position: $0) } ?? .noPosition }
        var domain = Domain.noPosition
        for (value, position) in placeOf where value >= lower && value <= upper { domain.insert(position: position) }
        return domain
      }
    }
    let last = table.keys.count - 1
    sliced =
      table.reading == .row
      ? []
      : table.rows.indices.sorted { table.lowers[$0 * columns + last] < table.lowers[$1 * columns + last] }.map(
        Int32.init)
  }
}
