/// Ways to split an amount of smallest units by weights, without losing or making a unit.
///
/// Every way gives one part per weight. Each part is the proportional share, rounded toward zero; the ways differ in
/// who gets the units left over. A weight of 0 gets nothing. A negative amount is split by its magnitude.
///
/// `caps`, one per weight and not negative, limit the magnitude of each part. What a part cannot take goes to the
/// others in proportion to their weights; what none can take is lost. Otherwise the parts add up to the amount.
///
/// An amount of 0 gives parts of 0, also over weights that are all 0.
///
/// Nil when there are no weights, an amount other than 0 meets weights that are all 0, one is negative, the caps do not
/// fit the weights, or a product of the amount or a cap with a sum of weights does not fit. Amounts and weights up to
/// 10^18 always fit.
public enum Allocation {
  /// Units left over go one each to the largest remainders; of equal ones, to the earlier.
  public static func largestRemainder(_ amount: Int128, weights: [Int128], caps: [Int128]? = nil) -> [Int128]? {
    guard var shares = ProportionalShares(amount, weights: weights, caps: caps) else { return nil }
    if shares.leftover > 0 {
      let order = shares.open.sorted { (shares.remainders[$1], $0) < (shares.remainders[$0], $1) }
      for index in order { shares.giveOne(to: index) }
    }
    return shares.signedParts
  }

  /// Units left over go one each to the first parts whose weight is not 0.
  public static func toTheFirst(_ amount: Int128, weights: [Int128], caps: [Int128]? = nil) -> [Int128]? {
    guard var shares = ProportionalShares(amount, weights: weights, caps: caps) else { return nil }
    for index in shares.open { shares.giveOne(to: index) }
    return shares.signedParts
  }

  /// Units left over go one each to the largest weights; of equal ones, to the earlier.
  public static func toTheLargest(_ amount: Int128, weights: [Int128], caps: [Int128]? = nil) -> [Int128]? {
    guard var shares = ProportionalShares(amount, weights: weights, caps: caps) else { return nil }
    if shares.leftover > 0 {
      let order = shares.open.sorted { (weights[$1], $0) < (weights[$0], $1) }
      for index in order { shares.giveOne(to: index) }
    }
    return shares.signedParts
  }
}
