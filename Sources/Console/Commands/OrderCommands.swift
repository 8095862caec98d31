import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

extension ConsoleCommand {
  /// `inputs`: what the book asks, with what is given.
  static let inputs = ConsoleCommand(
    name: "inputs", arguments: "", summary: "what an order says, and what this one says so far", completes: .nothing
  ) { session, _ in
    guard let book = session.book, let engine = session.engine else {
      return .problem("no book is loaded: mend the rules and type `reload`")
    }
    let order = session.currentOrder
    var rows: [[String]] = []
    for input in book.program.inputs {
      let given = order.inputs[input.name] ?? ""
      let lines = order.lines.compactMap { $0[input.name] }.joined(separator: ", ")
      rows.append([
        input.name, lines.isEmpty ? given : lines, engine.allowed(input.name).joined(separator: ", "), input.title,
      ])
    }
    return ConsoleResponse(output: Columns(headings: ["input", "this order", "can be", "meaning"]).text(rows))
  }

  /// `line NAME=VALUE …`: one more line of the order.
  static let line = ConsoleCommand(
    name: "line", arguments: "NAME=VALUE …", summary: "one more line of the order", completes: .assignments
  ) { session, arguments in
    guard let engine = session.engine, let book = session.book else {
      return .problem("no book is loaded: mend the rules and type `reload`")
    }
    let line: [String: String]
    switch Assignments.all(arguments) {
    case .success(let said): line = Dictionary(said, uniquingKeysWith: { _, last in last })
    case .failure(let problem): return .problem(problem.message, problem.status)
    }
    if line.isEmpty { return .problem("a line says something of its own: `line licences=10`", ExitStatus.usage) }
    var order = session.orderToChange
    if order.lines.isEmpty {
      // What was given for the only line so far becomes the first of several.
      let own = order.inputs.filter { name, _ in
        book.program.input(named: name).map { book.program.inputs[$0].isPerLine } ?? false
      }
      if !own.isEmpty {
        order.lines.append(own)
        for name in own.keys { order.inputs[name] = nil }
      }
    }
    order.lines.append(line)
    if let problem = engine.problems(in: order).first { return .problem(problem.text) }
    let taken = session.change(to: order)
    return ConsoleResponse(
      output: (taken.isEmpty ? "" : taken + "\n")
        + "the order has \(order.lines.count) \(order.lines.count == 1 ? "line" : "lines")")
  }

  /// `order FILE`: takes an order from a JSON file.
  static let order = ConsoleCommand(
    name: "order", arguments: "FILE", summary: "take an order from a JSON file", completes: .files, isForStaff: true
  ) { session, arguments in
    if arguments.isEmpty { return .problem("an order is taken from a file: `order FILE`", ExitStatus.usage) }
    guard let engine = session.engine else { return .problem("no book is loaded: mend the rules and type `reload`") }
    switch session.files.read(arguments).flatMap({ OrderDocument.reading($0, name: arguments) }) {
    case .failure(let problem): return .problem(problem.message, problem.status)
    case .success(let order):
      if let problem = engine.problems(in: order).first { return .problem(problem.text) }
      session.order = order
      session.shown = nil
      return ConsoleResponse(output: "the order is that of \(Display.harmless(arguments))")
    }
  }

  /// `clear [NAME]`: takes an input back, or all of them.
  static let clear = ConsoleCommand(
    name: "clear", arguments: "[NAME]", summary: "take an input back, or the whole order", completes: .inputs
  ) { session, arguments in
    if arguments.isEmpty {
      session.order = Order()
      session.shown = nil
      return ConsoleResponse(output: "the order is empty")
    }
    var order = session.orderToChange
    guard order.inputs.removeValue(forKey: arguments) != nil else {
      return .problem("\(arguments) is not given in this order\n  cure: type `inputs` to see what is", ExitStatus.usage)
    }
    return ConsoleResponse(output: session.change(to: order))
  }
}
