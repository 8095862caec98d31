import AccountBook
import Diagnostics

extension AccountProblem {
  /// Ends what takes long when whoever waits for it does not want it any more; nothing of it is kept.
  static func throwIfInterrupted() throws(AccountProblem) {
    if Cancellation.isRequested { throw AccountProblem(.refused, "interrupted", cure: "nothing was changed") }
  }
}
