import PolicyLanguage
import PolicyProgram

extension Engine {
  /// What an input can be: each answer where they are listed, and otherwise one entry in words. Empty for an unknown name.
  package func allowed(_ name: String) -> [String] {
    guard let index = program.input(named: name) else { return [] }
    return InputText(plan: plan).allowed(program.inputs[index], ValueText(plan: plan))
  }
}
