extension Kind {
  /// Every kind of billing-vectors.json, in the order of the file.
  static let all: [Kind] =
    periods + billingDays + cycles + dayCounts + planChanges + seats + partialAmounts + tiers + discounts + taxes
    + invoices + roundings + allocations
}
