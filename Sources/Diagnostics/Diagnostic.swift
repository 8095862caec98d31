/// One finding about an author's text: what is wrong, where, and the cure.
public struct Diagnostic: Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable, CaseIterable {
    /// The text cannot be used.
    case error
    /// The text can be used, and likely says what was not meant.
    case warning
    /// Worth knowing.
    case note
  }

  /// A place with what is to be said about it.
  public struct Place: Hashable, Sendable {
    /// What is underlined.
    public var range: SourceRange
    /// A few words beside the underline.
    public var label: String?

    /// A place, with or without words.
    public init(_ range: SourceRange, label: String? = nil) {
      self.range = range
      self.label = label
    }

    /// A place, with or without words.
    public init(range: SourceRange, label: String? = nil) {
      self.init(range, label: label)
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// Which kind of finding it is.
  public var code: DiagnosticCode
  /// What is wrong, in the author's words.
  public var message: String
  /// Everything involved; the first is the main place.
  public var places: [Place]
  /// What to do about it.
  public var cure: String?
  /// The line of the main place as it should be.
  public var correctedLine: String?
  /// Further facts, one sentence each.
  public var notes: [String]

  /// A finding at one main place, and perhaps others.
  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ message: String, at range: SourceRange,
    label: String? = nil, also others: [Place] = [], cure: String? = nil, correctedLine: String? = nil,
    notes: [String] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.places = [Place(range, label: label)] + others
    self.cure = cure
    self.correctedLine = correctedLine
    self.notes = notes
  }

  /// An error at one main place, and perhaps others.
  public init(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, label: String? = nil,
    also others: [Place] = [], cure: String? = nil, correctedLine: String? = nil, notes: [String] = []
  ) {
    self.init(
      .error, code, message, at: range, label: label, also: others, cure: cure, correctedLine: correctedLine,
      notes: notes)
  }
}
