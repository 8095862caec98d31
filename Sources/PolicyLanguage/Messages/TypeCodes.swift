package import Diagnostics

/// Types: units, scales, dates and conditions.
extension DiagnosticCode {
  package static let amountExpected = DiagnosticCode(
    id: "L301", title: "", meaning: "", example: "", cure: "")
  package static let argumentType = DiagnosticCode(
    id: "L302", title: "", meaning: "", example: "", cure: "")
  package static let badDate = DiagnosticCode(
    id: "L303", title: "", meaning: "", example: "", cure: "")
  package static let bareAmount = DiagnosticCode(
    id: "L304", title: "", meaning: "", example: "", cure: "")
  package static let checkWithoutCondition = DiagnosticCode(
    id: "L305", title: "", meaning: "", example: "", cure: "")
  package static let currencyNotEstablished = DiagnosticCode(
    id: "L306", title: "", meaning: "", example: "", cure: "")
  package static let dateArithmetic = DiagnosticCode(
    id: "L307", title: "", meaning: "", example: "", cure: "")
  package static let dateExpected = DiagnosticCode(
    id: "L308", title: "", meaning: "", example: "", cure: "")
  package static let dateWordForNumber = DiagnosticCode(
    id: "L309", title: "", meaning: "", example: "", cure: "")
  package static let datedByKey = DiagnosticCode(
    id: "L310", title: "", meaning: "", example: "", cure: "")
  package static let datedByNoDate = DiagnosticCode(
    id: "L311", title: "", meaning: "", example: "", cure: "")
  package static let datedListInCell = DiagnosticCode(
    id: "L312", title: "", meaning: "", example: "", cure: "")
  package static let dayNumber = DiagnosticCode(
    id: "L313", title: "", meaning: "", example: "", cure: "")
  package static let divisorCanBeZero = DiagnosticCode(
    id: "L314", title: "", meaning: "", example: "", cure: "")
  package static let emptyRange = DiagnosticCode(
    id: "L315", title: "", meaning: "", example: "", cure: "")
  package static let hasForIs = DiagnosticCode(
    id: "L316", title: "", meaning: "", example: "", cure: "")
  package static let hasNeedsSet = DiagnosticCode(
    id: "L317", title: "", meaning: "", example: "", cure: "")
  package static let inputRange = DiagnosticCode(
    id: "L318", title: "", meaning: "", example: "", cure: "")
  package static let keyKind = DiagnosticCode(
    id: "L319", title: "", meaning: "", example: "", cure: "")
  package static let keyUnrounded = DiagnosticCode(
    id: "L320", title: "", meaning: "", example: "", cure: "")
  package static let listKind = DiagnosticCode(
    id: "L321", title: "", meaning: "", example: "", cure: "")
  package static let mixedCurrencies = DiagnosticCode(
    id: "L322", title: "", meaning: "", example: "", cure: "")
  package static let mixedResults = DiagnosticCode(
    id: "L323", title: "", meaning: "", example: "", cure: "")
  package static let mixedTypes = DiagnosticCode(
    id: "L324", title: "", meaning: "", example: "", cure: "")
  package static let mixedUnits = DiagnosticCode(
    id: "L325", title: "", meaning: "", example: "", cure: "")
  package static let moneyTimesMoney = DiagnosticCode(
    id: "L326", title: "", meaning: "", example: "", cure: "")
  package static let noDatedBy = DiagnosticCode(
    id: "L327", title: "", meaning: "", example: "", cure: "")
  package static let noOrder = DiagnosticCode(
    id: "L328", title: "", meaning: "", example: "", cure: "")
  package static let notACondition = DiagnosticCode(
    id: "L329", title: "", meaning: "", example: "", cure: "")
  package static let notANumber = DiagnosticCode(
    id: "L330", title: "", meaning: "", example: "", cure: "")
  package static let notPerLine = DiagnosticCode(
    id: "L331", title: "", meaning: "", example: "", cure: "")
  package static let numberWordForDate = DiagnosticCode(
    id: "L332", title: "", meaning: "", example: "", cure: "")
  package static let ofNeedsPercent = DiagnosticCode(
    id: "L333", title: "", meaning: "", example: "", cure: "")
  package static let percentCompared = DiagnosticCode(
    id: "L334", title: "", meaning: "", example: "", cure: "")
  package static let percentPlusAmount = DiagnosticCode(
    id: "L335", title: "", meaning: "", example: "", cure: "")
  package static let percentZero = DiagnosticCode(
    id: "L336", title: "", meaning: "", example: "", cure: "")
  package static let roundingUnit = DiagnosticCode(
    id: "L337", title: "", meaning: "", example: "", cure: "")
  package static let sliceKey = DiagnosticCode(
    id: "L338", title: "", meaning: "", example: "", cure: "")
  package static let spreadAmount = DiagnosticCode(
    id: "L339", title: "", meaning: "", example: "", cure: "")
  package static let spreadWeight = DiagnosticCode(
    id: "L340", title: "", meaning: "", example: "", cure: "")
  package static let startsNeedsText = DiagnosticCode(
    id: "L341", title: "", meaning: "", example: "", cure: "")
  package static let tableNeedsNumbers = DiagnosticCode(
    id: "L342", title: "", meaning: "", example: "", cure: "")
  package static let tooManyDecimals = DiagnosticCode(
    id: "L343", title: "", meaning: "", example: "", cure: "")
  package static let unroundedMoney = DiagnosticCode(
    id: "L344", title: "", meaning: "", example: "", cure: "")
  package static let unroundedRatio = DiagnosticCode(
    id: "L345", title: "", meaning: "", example: "", cure: "")
}
