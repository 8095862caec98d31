/// What an editor asks of the language while a line is being typed. Called on the editor's thread.
package struct EditorBehaviour: Sendable {
  /// What Tab offers in `text`; `cursor` counts characters.
  package var complete: @Sendable (_ text: String, _ cursor: Int) -> CompletionResult
  /// May Enter hand in this text? If not, the block is still open and Enter begins another line.
  package var isComplete: @Sendable (_ text: String) -> Bool
  /// Where the next line is known already: does it go on with this text?
  package var continues: @Sendable (_ text: String, _ line: String) -> Bool

  /// No settings of the user's, no other program, and no way to bind a key to one.
  package var isRestricted: Bool

  package init(
    complete: @escaping @Sendable (_ text: String, _ cursor: Int) -> CompletionResult = { _, cursor in
      .nothing(at: cursor)
    },
    isComplete: @escaping @Sendable (_ text: String) -> Bool = { _ in true },
    continues: (@Sendable (_ text: String, _ line: String) -> Bool)? = nil, isRestricted: Bool = false
  ) {
    self.complete = complete
    self.isComplete = isComplete
    self.continues = continues ?? { text, _ in !isComplete(text) }
    self.isRestricted = isRestricted
  }
}
