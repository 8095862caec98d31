import Diagnostics
import PolicyModel

/// Something found about the orders of a book.
struct Finding {
  var diagnostic: Diagnostic
  /// What a block can sign off: `accept cliff "…"`; nil for what nobody can accept.
  var kind: AcceptedKind?
  /// The name of the block that can sign it off.
  var owner: String
  /// How a reader tells apart two findings of one kind: findings are listed by place.
  var range: SourceRange { diagnostic.places[0].range }
}
