package import Diagnostics

/// How lines are written.
extension DiagnosticCode {
  package static let unclosedText = DiagnosticCode(
    id: "L101", title: "", meaning: "", example: "", cure: "")
  package static let typographicQuotes = DiagnosticCode(
    id: "L102", title: "", meaning: "", example: "", cure: "")
  package static let textMissing = DiagnosticCode(
    id: "L103", title: "", meaning: "", example: "", cure: "")
  package static let lineEndsEarly = DiagnosticCode(
    id: "L104", title: "", meaning: "", example: "", cure: "")
  package static let expectedWord = DiagnosticCode(
    id: "L105", title: "", meaning: "", example: "", cure: "")
  package static let dateMissing = DiagnosticCode(
    id: "L106", title: "", meaning: "", example: "", cure: "")
  package static let comparisonSign = DiagnosticCode(
    id: "L107", title: "", meaning: "", example: "", cure: "")
  package static let capitalInName = DiagnosticCode(
    id: "L108", title: "", meaning: "", example: "", cure: "")
  package static let bracketOpen = DiagnosticCode(
    id: "L109", title: "", meaning: "", example: "", cure: "")
  package static let whenOnOwnLine = DiagnosticCode(
    id: "L110", title: "", meaning: "", example: "", cure: "")
  package static let valueMissing = DiagnosticCode(
    id: "L111", title: "", meaning: "", example: "", cure: "")
  package static let unlessForWhenNot = DiagnosticCode(
    id: "L112", title: "", meaning: "", example: "", cure: "")
  package static let unknownClause = DiagnosticCode(
    id: "L113", title: "", meaning: "", example: "", cure: "")
  package static let unknownChoice = DiagnosticCode(
    id: "L114", title: "", meaning: "", example: "", cure: "")
  package static let unknownCharacter = DiagnosticCode(
    id: "L115", title: "", meaning: "", example: "", cure: "")
  package static let unknownBlockWord = DiagnosticCode(
    id: "L116", title: "", meaning: "", example: "", cure: "")
  package static let unexpectedToken = DiagnosticCode(
    id: "L117", title: "", meaning: "", example: "", cure: "")
  package static let tooDeep = DiagnosticCode(
    id: "L118", title: "", meaning: "", example: "", cure: "")
  package static let spanTo = DiagnosticCode(
    id: "L119", title: "", meaning: "", example: "", cure: "")
  package static let spanEnd = DiagnosticCode(
    id: "L120", title: "", meaning: "", example: "", cure: "")
  package static let spanDirection = DiagnosticCode(
    id: "L121", title: "", meaning: "", example: "", cure: "")
  package static let rowNotAllowed = DiagnosticCode(
    id: "L122", title: "", meaning: "", example: "", cure: "")
  package static let rowAtMargin = DiagnosticCode(
    id: "L123", title: "", meaning: "", example: "", cure: "")
  package static let ruleNameExpected = DiagnosticCode(
    id: "L124", title: "", meaning: "", example: "", cure: "")
  package static let rangeEnd = DiagnosticCode(
    id: "L125", title: "", meaning: "", example: "", cure: "")
  package static let plusNumber = DiagnosticCode(
    id: "L126", title: "", meaning: "", example: "", cure: "")
  package static let numberMissing = DiagnosticCode(
    id: "L127", title: "", meaning: "", example: "", cure: "")
  package static let numberTooLong = DiagnosticCode(
    id: "L128", title: "", meaning: "", example: "", cure: "")
  package static let nameMissing = DiagnosticCode(
    id: "L129", title: "", meaning: "", example: "", cure: "")
  package static let monthDays = DiagnosticCode(
    id: "L130", title: "", meaning: "", example: "", cure: "")
  package static let mixedAndOr = DiagnosticCode(
    id: "L131", title: "", meaning: "", example: "", cure: "")
  package static let leftover = DiagnosticCode(
    id: "L132", title: "", meaning: "", example: "", cure: "")
  package static let isOnHeading = DiagnosticCode(
    id: "L133", title: "", meaning: "", example: "", cure: "")
  package static let isInCell = DiagnosticCode(
    id: "L134", title: "", meaning: "", example: "", cure: "")
  package static let indentedBlock = DiagnosticCode(
    id: "L135", title: "", meaning: "", example: "", cure: "")
  package static let impossibleDate = DiagnosticCode(
    id: "L136", title: "", meaning: "", example: "", cure: "")
  package static let ifForWhen = DiagnosticCode(
    id: "L137", title: "", meaning: "", example: "", cure: "")
  package static let hyphenRange = DiagnosticCode(
    id: "L138", title: "", meaning: "", example: "", cure: "")
  package static let groupedNumber = DiagnosticCode(
    id: "L139", title: "", meaning: "", example: "", cure: "")
  package static let emptyCell = DiagnosticCode(
    id: "L140", title: "", meaning: "", example: "", cure: "")
  package static let decimalComma = DiagnosticCode(
    id: "L141", title: "", meaning: "", example: "", cure: "")
  package static let currencySign = DiagnosticCode(
    id: "L142", title: "", meaning: "", example: "", cure: "")
  package static let clauseWithoutBlock = DiagnosticCode(
    id: "L143", title: "", meaning: "", example: "", cure: "")
  package static let clauseTwice = DiagnosticCode(
    id: "L144", title: "", meaning: "", example: "", cure: "")
  package static let clauseMissing = DiagnosticCode(
    id: "L145", title: "", meaning: "", example: "", cure: "")
  package static let clauseShape = DiagnosticCode(
    id: "L146", title: "", meaning: "", example: "", cure: "")
  package static let clauseAtMargin = DiagnosticCode(
    id: "L147", title: "", meaning: "", example: "", cure: "")
  package static let blanksAroundSign = DiagnosticCode(
    id: "L148", title: "", meaning: "", example: "", cure: "")
  package static let atLeastInCondition = DiagnosticCode(
    id: "L149", title: "", meaning: "", example: "", cure: "")
  package static let noClock = DiagnosticCode(
    id: "L152", title: "", meaning: "", example: "", cure: "")
  package static let roundingMode = DiagnosticCode(
    id: "L153", title: "", meaning: "", example: "", cure: "")
  package static let roundingStep = DiagnosticCode(
    id: "L154", title: "", meaning: "", example: "", cure: "")
  package static let whenTwice = DiagnosticCode(
    id: "L155", title: "", meaning: "", example: "", cure: "")
  package static let otherwiseWhen = DiagnosticCode(
    id: "L156", title: "", meaning: "", example: "", cure: "")
  package static let noteBeforeCase = DiagnosticCode(
    id: "L157", title: "", meaning: "", example: "", cure: "")
  package static let braceInText = DiagnosticCode(
    id: "L158", title: "", meaning: "", example: "", cure: "")
}
