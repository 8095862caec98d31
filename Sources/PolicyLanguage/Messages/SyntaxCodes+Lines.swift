package import Diagnostics

/// Blocks, lines and rows: what stands at the margin, and what below it.
extension DiagnosticCode {
  static let lineCodes: [DiagnosticCode] = [
    lineEndsEarly, expectedWord, whenOnOwnLine, unknownClause, unknownBlockWord, unexpectedToken, rowNotAllowed,
    rowAtMargin, nameMissing, isOnHeading, isInCell, indentedBlock, emptyCell, clauseWithoutBlock, clauseTwice,
    clauseMissing, clauseShape, clauseAtMargin, whenTwice, otherwiseWhen, noteBeforeCase,
  ]

  package static let lineEndsEarly = DiagnosticCode(
    id: "L104", title: "A line ends too early",
    meaning:
      "Something is still to come where the line ends. Each line says one thing and is not continued on the next.",
    example: """
      value reduced-discount
        is agreed-discount -
      """,
    cure: "Write what is missing at the end of the line, or take the last word or sign away.")
  package static let expectedWord = DiagnosticCode(
    id: "L105", title: "A word of a phrase is missing",
    meaning:
      "Some things are said with a fixed phrase, such as `exception NAME to VALUE`. Without all its words the line could mean several things.",
    example: """
      exception no-discount reseller-discount
        is 0%
      """,
    cure: "Write the phrase as the message shows it.")
  package static let whenOnOwnLine = DiagnosticCode(
    id: "L110", title: "A condition stands below several results",
    meaning:
      "When a value has several results, a `when` on a line of its own could belong to the last of them or to all. The language does not guess.",
    example: """
      value fee-share
        is 0% when buyer is reseller
        is 5%
        when buyer is customer
      """,
    cure: "Write each condition on the line of its result: `is 5% when buyer is customer`.")
  package static let unknownClause = DiagnosticCode(
    id: "L113", title: "A line begins with an unknown word",
    meaning:
      "Each kind of block has its own few lines, and each line begins with a fixed word. Nothing is ignored, so a line that begins otherwise is a mistake.",
    example: """
      refuse too-many
        when members is over 100
        sya "Ask us for a price"
      """,
    cure: "Begin the line with one of the words that the message lists.")
  package static let unknownBlockWord = DiagnosticCode(
    id: "L116", title: "A line at the margin begins with no block word",
    meaning: "What stands at the margin begins a block, and the first word says what kind of block it is.",
    example: """
      valeu fee-share
        is 0%
      """,
    cure: "Mend the word. If the line belongs to the block above it, move it in by two blanks.")
  package static let unexpectedToken = DiagnosticCode(
    id: "L117", title: "Something does not fit where it stands",
    meaning: "The line could be read up to this place, and what stands here cannot follow.",
    example: """
      value fee-share
        is 5% 10%
      """,
    cure: "Take it out, or write what the message says belongs there.")
  package static let rowNotAllowed = DiagnosticCode(
    id: "L122", title: "A row in a block that has no rows",
    meaning: "Lines with | are the rows of a table, and this kind of block has none.",
    example: """
      value vat-rate
        SE | 25%
      """,
    cure: "Make the block a `table`, or write its line without |.")
  package static let rowAtMargin = DiagnosticCode(
    id: "L123", title: "A row stands at the margin",
    meaning:
      "Only block words stand at the margin. A row belongs to the block above it, which shows in its being moved in.",
    example: """
      table vat-rate
        by country
        one row applies
        SE | 25%
      DE | 19%
      """,
    cure: "Move the row in by two blanks.")
  package static let nameMissing = DiagnosticCode(
    id: "L129", title: "A name is missing",
    meaning: "Something must be named here: the block itself, or what a line speaks of.",
    example: """
      value
        is 0%
      """,
    cure: "Write a name: lower-case words joined by hyphens, such as `volume-discount`.")
  package static let isOnHeading = DiagnosticCode(
    id: "L133", title: "A result on the heading",
    meaning: "The line at the margin names a block. What the block says stands below it, one thing a line.",
    example: """
      value fee-share is 0%
      """,
    cure: "Write the result on the next line, moved in by two blanks.")
  package static let isInCell = DiagnosticCode(
    id: "L134", title: "The word “is” in a cell",
    meaning: "A cell holds only the value that is compared. That the key is that value goes without saying.",
    example: """
      table vat-rate
        by country
        one row applies
        is SE | 25%
      """,
    cure: "Leave “is” out: `SE | 25%`.")
  package static let indentedBlock = DiagnosticCode(
    id: "L135", title: "A block word that is moved in",
    meaning: "Blocks begin at the margin. A line that is moved in belongs to the block above it.",
    example: """
      value fee-share
        is 0%
        value set-up-share
        is 1%
      """,
    cure: "Move the line to the margin. If it is meant as a line of the block above, mend its first word.")
  package static let emptyCell = DiagnosticCode(
    id: "L140", title: "An empty cell",
    meaning: "An empty cell could mean anything, none, or not known yet. The language has no empty values.",
    example: """
      table vat-rate
        by country
        one row applies
        SE |
      """,
    cure: "Fill the cell in. A key that does not matter is written `any`.")
  package static let clauseWithoutBlock = DiagnosticCode(
    id: "L143", title: "An indented line without a block",
    meaning: "A line that is moved in belongs to the block above it, and there is none.",
    example: """
        is 0%
      value fee-share
        is 5%
      """,
    cure: "Write a block word and a name at the margin above it, such as `value fee-share`.")
  package static let clauseTwice = DiagnosticCode(
    id: "L144", title: "A line stands twice",
    meaning: "This line can stand only once in a block: with two of them it is not plain which holds.",
    example: """
      refuse too-many
        when members is over 100
        when buyer is customer
        say "Ask us for a price"
      """,
    cure: "Keep one of the two. Conditions are joined on one line with “and” or “or”.")
  package static let clauseMissing = DiagnosticCode(
    id: "L145", title: "A block lacks a line",
    meaning: "This kind of block says nothing, or not enough, without that line.",
    example: """
      refuse too-many
        when members is over 100
      """,
    cure: "Add the line that the message shows.")
  package static let clauseShape = DiagnosticCode(
    id: "L146", title: "A line is written differently",
    meaning: "The line begins with a word that this block knows, and goes on in a way that it does not.",
    example: """
      table vat-rate
        by country
        one line applies
        SE | 25%
      """,
    cure: "Write the line as the message shows it.")
  package static let clauseAtMargin = DiagnosticCode(
    id: "L147", title: "A line of a block stands at the margin",
    meaning: "Only block words stand at the margin. The lines of a block are moved in, which shows where they belong.",
    example: """
      value fee-share
      is 0%
      """,
    cure: "Move the line in by two blanks. If it is meant as a block, mend its first word.")
  package static let whenTwice = DiagnosticCode(
    id: "L155", title: "Two conditions for one result",
    meaning: "With two conditions it is not plain whether both must hold or one is enough.",
    example: """
      value fee-share
        is 5% when buyer is reseller when vip
        otherwise 0%
      """,
    cure: "Join them on one line: with “and” if both must hold, with “or” if one is enough.")
  package static let otherwiseWhen = DiagnosticCode(
    id: "L156", title: "A condition or dates on `otherwise`",
    meaning:
      "`otherwise` is the result for all orders that no other line is about, so it has no condition of its own, and in a table no dates.",
    example: """
      value fee-share
        is 5% when buyer is reseller
        otherwise 0% when buyer is customer
      """,
    cure: "Leave the condition out, or write `is … when …` in place of `otherwise`.")
  package static let noteBeforeCase = DiagnosticCode(
    id: "L157", title: "A reason above its result",
    meaning: "`because`, `source` and `print` belong to the result above them, and here is none above.",
    example: """
      value fee-share
        because "Agreed in 2024"
        is 5%
      """,
    cure: "Put the line below the `is` line it explains.")
}
