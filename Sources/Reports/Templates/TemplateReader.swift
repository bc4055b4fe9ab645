internal import Charts
internal import JSONTrees

/// Reads a template's JSON; collects everything that is wrong before it gives up.
struct TemplateReader {
  let file: String
  private(set) var errors: [TemplateError] = []

  init(file: String) {
    self.file = file
  }

  mutating func read(_ root: JSONNode, name: String) -> ReportTemplate? {
    guard case .object = root.value else {
      fail(root, "", "expected an object, found \(root.kind)")
      return nil
    }
    check(
      root, "", keys: ["$schema", "description", "page", "theme", "footer", "pictures", "pages"])
    let page = choice(root["page"], "page", ReportTemplate.PageSize.allCases.map(\.rawValue))
    let theme = choice(root["theme"], "theme", Theme.all.map(\.name))
    var pictures: [String] = []
    for (i, node) in list(root["pictures"], "pictures").enumerated() {
      guard let picture = choice(node, "pictures[\(i)]", FigureList.names) else { continue }
      if pictures.contains(picture) { fail(node, "pictures[\(i)]", "\"\(picture)\" stands twice") }
      pictures.append(picture)
    }
    var pages: [ReportTemplate.Page] = []
    for (i, node) in list(root["pages"], "pages").enumerated() {
      if let page = self.page(node, "pages[\(i)]") { pages.append(page) }
    }
    if root["pages"] == nil, root["pictures"] == nil {
      fail(root, "", "a template needs \"pages\" or \"pictures\"")
    }
    return ReportTemplate(
      name: name, description: text(root["description"], "description") ?? "",
      page: page.flatMap(ReportTemplate.PageSize.init) ?? .a4,
      theme: theme.flatMap(Theme.named) ?? .light, footer: text(root["footer"], "footer") ?? "",
      pictures: pictures, pages: pages)
  }

  // MARK: Parts

  private mutating func page(_ node: JSONNode, _ path: String) -> ReportTemplate.Page? {
    guard isObject(node, path) else { return nil }
    check(node, path, keys: ["title", "rows"])
    guard let title = required(node, "title", path), let rows = required(node, "rows", path) else {
      return nil
    }
    var result: [ReportTemplate.Row] = []
    for (i, row) in list(rows, "\(path).rows").enumerated() {
      if let row = self.row(row, "\(path).rows[\(i)]") { result.append(row) }
    }
    if rows.elements.isEmpty { fail(rows, "\(path).rows", "expected at least one row") }
    return .init(title: text(title, "\(path).title") ?? "", rows: result)
  }

  private mutating func row(_ node: JSONNode, _ path: String) -> ReportTemplate.Row? {
    guard isObject(node, path) else { return nil }
    check(node, path, keys: ["height", "panels"])
    guard let panels = required(node, "panels", path) else { return nil }
    var result: [ReportTemplate.Panel] = []
    for (i, panel) in list(panels, "\(path).panels").enumerated() {
      let place = "\(path).panels[\(i)]"
      guard let panel = self.panel(panel, place) else { continue }
      if let other = result.first(where: { $0.columns.overlaps(panel.columns) }) {
        fail(
          panels.elements[i], place,
          "columns \(panel.columns) overlap another panel's \(other.columns)")
      }
      result.append(panel)
    }
    if panels.elements.isEmpty { fail(panels, "\(path).panels", "expected at least one panel") }
    let height = node["height"].flatMap { share($0, "\(path).height") }
    for (i, panel) in result.enumerated() {
      guard let chart = panel.content.chartName, i < panels.elements.count else { continue }
      if height == nil, node["height"] == nil {
        fail(
          panels.elements[i], "\(path).panels[\(i)]",
          "\"\(chart)\" is a chart; its row needs a \"height\", such as 1")
      }
    }
    return .init(height: height, panels: result)
  }

  private mutating func panel(_ node: JSONNode, _ path: String) -> ReportTemplate.Panel? {
    if case .string = node.value { return content(node, path).map { .init($0) } }
    guard case .object = node.value else {
      fail(node, path, "expected a panel's name or an object, found \(node.kind)")
      return nil
    }
    check(node, path, keys: ["panel", "text", "columns"])
    let columns = node["columns"].flatMap { self.columns($0, "\(path).columns") } ?? 1...12
    if let panel = node["panel"] {
      if let both = node["text"] {
        fail(both, "\(path).text", "a panel has either \"panel\" or \"text\"")
      }
      return content(panel, "\(path).panel").map { .init($0, columns: columns) }
    }
    guard let own = node["text"] else {
      fail(node, path, "expected \"panel\" or \"text\"")
      return nil
    }
    return text(own, "\(path).text").map { .init(.text($0), columns: columns) }
  }

  /// A panel or a figure by its name.
  private mutating func content(
    _ node: JSONNode, _ path: String
  ) -> ReportTemplate.Panel.Content? {
    let names = PanelKind.allCases.map(\.rawValue) + FigureList.names
    return choice(node, path, names).map { name in
      PanelKind(rawValue: name).map { .part($0) } ?? .figure(name)
    }
  }

  private mutating func columns(_ node: JSONNode, _ path: String) -> ClosedRange<Int>? {
    let numbers = node.elements.map(\.json.integer)
    guard numbers.count == 2, let first = numbers[0], let last = numbers[1],
      1 <= first, first <= last, last <= 12
    else {
      fail(node, path, "expected the first and the last of twelve columns, such as [1, 6]")
      return nil
    }
    return first...last
  }

  private mutating func share(_ node: JSONNode, _ path: String) -> Double? {
    guard let number = node.json.number, number > 0, number <= 100 else {
      fail(node, path, "expected a share of the page's height, a number above 0 up to 100")
      return nil
    }
    return number
  }

  // MARK: Checks

  private mutating func fail(_ node: JSONNode, _ path: String, _ message: String) {
    errors.append(
      TemplateError(file: file, position: node.position, path: path, message: message))
  }

  private mutating func isObject(_ node: JSONNode, _ path: String) -> Bool {
    if case .object = node.value { return true }
    fail(node, path, "expected an object, found \(node.kind)")
    return false
  }

  private mutating func check(_ node: JSONNode, _ path: String, keys: [String]) {
    for member in node.members where !keys.contains(member.key) {
      let place = path.isEmpty ? member.key : "\(path).\(member.key)"
      let hint =
        NearestName.suggestion(for: member.key, among: keys)
        ?? "known are \(keys.filter { $0 != "$schema" }.joined(separator: ", "))"
      errors.append(
        TemplateError(
          file: file, position: member.keyPosition, path: place,
          message: "unknown key \"\(member.key)\"; \(hint)"))
    }
  }

  private mutating func required(_ node: JSONNode, _ key: String, _ path: String) -> JSONNode? {
    if let value = node[key] { return value }
    fail(node, path, "\"\(key)\" is missing")
    return nil
  }

  private mutating func text(_ node: JSONNode?, _ path: String) -> String? {
    guard let node else { return nil }
    guard case .string(let string) = node.value else {
      fail(node, path, "expected a string, found \(node.kind)")
      return nil
    }
    return string
  }

  private mutating func list(_ node: JSONNode?, _ path: String) -> [JSONNode] {
    guard let node else { return [] }
    guard case .array(let elements) = node.value else {
      fail(node, path, "expected a list, found \(node.kind)")
      return []
    }
    return elements
  }

  private mutating func choice(_ node: JSONNode?, _ path: String, _ names: [String]) -> String? {
    guard let node, let name = text(node, path) else { return nil }
    if names.contains(name) { return name }
    let hint =
      NearestName.suggestion(for: name, among: names)
      ?? "known are \(names.joined(separator: ", "))"
    fail(node, path, "unknown name \"\(name)\"; \(hint)")
    return nil
  }
}

extension ReportTemplate.Panel.Content {
  /// The name of a panel whose row needs a height; nil for text.
  fileprivate var chartName: String? {
    switch self {
    case .part(let kind): kind.isText ? nil : kind.rawValue
    case .figure(let name): name
    case .text: nil
    }
  }
}
