package import Diagnostics

/// Something about an order that keeps it from being quoted.
package struct OrderProblem: Error, Sendable, Equatable {
  /// The id of the code whose page explains it; see ``DiagnosticCode/orderCodes``.
  package var code: String
  package var message: String
  package var cure: String
  /// The name as the order gives it; empty where it is about the order itself.
  package var input: String
  /// The line of the order, from 1; nil for the order's own inputs.
  package var line: Int?

  init(_ code: DiagnosticCode, _ message: String, cure: String, input: String, line: Int? = nil) {
    self.code = code.id
    self.message = message
    self.cure = cure
    self.input = input
    self.line = line
  }
}

extension DiagnosticCode {
  /// The codes of problems with orders.
  package static let orderCodes: [DiagnosticCode] = [
    unknownOrderInput, answerShape, answerRange, answerStep, answerChoice, answerDate, answerCurrency, lineInput,
    orderSize,
  ]

  static let unknownOrderInput = DiagnosticCode(
    id: "O101", title: "An order gives something that the book does not ask",
    meaning: "Every name an order gives must be an input of the book. A figure that the rules compute is no input.",
    example: "listino quote licenses=12",
    cure: "Write the input's name as the book has it; `inputs` in the console lists them.")
  static let answerShape = DiagnosticCode(
    id: "O102", title: "An answer is not of the input's kind",
    meaning:
      "A number, a percentage, an amount, a date: each is written in its own way, with a point for decimals and no separators for thousands.",
    example: "listino quote licences=1,000",
    cure: "Write it as the message shows: 1000, 12.50, 20%, 2026-01-31.")
  static let answerRange = DiagnosticCode(
    id: "O103", title: "An answer is out of range",
    meaning: "The book says the least and the most that an input can be. Its rules are written for these orders only.",
    example: "listino quote licences=0",
    cure: "Give an answer within the range, or widen the input's range in the book.")
  static let answerStep = DiagnosticCode(
    id: "O104", title: "An answer lies between two steps",
    meaning: "Some inputs go in steps: a discount in half percents, an amount in whole cents.",
    example: "listino quote agreed-discount=20.3%",
    cure: "Give one of the two neighbours, or make the steps smaller in the book.")
  static let answerChoice = DiagnosticCode(
    id: "O105", title: "An answer is none of those allowed",
    meaning: "The book lists the answers to this input.", example: "listino quote action=buy",
    cure: "Give one of the answers in the message.")
  static let answerDate = DiagnosticCode(
    id: "O106", title: "A date does not exist", meaning: "The day is not in the calendar.",
    example: "listino quote quote-date=2026-02-30", cure: "Give a day that the month has.")
  static let answerCurrency = DiagnosticCode(
    id: "O107", title: "An amount is not in the order's currency",
    meaning: "An order has one currency, and its amounts have no more decimals than that currency.",
    example: "listino quote currency=JPY budget=12.50", cure: "Give the amount in the order's currency.")
  static let lineInput = DiagnosticCode(
    id: "O108", title: "A line gives what belongs to the order",
    meaning: "Only inputs declared `for each line` can differ between the lines of an order.",
    example: "{\"lines\":[{\"licences\":\"3\",\"country\":\"SE\"}]}",
    cure: "Move it out of the line, to the order's inputs.")
  static let orderSize = DiagnosticCode(
    id: "O109", title: "An order has too many lines",
    meaning: "The book's sums are proved to fit for orders of up to 10000 lines.",
    example: "", cure: "Split the order.")
}
