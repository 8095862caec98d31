/// The words of the rule language for the rounding that a vector names.
enum RoundingWords {
  /// The words for a rounding mode of the vector files.
  static func mode(_ name: String) throws -> String {
    switch name {
    case "half-up": "half up"
    case "half-down": "half down"
    case "half-even": "half even"
    case "half-odd": "half odd"
    case "half-ceil": "half ceiling"
    case "half-floor": "half floor"
    case "up": "up"
    case "down", "trunc": "down"
    case "ceil": "ceiling"
    case "floor": "floor"
    default: throw VectorFault.notExpressible("the language has no rounding mode \(name)")
    }
  }

  /// The step that leaves `scale` digits after the point.
  static func step(_ scale: Int) -> String { DecimalText.shifted("1", by: -scale) }
}
