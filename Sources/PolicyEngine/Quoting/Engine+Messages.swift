import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// The texts of what an order collects: each notice in the languages of its template.
extension Engine {
  /// One text of an effect that fires.
  package struct Message: Sendable, Equatable {
    /// The effect's name, and its line of the order from 1 if it is one of several.
    package var effect: String
    package var line: Int?
    package var language: String
    /// `subject` or `text`.
    package var field: String
    package var text: String
  }

  /// The effects that fire for an order, by collection and name, without refusals and warnings: notices can be asked
  /// for alone, when nothing is ordered. Effects whose conditions lack an input do not fire.
  package func effects(_ order: Order) -> Result<[Quote.Effect], OrderMistakes> {
    binder.bind(order).map { bound in
      pool.withEvaluator(lines: bound.lineCount) { evaluator in
        evaluator.begin(bound)
        var builder = QuoteBuilder(evaluator, layout, sources: sources, order: bound)
        builder.addEffects()
        return builder.quote.effects
      }
    }
  }

  /// The texts of all effects that fire for an order. Effects whose conditions lack an input do not fire.
  package func messages(_ order: Order) -> Result<[Message], OrderMistakes> {
    binder.bind(order).map { bound in
      pool.withEvaluator(lines: bound.lineCount) { evaluator in
        evaluator.begin(bound)
        let wording = Wording(evaluator, sources: sources)
        var messages: [Message] = []
        for effect in program.effects {
          for line in 0..<(effect.isPerLine ? evaluator.lineCount : 1) where evaluator.fires(effect, line: line).isYes {
            for field in effect.fields where field.message >= 0 {
              for entry in program.messages[field.message].entries {
                messages.append(
                  Message(
                    effect: effect.name, line: effect.isPerLine && evaluator.lineCount > 1 ? line + 1 : nil,
                    language: entry.language, field: entry.field, text: wording.text(entry.text, line: line)))
              }
            }
          }
        }
        return messages
      }
    }
  }
}
