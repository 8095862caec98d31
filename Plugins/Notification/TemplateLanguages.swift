import Diagnostics
import PolicyModel

/// A template says the same in all its languages: each has one subject and at least one paragraph.
enum TemplateLanguages {
  static let codes: [DiagnosticCode] = [.languageIncomplete, .languageCode]

  static func findings(of entries: [TextDeclaration.Entry], _ name: Word) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var languages: [String] = []
    var byLanguage: [String: [TextDeclaration.Entry]] = [:]
    for entry in entries {
      if byLanguage[entry.language.text] == nil { languages.append(entry.language.text) }
      byLanguage[entry.language.text, default: []].append(entry)
    }
    for language in languages {
      let own = byLanguage[language] ?? []
      let place = own.first?.language.range ?? name.range
      let subjects = own.filter { $0.field == "subject" }
      if subjects.isEmpty || !own.contains(where: { $0.field == "text" }) {
        let missing = subjects.isEmpty ? "subject" : "text"
        findings.append(
          Diagnostic(
            .languageIncomplete, "template \(name.text) has no \(missing) in the language \(language)", at: place,
            cure: "add a line `\(missing) \(language) \"…\"`"))
      } else if subjects.count > 1 {
        findings.append(
          Diagnostic(
            .languageIncomplete, "template \(name.text) has two subjects in the language \(language)",
            at: subjects[1].text.range, also: [.init(range: subjects[0].text.range, label: "the first one")],
            cure: "keep one of the two"))
      }
      if language.utf8.count != 2 {
        findings.append(
          Diagnostic(
            .languageCode, "“\(language)” is no language code", at: place,
            cure: "write the two letters of ISO 639, such as en or it"))
      }
    }
    return findings
  }
}

extension DiagnosticCode {
  static let languageIncomplete = DiagnosticCode(
    id: "L651", title: "A template lacks a part in one of its languages",
    meaning:
      "A notice is sent in its receiver's language. Every language that a template has needs one subject and at least one paragraph of text.",
    example: "template welcome \"Welcome\"\n  subject en \"Welcome\"\n  text en \"Hello\"\n  subject it \"Benvenuto\"",
    cure: "Add the missing line in that language.")
  static let languageCode = DiagnosticCode(
    id: "L652", title: "A language is named by two letters",
    meaning: "Languages are named by the codes of ISO 639-1: en for English, it for Italian.",
    example: "template welcome \"Welcome\"\n  subject english \"Welcome\"\n  text english \"Hello\"",
    cure: "Write the code: `subject en \"Welcome\"`.")
}
