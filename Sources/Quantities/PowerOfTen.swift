/// Powers of ten by table look-up.
public enum PowerOfTen {
  /// 10 to the power of `exponent`; nil outside 0...37, where the answer is no whole number or does not fit.
  public static func value(_ exponent: Int) -> Int128? {
    table.indices.contains(exponent) ? table[exponent] : nil
  }

  private static let table: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 1...37 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()
}
