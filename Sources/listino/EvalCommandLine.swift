import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel

/// `listino eval EXPRESSION`: one expression of the language, or one on each line of standard input.
struct EvalCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", _superCommandName: Listino.name, abstract: "Evaluate an expression of the language.",
    discussion: """
      With --rules, or where ./rules is, the names of that book can be read; its inputs are given as NAME=VALUE behind \
      the expression. Without a book the expression stands alone. - reads one expression a line from standard input.
      """)

  @Option(name: .long, help: ArgumentHelp("The folder of the rule files.", valueName: "dir"))
  var rules: String?
  @Argument(help: "The expression, or -.") var expression: String
  @Argument(help: ArgumentHelp("Inputs, as NAME=VALUE.", valueName: "input")) var inputs: [String] = []

  func run() throws {
    var options = BookOptions()
    options.without = []
    let vocabulary = try BookOptions.parse([]).vocabulary()
    let book: RuleBook
    if let rules {
      book = try BookOptions.parse(["--rules", rules]).book()
    } else if case .success(let files) = RuleFolder("./rules").read(),
      let found = BookLoader.load(files, vocabulary: vocabulary).book
    {
      book = found
    } else {
      book = BookLoader.empty(vocabulary: vocabulary)
    }
    let order = try OrderOptions.parse([]).order(inputs)
    let evaluator = ConsoleCore(book: book, order: order, vocabulary: vocabulary)
    guard expression == "-" else {
      if let status = say(evaluator.evaluate(expression)) { throw ExitCode(status) }
      return
    }
    switch TextFile.read("-") {
    case .failure(let problem):
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    case .success(let text):
      for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
        if let status = say(evaluator.evaluate(String(line))) { throw ExitCode(status) }
      }
    }
  }

  private func say(_ response: ConsoleResponse) -> Int32? {
    if !response.output.isEmpty { Streams.output(response.output) }
    if !response.problem.isEmpty { Streams.error(response.problem) }
    return response.status == 0 ? nil : response.status
  }
}
