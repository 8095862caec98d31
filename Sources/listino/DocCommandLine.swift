import ArgumentParser
import Console
import Diagnostics
import PolicyEngine
import PolicyLanguage

/// `listino doc`: the book as a page.
struct DocCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "Write the book as a page for readers.",
    discussion: """
      Inputs, figures with their exceptions, tables, refusals, notices, checks and examples, each name a link to its \
      section and each section with its file and line. The HTML page is one file that needs no network.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, html }

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "markdown or html.") var format = Format.markdown
  @Option(name: .long, help: ArgumentHelp("Write to a file.", valueName: "file")) var out: String?

  func run() throws {
    let page = BookPage(try book.book(), vocabulary: try book.vocabulary()).page
    let text =
      switch format {
      case .markdown: MarkdownRenderer().text(page)
      case .html: HTMLRenderer().text(page)
      }
    if case .failure(let problem) = OutputFile.write(text, to: out, inputs: book.ruleFiles) {
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    }
  }
}
