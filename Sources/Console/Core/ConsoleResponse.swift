/// What one line of the console gives: text for standard output, text for standard error, and whether all is well.
package struct ConsoleResponse: Sendable, Equatable {
  package var output = ""
  package var problem = ""
  /// The exit code if this line ended the program: 0, or that of the first thing that went wrong.
  package var status: Int32 = 0
  /// The console ends here.
  package var ends = false

  package init(output: String = "", problem: String = "", status: Int32 = 0, ends: Bool = false) {
    self.output = output
    self.problem = problem
    self.status = status
    self.ends = ends
  }

  /// The same, with something said before it; not once more what this says anyway.
  func after(_ note: ConsoleResponse) -> ConsoleResponse {
    var response = self
    func joined(_ one: String, _ other: String) -> String {
      one.isEmpty || other.hasPrefix(one) ? other : other.isEmpty ? one : "\(one)\n\(other)"
    }
    response.output = joined(note.output, output)
    response.problem = joined(note.problem, problem)
    return response
  }

  /// Something was asked for that cannot be: a message and its exit code.
  package static func problem(_ text: String, _ status: Int32 = ExitStatus.data) -> ConsoleResponse {
    ConsoleResponse(problem: text, status: status)
  }
}

/// The program's exit codes, after sysexits.
package enum ExitStatus {
  package static let no: Int32 = 1
  /// Nothing was found, and not everything was looked at.
  package static let unchecked: Int32 = 2
  package static let usage: Int32 = 64
  package static let data: Int32 = 65
  package static let noInput: Int32 = 66
  package static let unavailable: Int32 = 69
  package static let software: Int32 = 70
  package static let cannotCreate: Int32 = 73
  package static let inputOutput: Int32 = 74
  package static let notPermitted: Int32 = 77
  package static let interrupted: Int32 = 130
}
