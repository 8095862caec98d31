package import Diagnostics

/// Names, words and lists.
extension DiagnosticCode {
  package static let unknownName = DiagnosticCode(
    id: "L201", title: "", meaning: "", example: "", cure: "")
  package static let unknownList = DiagnosticCode(
    id: "L202", title: "", meaning: "", example: "", cure: "")
  package static let unknownUnit = DiagnosticCode(
    id: "L203", title: "", meaning: "", example: "", cure: "")
  package static let unknownText = DiagnosticCode(
    id: "L204", title: "", meaning: "", example: "", cure: "")
  package static let unknownTarget = DiagnosticCode(
    id: "L205", title: "", meaning: "", example: "", cure: "")
  package static let unknownRule = DiagnosticCode(
    id: "L206", title: "", meaning: "", example: "", cure: "")
  package static let unknownInput = DiagnosticCode(
    id: "L207", title: "", meaning: "", example: "", cure: "")
  package static let unknownEffect = DiagnosticCode(
    id: "L208", title: "", meaning: "", example: "", cure: "")
  package static let unknownCountry = DiagnosticCode(
    id: "L209", title: "", meaning: "", example: "", cure: "")
  package static let unknownCurrency = DiagnosticCode(
    id: "L210", title: "", meaning: "", example: "", cure: "")
  package static let currencyNotInBook = DiagnosticCode(
    id: "L211", title: "", meaning: "", example: "", cure: "")
  package static let namedTwice = DiagnosticCode(
    id: "L212", title: "", meaning: "", example: "", cure: "")
  package static let reservedName = DiagnosticCode(
    id: "L213", title: "", meaning: "", example: "", cure: "")
  package static let nameIsListWord = DiagnosticCode(
    id: "L214", title: "", meaning: "", example: "", cure: "")
  package static let wordNotInList = DiagnosticCode(
    id: "L215", title: "", meaning: "", example: "", cure: "")
  package static let orWithoutSubject = DiagnosticCode(
    id: "L216", title: "", meaning: "", example: "", cure: "")
  package static let ruleAsFigure = DiagnosticCode(
    id: "L217", title: "", meaning: "", example: "", cure: "")
  package static let listAsFigure = DiagnosticCode(
    id: "L218", title: "", meaning: "", example: "", cure: "")
  package static let localOutside = DiagnosticCode(
    id: "L219", title: "", meaning: "", example: "", cure: "")
  package static let noBook = DiagnosticCode(
    id: "L220", title: "", meaning: "", example: "", cure: "")
  package static let twoBooks = DiagnosticCode(
    id: "L221", title: "", meaning: "", example: "", cure: "")
  package static let listEntry = DiagnosticCode(
    id: "L222", title: "", meaning: "", example: "", cure: "")
  package static let emptyList = DiagnosticCode(
    id: "L223", title: "", meaning: "", example: "", cure: "")
}
