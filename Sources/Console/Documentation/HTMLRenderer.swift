/// A page as one HTML file: no script, no other file, nothing from a network.
package struct HTMLRenderer {
  package init() {}

  package func text(_ page: Page) -> String {
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta name=\"color-scheme\" content=\"light dark\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
      "<title>\(Markup.escaped(page.title))</title>", "<style>", HTMLStyle.css, "</style>", "</head>", "<body>",
    ]
    lines += contents(page)
    lines += ["<main>", "<header id=\"top\">", "<h1>\(Markup.escaped(page.title))</h1>"]
    if !page.facts.isEmpty { lines.append(facts(page.facts)) }
    lines.append("</header>")
    for section in page.sections { lines += self.lines(section, level: 2) }
    lines += ["</main>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func contents(_ page: Page) -> [String] {
    var lines = ["<nav aria-label=\"Contents\">", "<p><a href=\"#top\">\(Markup.escaped(page.title))</a></p>", "<ul>"]
    for section in page.sections {
      var item = "<li>" + link(section.title, section.anchor)
      if !section.sections.isEmpty {
        item += "\n<ul>\n"
        item += section.sections.map { "<li>" + link($0.title, $0.anchor) + "</li>" }.joined(separator: "\n")
        item += "\n</ul>\n"
      }
      lines.append(item + "</li>")
    }
    return lines + ["</ul>", "</nav>"]
  }

  /// A link; a short name is not broken at its hyphens.
  private func link(_ text: String, _ anchor: String, isName: Bool = false) -> String {
    "<a\(isName ? " class=\"name\"" : "") href=\"#\(Markup.escaped(anchor))\">\(Markup.escaped(text))</a>"
  }

  private func lines(_ section: PageSection, level: Int) -> [String] {
    let heading = "h\(min(level, 6))"
    let name = section.name.map { " <code>\(Markup.escaped($0))</code>" } ?? ""
    var lines = [
      "<section id=\"\(Markup.escaped(section.anchor))\">",
      "<\(heading)>\(Markup.escaped(section.title))\(name)</\(heading)>",
    ]
    var about = section.tags.map { "<span class=\"tag\">\(Markup.escaped($0))</span>" }
    if !section.place.isEmpty { about.append(place(section.place)) }
    if !about.isEmpty { lines.append("<p class=\"about\">\(about.joined(separator: " "))</p>") }
    lines += section.body.map { block($0) }
    for inner in section.sections { lines += self.lines(inner, level: level + 1) }
    return lines + ["</section>"]
  }

  private func place(_ place: String) -> String { "<span class=\"place\">\(Markup.escaped(place))</span>" }

  private func block(_ block: PageBlock) -> String {
    switch block {
    case .paragraph(let line): return "<p>\(self.line(line))</p>"
    case .facts(let facts): return self.facts(facts)
    case .list(let lines, let isNumbered):
      let (element, kind) = isNumbered ? ("ol", "steps") : ("ul", "remarks")
      return "<\(element) class=\"\(kind)\">\n" + lines.map { "<li>\(line($0))</li>" }.joined(separator: "\n")
        + "\n</\(element)>"
    case .table(let table): return self.table(table)
    case .tree(let title, let branches):
      return "<div class=\"tree\">\n<p class=\"label\">\(Markup.escaped(title))</p>\n" + self.branches(branches)
        + "\n</div>"
    }
  }

  private func facts(_ facts: [PageFact]) -> String {
    "<dl>\n"
      + facts.map { "<dt>\(Markup.escaped($0.label))</dt><dd>\(line($0.line))</dd>" }.joined(separator: "\n")
      + "\n</dl>"
  }

  private func table(_ table: PageTable) -> String {
    let headings = table.headings.map { "<th scope=\"col\">\(line($0))</th>" }.joined()
    let rows = table.rows.map { row in "<tr>" + row.map { "<td>\(line($0))</td>" }.joined() + "</tr>" }
    return
      "<div class=\"wide\" tabindex=\"0\">\n<table>\n<thead><tr>\(headings)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>\n</div>"
  }

  private func branches(_ branches: [PageBranch]) -> String {
    let items = branches.map { branch in
      let anchor = branch.anchor.map { " id=\"\(Markup.escaped($0))\"" } ?? ""
      let own = branch.place.isEmpty ? "" : " " + place(branch.place)
      var parts = ["<li\(anchor)>", "<p class=\"branch\">\(line(branch.title))\(own)</p>"]
      parts += branch.body.map { block($0) }
      if !branch.branches.isEmpty { parts.append(self.branches(branch.branches)) }
      return (parts + ["</li>"]).joined(separator: "\n")
    }
    return "<ul>\n" + items.joined(separator: "\n") + "\n</ul>"
  }

  private func line(_ line: PageLine) -> String {
    line.pieces.enumerated().map { index, piece in
      switch piece {
      case .text(let text): return Markup.escaped(text)
      case .strong(let text): return "<strong>\(Markup.escaped(text))</strong>"
      case .name(let text): return "<code>\(Markup.escaped(text))</code>"
      case .tag(let text): return "<span class=\"tag\">\(Markup.escaped(text))</span>"
      case .faint(let text):
        return (index > 0 ? " " : "") + "<span class=\"faint\">\(Markup.escaped(text))</span>"
      case .link(let text, let anchor): return link(text, anchor, isName: !text.contains(" ") && text.count <= 30)
      }
    }.joined()
  }
}
