internal import JSONTrees
internal import Templates

extension ReportTemplate {
  /// The names of the templates that are built in.
  public static let names = Templates.reports.map(\.name)

  /// What panels are called: those of text, the chart panels and the figures.
  public static var panelNames: [String] {
    PanelKind.allCases.map(\.rawValue) + FigureList.names
  }

  /// What can be written as a picture: the figures and the chart panels.
  public static var pictureNames: [String] {
    FigureList.names + PanelKind.allCases.filter { !$0.isText }.map(\.rawValue)
  }

  /// The text of a built-in template, to start one's own from; nil where there is none of the name.
  public static func source(of name: String) -> [UInt8]? {
    Templates.reports.first { $0.name == name }?.bytes
  }

  /// A built-in template; an error for another name says which there are.
  public static func named(_ name: String) throws(TemplateErrors) -> ReportTemplate {
    guard let source = source(of: name) else {
      let known = names.joined(separator: ", ")
      let hint = NearestName.suggestion(for: name, among: names)
      let message =
        "there is no template of this name and no file; built in are \(known)"
        + (hint.map { "; \($0)" } ?? "")
      throw TemplateErrors([TemplateError(file: name, message: message)])
    }
    return try parse(source, file: name, name: name)
  }

  /// Reads a template from the text of a file.
  ///
  /// - Parameters:
  ///   - bytes: The JSON text.
  ///   - file: What messages call the file.
  ///   - name: The template's name; the file's without its extension as a rule.
  /// - Returns: The template.
  /// - Throws: Everything that is wrong with the text, each with its line and column.
  public static func parse(
    _ bytes: [UInt8], file: String, name: String
  ) throws(TemplateErrors) -> ReportTemplate {
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONNode.parse(bytes)
    } catch {
      throw TemplateErrors([
        TemplateError(file: file, position: error.position, message: error.message)
      ])
    }
    var reader = TemplateReader(file: file)
    let template = reader.read(root, name: name)
    guard reader.errors.isEmpty else {
      throw TemplateErrors(
        reader.errors.sorted { a, b in
          (a.position ?? .init(line: 0, column: 0)) < (b.position ?? .init(line: 0, column: 0))
        })
    }
    return template
  }
}
