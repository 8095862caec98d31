public import Diagnostics

/// Everything a plugin adds, as one value: block words, functions, units, channels, and the pages of the mistakes it
/// finds.
public struct Plugin: Sendable {
  /// The name it is switched off by, and spoken of.
  public var name: String
  public var summary: String
  public var blocks: [BlockDeclaration]
  public var functions: [FunctionDeclaration]
  public var units: [UnitDeclaration]
  /// How notices leave the program.
  public var channels: [ChannelDeclaration]
  /// What its own findings say, for whoever asks about a code.
  public var codes: [DiagnosticCode]

  public init(
    name: String, summary: String, blocks: [BlockDeclaration] = [], functions: [FunctionDeclaration] = [],
    units: [UnitDeclaration] = [], channels: [ChannelDeclaration] = [], codes: [DiagnosticCode] = []
  ) {
    self.name = name
    self.summary = summary
    self.blocks = blocks
    self.functions = functions
    self.units = units
    self.channels = channels
    self.codes = codes
  }
}

/// A unit of counting: its name and the words people write after numbers.
public struct UnitDeclaration: Sendable, Equatable {
  public var name: String
  public var singular: String
  public var plural: String

  public init(name: String, singular: String, plural: String) {
    self.name = name
    self.singular = singular
    self.plural = plural
  }
}
