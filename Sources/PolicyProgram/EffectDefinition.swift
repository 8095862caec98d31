package import Diagnostics

/// An effect: refusal, warning or what a plugin collects.
package struct EffectDefinition: Sendable {
  package var kind: String
  package var collection: String
  package var name: String
  package var title: String?
  package var condition: Int32
  package var dateNode: Int32
  package var firstDay: Int128
  package var lastDay: Int128
  package var isPerLine: Bool
  package var fields: [Field]
  package var because: String?
  package var source: String?
  package var range: SourceRange

  package init(
    kind: String, collection: String, name: String, title: String? = nil, condition: Int32, dateNode: Int32,
    firstDay: Int128, lastDay: Int128, isPerLine: Bool, fields: [Field], because: String? = nil, source: String? = nil,
    range: SourceRange
  ) {
    self.kind = kind
    self.collection = collection
    self.name = name
    self.title = title
    self.condition = condition
    self.dateNode = dateNode
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.isPerLine = isPerLine
    self.fields = fields
    self.because = because
    self.source = source
    self.range = range
  }

  package struct Field: Sendable {
    package var name: String
    package var text: TextTemplate
    /// The message of ``Program/messages`` it names, or -1.
    package var message: Int

    package init(
      name: String, text: TextTemplate, message: Int
    ) {
      self.name = name
      self.text = text
      self.message = message
    }
  }
}

/// A text block: a template in its languages.
package struct MessageDefinition: Sendable {
  package var block: String
  package var name: String
  package var title: String?
  package var entries: [(field: String, language: String, text: TextTemplate)]
  package var range: SourceRange

  package init(
    block: String, name: String, title: String?, entries: [(field: String, language: String, text: TextTemplate)],
    range: SourceRange
  ) {
    self.block = block
    self.name = name
    self.title = title
    self.entries = entries
    self.range = range
  }
}
