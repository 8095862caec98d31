package import Diagnostics

/// Rules, tables, effects, tests.
extension DiagnosticCode {
  package static let capital = DiagnosticCode(
    id: "L401", title: "", meaning: "", example: "", cure: "")
  package static let caseWithoutWhen = DiagnosticCode(
    id: "L402", title: "", meaning: "", example: "", cure: "")
  package static let cellNotConstant = DiagnosticCode(
    id: "L403", title: "", meaning: "", example: "", cure: "")
  package static let defaultOutside = DiagnosticCode(
    id: "L404", title: "", meaning: "", example: "", cure: "")
  package static let effectWithoutWhen = DiagnosticCode(
    id: "L405", title: "", meaning: "", example: "", cure: "")
  package static let emptyWindow = DiagnosticCode(
    id: "L406", title: "", meaning: "", example: "", cure: "")
  package static let exceptionToFinal = DiagnosticCode(
    id: "L407", title: "", meaning: "", example: "", cure: "")
  package static let exceptionToInput = DiagnosticCode(
    id: "L408", title: "", meaning: "", example: "", cure: "")
  package static let exceptionToTwoValues = DiagnosticCode(
    id: "L409", title: "", meaning: "", example: "", cure: "")
  package static let exceptionWithoutResult = DiagnosticCode(
    id: "L410", title: "", meaning: "", example: "", cure: "")
  package static let expectInput = DiagnosticCode(
    id: "L411", title: "", meaning: "", example: "", cure: "")
  package static let givenValue = DiagnosticCode(
    id: "L412", title: "", meaning: "", example: "", cure: "")
  package static let guardReadsValue = DiagnosticCode(
    id: "L413", title: "", meaning: "", example: "", cure: "")
  package static let heading = DiagnosticCode(
    id: "L414", title: "", meaning: "", example: "", cure: "")
  package static let highest = DiagnosticCode(
    id: "L415", title: "", meaning: "", example: "", cure: "")
  package static let inputTwoTypes = DiagnosticCode(
    id: "L416", title: "", meaning: "", example: "", cure: "")
  package static let inputWithoutType = DiagnosticCode(
    id: "L417", title: "", meaning: "", example: "", cure: "")
  package static let lowest = DiagnosticCode(
    id: "L418", title: "", meaning: "", example: "", cure: "")
  package static let overruledElsewhere = DiagnosticCode(
    id: "L419", title: "", meaning: "", example: "", cure: "")
  package static let readsGuardedInput = DiagnosticCode(
    id: "L420", title: "", meaning: "", example: "", cure: "")
  package static let ring = DiagnosticCode(
    id: "L421", title: "", meaning: "", example: "", cure: "")
  package static let ruleStateOutside = DiagnosticCode(
    id: "L422", title: "", meaning: "", example: "", cure: "")
  package static let sameRowTwice = DiagnosticCode(
    id: "L423", title: "", meaning: "", example: "", cure: "")
  package static let tablePromise = DiagnosticCode(
    id: "L424", title: "", meaning: "", example: "", cure: "")
  package static let testWithoutExpectation = DiagnosticCode(
    id: "L425", title: "", meaning: "", example: "", cure: "")
  package static let tooManyWords = DiagnosticCode(
    id: "L426", title: "", meaning: "", example: "", cure: "")
  package static let twoOtherwise = DiagnosticCode(
    id: "L427", title: "", meaning: "", example: "", cure: "")
  package static let unusedInput = DiagnosticCode(
    id: "L428", title: "", meaning: "", example: "", cure: "")
  package static let unusedList = DiagnosticCode(
    id: "L429", title: "", meaning: "", example: "", cure: "")
  package static let unusedText = DiagnosticCode(
    id: "L430", title: "", meaning: "", example: "", cure: "")
  package static let unusedValue = DiagnosticCode(
    id: "L431", title: "", meaning: "", example: "", cure: "")
  package static let valueWithoutCase = DiagnosticCode(
    id: "L432", title: "", meaning: "", example: "", cure: "")
}
