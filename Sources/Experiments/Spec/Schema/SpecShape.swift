package import JSONTrees

/// What a value of a spec may look like: the language of the one table that decoder, JSON Schema,
/// reference and suggestions come from.
package indirect enum SpecShape: Sendable {
  case boolean
  case number(NumberRule)
  /// Any string but the empty one; the noun says what it names: "a path", "a column".
  case text(noun: String)
  /// One of a few strings; the noun says of what kind: "metric".
  case word(noun: String, [Word])
  case list(SpecShape, ListRule)
  case object(ObjectShape)
  /// An object whose keys are names of the user's own.
  case names(SpecShape, noun: String)
  case choice(Choice)
  /// Alternatives that differ in their JSON type.
  case either([SpecShape])
  /// A merge patch over a shape, whatever stands around it.
  case patch(SpecShape)
  /// Any JSON value: one that is judged where it is put in.
  case any
  /// A shape of the table under its name.
  case named(String)

  /// A string that a key takes.
  package struct Word: Sendable {
    package var text: String
    package var doc: String

    package init(_ text: String, _ doc: String) {
      self.text = text
      self.doc = doc
    }
  }

  /// How many elements a list has, and what one is.
  package struct ListRule: Sendable {
    package var count: ClosedRange<Int>
    /// One element as a noun in the plural: "layers".
    package var noun: String
    package var isUnique: Bool

    package init(_ noun: String, count: ClosedRange<Int> = 0...1_000_000, isUnique: Bool = false) {
      self.noun = noun
      self.count = count
      self.isUnique = isUnique
    }
  }
}

/// A key of an object.
package struct SpecField: Sendable {
  package enum Presence: Equatable, Sendable {
    case required
    /// Absent has a meaning of its own, which the key's sentence gives.
    case optional
    case standard(JSON)
  }

  package var key: String
  package var doc: String
  package var shape: SpecShape
  package var presence: Presence
  package var example: JSON?
  /// Names that other programs give this key.
  package var aliases: [String]

  package init(
    _ key: String, _ doc: String, _ shape: SpecShape, _ presence: Presence = .optional,
    example: JSON? = nil, aliases: [String] = []
  ) {
    self.key = key
    self.doc = doc
    self.shape = shape
    self.presence = presence
    self.example = example
    self.aliases = aliases
  }
}

/// An object with known keys.
package struct ObjectShape: Sendable {
  package var fields: [SpecField]
  /// The key that a value stands for when it is written in place of the object.
  package var main: String?
  package var groups: [ExclusiveKeys]
  package var rules: [SpecRule]
  /// What to try instead of keys that people look for here in vain.
  package var hints: [String: String]

  package init(
    _ fields: [SpecField], main: String? = nil, groups: [ExclusiveKeys] = [],
    rules: [SpecRule] = [], hints: [String: String] = [:]
  ) {
    self.fields = fields
    self.main = main
    self.groups = groups
    self.rules = rules
    self.hints = hints
  }

  package func field(_ key: String) -> SpecField? {
    fields.first { $0.key == key }
  }
}

/// Keys of which an object has at most one.
package struct ExclusiveKeys: Sendable {
  package var keys: [String]
  /// Whether one of them must be there.
  package var isRequired: Bool
  /// What they give, as a noun: "data source".
  package var noun: String

  package init(_ noun: String, _ keys: [String], isRequired: Bool) {
    self.noun = noun
    self.keys = keys
    self.isRequired = isRequired
  }
}

/// A condition between the keys of one object that a shape can't say.
package struct SpecRule: Sendable {
  package struct Finding: Sendable {
    /// The key whose value is at fault; nil for the object itself.
    package var key: String?
    package var message: String
    package var expected: String?
    package var suggestion: String?

    package init(
      _ key: String?, _ message: String, expected: String? = nil, suggestion: String? = nil
    ) {
      self.key = key
      self.message = message
      self.expected = expected
      self.suggestion = suggestion
    }
  }

  /// Judges an object whose keys are sound one by one and whose defaults are filled in.
  package var finding: @Sendable (JSON) -> Finding?

  package init(_ finding: @escaping @Sendable (JSON) -> Finding?) {
    self.finding = finding
  }
}

/// One of several named variants: `"relu"`, `{"dense": 64}`, `{"dense": {"units": 64}}`.
package struct Choice: Sendable {
  /// What is chosen, as a noun: "optimizer".
  package var noun: String
  package var variants: [Variant]

  package init(_ noun: String, _ variants: [Variant]) {
    self.noun = noun
    self.variants = variants
  }

  package func variant(_ name: String) -> Variant? {
    variants.first { $0.name == name }
  }

  /// A variant and the settings that it takes.
  package struct Variant: Sendable {
    package enum Payload: Sendable {
      case settings(ObjectShape)
      /// A value of its own: `{"constant": 0.1}`.
      case value(SpecShape)
    }

    package var name: String
    package var doc: String
    package var payload: Payload
    /// Names that other programs give this variant.
    package var aliases: [String]

    package init(
      _ name: String, _ doc: String, _ fields: [SpecField] = [], main: String? = nil,
      groups: [ExclusiveKeys] = [], rules: [SpecRule] = [], aliases: [String] = []
    ) {
      self.name = name
      self.doc = doc
      self.payload = .settings(ObjectShape(fields, main: main, groups: groups, rules: rules))
      self.aliases = aliases
    }

    package init(_ name: String, _ doc: String, value: SpecShape, aliases: [String] = []) {
      self.name = name
      self.doc = doc
      self.payload = .value(value)
      self.aliases = aliases
    }

    /// Whether the name alone, as a string, is a whole value.
    package var isNameEnough: Bool {
      guard case .settings(let object) = payload else { return false }
      return !object.fields.contains { $0.presence == .required }
        && !object.groups.contains(where: \.isRequired)
    }
  }
}

/// A shape of the table that has a name.
package struct SpecDefinition: Sendable {
  package var name: String
  package var doc: String
  package var shape: SpecShape

  package init(_ name: String, _ doc: String, _ shape: SpecShape) {
    self.name = name
    self.doc = doc
    self.shape = shape
  }
}

/// A table of shapes with its root.
package struct SpecSchema: Sendable {
  package var root: ObjectShape
  package var definitions: [SpecDefinition]
  private let shapes: [String: SpecShape]

  package init(root: ObjectShape, definitions: [SpecDefinition]) {
    self.root = root
    self.definitions = definitions
    shapes = Dictionary(uniqueKeysWithValues: definitions.map { ($0.name, $0.shape) })
  }

  /// The shape itself where it was a name.
  package func resolved(_ shape: SpecShape) -> SpecShape {
    guard case .named(let name) = shape else { return shape }
    guard let shape = shapes[name] else { preconditionFailure("no definition \"\(name)\"") }
    return resolved(shape)
  }
}
