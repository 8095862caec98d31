/// Everything about one customer that orders and roles are decided by, on one day.
package struct Account: Sendable, Equatable {
  package var customer: Customer
  package var reseller: Reseller
  package var subscription: Subscription?
  package var licencesInUse: Int
  package var ownAdministrators: Int
  package var resellerIsAdministrator: Bool
  package var trialsSoFar: Int
  /// The number of the last change. A proposal made from another one no longer holds.
  package var revision: Int64

  package init(
    customer: Customer, reseller: Reseller, subscription: Subscription?, licencesInUse: Int, ownAdministrators: Int,
    resellerIsAdministrator: Bool, trialsSoFar: Int, revision: Int64
  ) {
    self.customer = customer
    self.reseller = reseller
    self.subscription = subscription
    self.licencesInUse = licencesInUse
    self.ownAdministrators = ownAdministrators
    self.resellerIsAdministrator = resellerIsAdministrator
    self.trialsSoFar = trialsSoFar
    self.revision = revision
  }

  package var freeLicences: Int { max(0, (subscription?.capacity ?? 0) - licencesInUse) }
}
