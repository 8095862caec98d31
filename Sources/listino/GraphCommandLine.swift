import ArgumentParser
import Console
import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyProgram

/// `listino graph [VALUE]`: what reads what.
struct GraphCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "The values of the book and what they read.",
    discussion: "With a value: what it reads, and what reads it. As text it is a tree, as SVG a drawing in layers.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, svg }

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "text or svg.") var format = Format.text
  @Option(name: .long, help: ArgumentHelp("Write to a file.", valueName: "file")) var out: String?
  @Argument(help: "A value or an input.") var value: String?

  func run() throws {
    let book = try book.book()
    let graph = BookGraph(book.program)
    let vertex = try value.map { try found($0, graph) }
    let text: String
    switch format {
    case .text:
      let tree = GraphText(graph, of: book)
      text = (vertex.map { tree.text(of: $0) } ?? tree.text) + "\n"
    case .svg:
      text = GraphDrawing(graph, of: book, vertices: vertex.map { graph.below($0).union(graph.above($0)) }).svg
    }
    if case .failure(let problem) = OutputFile.write(text, to: out, inputs: self.book.ruleFiles) {
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    }
  }

  private func found(_ name: String, _ graph: BookGraph) throws -> Int {
    if let vertex = graph.vertex(named: name) { return vertex }
    let guess = Spelling.closest(to: name, among: graph.vertices.map(\.name)).first
    Streams.error(
      "no value and no input is named “\(Display.harmless(name))”" + (guess.map { "; did you mean “\($0)”?" } ?? "")
        + "\n  cure: `listino graph` shows all of them")
    throw ExitCode(ExitStatus.data)
  }
}
