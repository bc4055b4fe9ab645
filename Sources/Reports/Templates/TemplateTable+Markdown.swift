internal import Drawing
internal import JSONTrees

extension TemplateTable {
  /// The tables of docs/templates.md: all keys, all panels, all figures.
  package static func markdownReference() -> String {
    """
    | key | value | meaning | default |
    |---|---|---|---|
    \(rows(root, under: "").joined(separator: "\n"))

    ## All panels

    | panel | kind | shows |
    |---|---|---|
    \(panelRows.joined(separator: "\n"))

    Figures are panels too, and pictures; so are `curves` and `pairs`.

    | figure | own size, points | shows |
    |---|---|---|
    \(figureRows.joined(separator: "\n"))

    """
  }

  private static func rows(_ object: TemplateObject, under path: String) -> [String] {
    object.keys.flatMap { key -> [String] in
      let place = path + key.name
      let standard =
        switch key.standard {
        case .value(.string("")): "empty"
        case .value(let value): "`\(value.text())`"
        case .words(let words): key.isRequired ? "required" : words
        }
      let row = "| `\(place)` | \(value(key.shape)) | \(key.doc) | \(standard) |"
      return [row] + inner(key.shape, under: place)
    }
  }

  private static func inner(_ shape: TemplateShape, under place: String) -> [String] {
    switch shape {
    case .list(let element, _, _): inner(element, under: place + "[]")
    case .object(let object), .nameOrObject(_, let object, _): rows(object, under: place + ".")
    default: []
    }
  }

  private static func value(_ shape: TemplateShape) -> String {
    switch shape {
    case .text: "text"
    case .flag: "`true`, `false`"
    case .number(_, _, _, let expected): expected
    case .name(let names):
      names.count > 5 ? "a name" : names.map { "`\($0)`" }.joined(separator: ", ")
    case .columns: "two whole numbers from 1 to \(columnCount)"
    case .list(let element, let noun, let isNeverEmpty):
      switch element {
      case .nameOrObject: "list of names or objects"
      default: isNeverEmpty ? "list of \(noun)s, at least one" : "list of \(noun)s"
      }
    case .object, .nameOrObject: "object"
    }
  }

  private static var panelRows: [String] {
    PanelKind.allCases.map { kind in
      "| `\(kind.rawValue)` | \(kind.isText ? "text" : "chart") | \(kind.summary) |"
    }
  }

  private static var figureRows: [String] {
    FigureList.all.map { figure in
      let size = [figure.size.width, figure.size.height].map { "\(Int($0))" }
      return "| `\(figure.name)` | \(size.joined(separator: " × ")) | \(figure.summary) |"
    }
  }
}
