internal import Charts
internal import JSONTrees

/// Makes a template of JSON that the table of keys allows, and checks what lies between keys.
struct TemplateReader {
  private var check: TemplateCheck

  init(file: String) {
    check = TemplateCheck(file: file)
  }

  var errors: [TemplateError] { check.errors }

  mutating func read(_ root: JSONNode, name: String) -> ReportTemplate {
    check.check(root, "", as: .object(TemplateTable.root))
    var theme = root["theme"]?.json.string.flatMap(Theme.named) ?? .light
    theme.hasTitles = root["titles"]?.json.bool ?? true
    return ReportTemplate(
      name: name, description: root["description"]?.json.string ?? "",
      page: root["page"]?.json.string.flatMap(ReportTemplate.PageSize.init) ?? .a4, theme: theme,
      scale: root["scale"]?.json.number ?? 1, footer: root["footer"]?.json.string ?? "",
      pictures: pictures(root["pictures"]),
      pages: (root["pages"]?.elements ?? []).enumerated().map { page($1, "pages[\($0)]") })
  }

  private mutating func pictures(_ node: JSONNode?) -> [ReportTemplate.Picture] {
    var pictures: [ReportTemplate.Picture] = []
    for (index, node) in (node?.elements ?? []).enumerated() {
      guard let name = node.json.string ?? node["figure"]?.json.string else { continue }
      if pictures.contains(where: { $0.name == name }) {
        check.fail(node, "pictures[\(index)]", "\"\(name)\" stands twice")
      }
      pictures.append(
        .init(name, width: node["width"]?.json.number, height: node["height"]?.json.number))
    }
    return pictures
  }

  private mutating func page(_ node: JSONNode, _ path: String) -> ReportTemplate.Page {
    ReportTemplate.Page(
      title: node["title"]?.json.string ?? "",
      rows: (node["rows"]?.elements ?? []).enumerated().map { row($1, "\(path).rows[\($0)]") },
      runsOn: node["run-on"]?.json.bool ?? false,
      isAppendix: node["appendix"]?.json.bool ?? false)
  }

  private mutating func row(_ node: JSONNode, _ path: String) -> ReportTemplate.Row {
    var panels: [ReportTemplate.Panel] = []
    for (index, node) in (node["panels"]?.elements ?? []).enumerated() {
      guard let panel = panel(node) else { continue }
      let place = "\(path).panels[\(index)]"
      if let other = panels.first(where: { $0.columns.overlaps(panel.columns) }) {
        check.fail(
          node, place, "columns \(panel.columns) overlap another panel's \(other.columns)")
      }
      panels.append(panel)
    }
    if node["height"] == nil {
      for (index, node) in (node["panels"]?.elements ?? []).enumerated() {
        guard let chart = panel(node)?.content.chartName else { continue }
        check.fail(
          node, "\(path).panels[\(index)]",
          "\"\(chart)\" is a chart; its row needs a \"height\", such as 1")
      }
    }
    return .init(height: node["height"]?.json.number, panels: panels)
  }

  /// A panel; nil where the check has found it wanting.
  private func panel(_ node: JSONNode) -> ReportTemplate.Panel? {
    let columns = node["columns"].flatMap(TemplateCheck.columns)
    let name = node.json.string ?? node["panel"]?.json.string
    let content: ReportTemplate.Panel.Content? =
      if let name {
        ReportTemplate.panelNames.contains(name) ? .named(name) : nil
      } else {
        node["text"]?.json.string.map { .text($0) }
      }
    return content.map { .init($0, columns: columns ?? 1...TemplateTable.columnCount) }
  }
}

extension ReportTemplate.Panel.Content {
  /// A panel or a figure by its name.
  static func named(_ name: String) -> Self {
    PanelKind(rawValue: name).map { .part($0) } ?? .figure(name)
  }

  /// The name of a panel whose row needs a height; nil for text.
  fileprivate var chartName: String? {
    switch self {
    case .part(let kind): kind.isText ? nil : kind.rawValue
    case .figure(let name): name
    case .text: nil
    }
  }
}
