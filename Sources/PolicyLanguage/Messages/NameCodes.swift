package import Diagnostics

/// Names, words and lists.
extension DiagnosticCode {
  static let nameCodes: [DiagnosticCode] = [
    unknownName, unknownList, unknownUnit, unknownText, unknownTarget, unknownRule, unknownInput, unknownEffect,
    unknownCountry, unknownCurrency, currencyNotInBook, namedTwice, reservedName, nameIsListWord, wordNotInList,
    orWithoutSubject, ruleAsFigure, listAsFigure, localOutside, noBook, twoBooks, listEntry, emptyList,
  ]

  package static let unknownName = DiagnosticCode(
    id: "L201", title: "An unknown name",
    meaning: "No input, value, table or price of the book has this name. Often it is a slip of the pen.",
    example: """
      value fee-share
        is agreed-discont
      """,
    cure: "Mend the name, or declare an input or a value of this name.")
  package static let unknownList = DiagnosticCode(
    id: "L202", title: "An unknown list",
    meaning: "The line asks whether something is in a list that the book does not have.",
    example: """
      refuse not-sold
        when country is in efta
        say "Not sold there"
      """,
    cure: "Mend the list's name, or declare the list.")
  package static let unknownUnit = DiagnosticCode(
    id: "L203", title: "An unknown unit",
    meaning: "The word behind the number is no unit: neither days, weeks, months or years, nor a unit of the book.",
    example: """
      value free-seats
        is 3 seats
      """,
    cure: "Mend the word, or declare the unit: `unit seat \"seat\" \"seats\"`.")
  package static let unknownText = DiagnosticCode(
    id: "L204", title: "An unknown text",
    meaning: "The line names a text, such as a template, that the book does not have.",
    example: """
      notify member-invited
        when members is over 10
        tell customer
        with template welcom
      """,
    cure: "Mend the name, or write the text.")
  package static let unknownTarget = DiagnosticCode(
    id: "L205", title: "An exception to something unknown",
    meaning: "An exception names the value, or the other exception, that it goes before. There is none of this name.",
    example: """
      exception no-discount to reseler-discount
        is 0%
        when vip
      """,
    cure: "Mend the name behind “to”.")
  package static let unknownRule = DiagnosticCode(
    id: "L206", title: "An unknown rule",
    meaning: "The line asks whether a rule applies or decides, and there is no exception and no value of this name.",
    example: """
      warn reseller-price
        when resller-rate applies
        say "The reseller's discount is taken off"
      """,
    cure: "Mend the name of the rule.")
  package static let unknownInput = DiagnosticCode(
    id: "L207", title: "A test gives an unknown input",
    meaning: "A test says what an order says. The book has no input of this name.",
    example: """
      test "a renewal"
        given action renewal, licenses 3
        expect reseller-discount 0%
      """,
    cure: "Mend the name, or declare the input.")
  package static let unknownEffect = DiagnosticCode(
    id: "L208", title: "A test expects an unknown refusal, warning or notice",
    meaning: "The test expects that something is refused, warned of or told, and there is no block of this name.",
    example: """
      test "too late"
        given action top-up, quote-date 2026-03-01, period-end 2026-02-01
        expect refused by to-late
      """,
    cure: "Mend the name, or write the block.")
  package static let unknownCountry = DiagnosticCode(
    id: "L209", title: "An unknown country",
    meaning: "Countries are named by the two letters of ISO 3166, and no country has these.",
    example: """
      refuse not-sold
        when country is UK
        say "Not sold there"
      """,
    cure: "Write the country's two letters: GB is the United Kingdom, GR is Greece.")
  package static let unknownCurrency = DiagnosticCode(
    id: "L210", title: "An unknown currency",
    meaning: "Currencies are named by the three letters of ISO 4217, and no currency has these.",
    example: """
      book shop "Shop"
        language 1
        currency EUR, USS
        dated by quote-date
        shows net
      """,
    cure: "Write the currency's three letters, such as EUR or USD.")
  package static let currencyNotInBook = DiagnosticCode(
    id: "L211", title: "A currency that the book does not have",
    meaning: "No order can be in this currency, because the book's line `currency` does not name it.",
    example: """
      value set-up-fee
        is 10 CHF when currency is EUR
        otherwise 0
      """,
    cure: "Add the currency to the book's line `currency`, or write an amount in one that is there.")
  package static let namedTwice = DiagnosticCode(
    id: "L212", title: "One name for two things",
    meaning:
      "A name stands for one thing only. Files and their order decide nothing, so the second does not replace the first.",
    example: """
      value fee-share
        is 5%
      value fee-share
        is 10%
      """,
    cure: "Rename one of the two. A further case of the same value is an `exception` to it.")
  package static let reservedName = DiagnosticCode(
    id: "L213", title: "A word of the language as a name",
    meaning: "The word has a meaning of its own in rules, so a line that read this name could not be understood.",
    example: """
      value months
        is 12 months
      """,
    cure: "Choose a name of two words, such as `months-charged`.")
  package static let nameIsListWord = DiagnosticCode(
    id: "L214", title: "A word that an order can say as a name",
    meaning:
      "The word is one of those that an input or a list offers. As a name as well it would not be plain which of the two a line means.",
    example: """
      value renewal
        is 12 months
      """,
    cure: "Rename one of the two, such as `renewal-length`.")
  package static let wordNotInList = DiagnosticCode(
    id: "L215", title: "A word that cannot stand here",
    meaning:
      "An input or a value has a few words that it can be, and this is none of them; so the line could never hold.",
    example: """
      refuse not-yet
        when action is renew
        say "Renewals open in May"
      """,
    cure: "Write one of the words that the message lists, or add the word where they are declared.")
  package static let orWithoutSubject = DiagnosticCode(
    id: "L216", title: "A word alone behind “or”",
    meaning: "Each side of “or” is a whole condition: it says what is compared.",
    example: """
      refuse not-yet
        when action is renewal or top-up
        say "Only new subscriptions yet"
      """,
    cure: "Repeat the name: `action is renewal or action is top-up`. For many words declare a list, and write `is in`.")
  package static let ruleAsFigure = DiagnosticCode(
    id: "L217", title: "An exception read as a figure",
    meaning: "An exception is a case of a value. The figure is the value, whichever case decides it.",
    example: """
      value fee-share
        is reseller-rate
      """,
    cure: "Read the value that it is an exception to.")
  package static let listAsFigure = DiagnosticCode(
    id: "L218", title: "A list read as a figure",
    meaning: "A list is a group of countries or words, and cannot be computed with.",
    example: """
      value told
        is receivers
      """,
    cure: "Ask whether something is in the list: `country is in EU`.")
  package static let localOutside = DiagnosticCode(
    id: "L219", title: "A name that means nothing here",
    meaning:
      "`what is left` and `the start` are amounts inside a price, while it is made step by step. Elsewhere there is none.",
    example: """
      value fee
        is 5% of what is left
      """,
    cure: "Name the amount that is meant, or move the line into the price.")
  package static let noBook = DiagnosticCode(
    id: "L220", title: "A folder without a book",
    meaning:
      "A folder of rules is one book, and one of its files says so: its name, its currencies, and what a quote shows.",
    example: """
      value fee-share
        is 5%
      """,
    cure: "Begin one file with `book NAME \"Title\"`, and below it `language 1`, `currency EUR` and `shows …`.")
  package static let twoBooks = DiagnosticCode(
    id: "L221", title: "Two books in one folder",
    meaning: "A folder of rules is one book with one heading; with two it is not plain what a quote shows.",
    example: """
      book shop "Shop"
        language 1
        currency EUR, USD
        shows net
      book second-shop "Second shop"
      """,
    cure: "Keep one of the two, or move the other with its rules to a folder of its own.")
  package static let listEntry = DiagnosticCode(
    id: "L222", title: "An entry that its list cannot hold",
    meaning:
      "A list holds countries, or words; the words of an input are lower-case words. All entries are of one kind.",
    example: """
      list north "Northern countries"
        SE, FI, denmark
      refuse not-sold
        when country is in north
        say "Not sold there"
      """,
    cure: "Write countries by their two letters, and words in lower case. Make two lists of two kinds.")
  package static let emptyList = DiagnosticCode(
    id: "L223", title: "A list without entries",
    meaning: "Nothing can be in an empty list, so a line that asks it could never hold.",
    example: """
      list north "Northern countries"
      refuse not-sold
        when country is in north
        say "Not sold there"
      """,
    cure: "Write the entries on the lines below, joined by commas.")
}
