package import Diagnostics
import PolicyModel

/// The pages of all mistakes that the core can find.
package enum DiagnosticCatalogue {
  /// Every code of the core, by id.
  package static let all: [DiagnosticCode] = (loading + DiagnosticCode.calendarCodes).sorted { $0.id < $1.id }

  /// Those of them that loading a book can find.
  package static let loading: [DiagnosticCode] = [
    DiagnosticCode.lineCodes, DiagnosticCode.habitCodes, DiagnosticCode.writingCodes, DiagnosticCode.nameCodes,
    DiagnosticCode.numberCodes, DiagnosticCode.conditionCodes, DiagnosticCode.ruleCodes,
    [.rowShape, .tableWithoutRows],
  ].flatMap(\.self)
}
