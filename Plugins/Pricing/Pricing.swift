public import PolicyModel

/// The pricing plugin: `catalogue`, `tiers`, `price`, and the function `anniversary`.
public enum Pricing {
  /// Everything it adds.
  public static let plugin = Plugin(
    name: "pricing", summary: "Catalogues, tiers, prices with steps, anniversaries.",
    blocks: [Catalogue.block, Tiers.block, Price.block], functions: [Anniversary.function],
    codes: Tiers.codes + Price.codes)
}
