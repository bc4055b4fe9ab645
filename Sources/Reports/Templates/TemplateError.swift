public import JSONTrees

/// What is wrong with a template, and where.
public struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The template's name, or its file's.
  public var file: String
  public var position: JSONNode.Position?
  /// The key path: "pages[0].rows[1].panels[0]"; empty for the whole file.
  public var path: String
  /// What was found, what was expected, and the nearest known name.
  public var message: String

  public init(
    file: String, position: JSONNode.Position? = nil, path: String = "", message: String
  ) {
    self.file = file
    self.position = position
    self.path = path
    self.message = message
  }

  public var description: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(place): " + (path.isEmpty ? "" : "\(path): ") + message
  }
}

/// All that is wrong with a template, in the order of its lines.
public struct TemplateErrors: Error, Equatable, Sendable, CustomStringConvertible {
  public var errors: [TemplateError]

  public init(_ errors: [TemplateError]) {
    self.errors = errors
  }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
