internal import JSONTrees

/// What a key of a template may hold: read, published as JSON Schema and documented from one table.
indirect enum TemplateShape: Sendable {
  case text
  case flag
  /// A number within bounds; messages ask for `expected`.
  case number(above: Double? = nil, from: Double? = nil, to: Double, expected: String)
  case name([String])
  /// The first and the last of a page's columns.
  case columns
  case list(TemplateShape, noun: String, isNeverEmpty: Bool)
  case object(TemplateObject)
  /// A name alone, or an object that says more; messages call it by the noun.
  case nameOrObject([String], TemplateObject, noun: String)
}

/// An object of a template: its keys, and those of which it needs exactly one.
struct TemplateObject: Sendable {
  var keys: [TemplateKey]
  /// Keys of which exactly one must be there.
  var choice: [String] = []
  /// Keys of which at least one must be there.
  var least: [String] = []
}

/// A key with its value's shape, what it means and what stands in where it is absent.
struct TemplateKey: Sendable {
  var name: String
  var shape: TemplateShape
  /// What it says about the report, for the documentation: a phrase without a full stop.
  var doc: String
  var isRequired = false
  /// What it is where it is absent, in words where it is no value.
  var standard: Standard = .words("")

  enum Standard: Sendable {
    case value(JSON)
    case words(String)
  }

  init(
    _ name: String, _ shape: TemplateShape, _ doc: String, isRequired: Bool = false,
    _ standard: Standard = .words("")
  ) {
    self.name = name
    self.shape = shape
    self.doc = doc
    self.isRequired = isRequired
    self.standard = standard
  }
}
