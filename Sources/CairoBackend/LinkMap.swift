internal import Drawing

/// The named places and pages of a document that links can lead to.
struct LinkMap {
  private let destinations: Set<String>
  private let pageCount: Int

  init(_ document: Document) {
    var names: Set<String> = []
    func collect(_ primitives: [Primitive]) {
      for primitive in primitives {
        switch primitive {
        case .destination(let name, _): names.insert(name)
        case .clip(_, let children): collect(children)
        default: continue
        }
      }
    }
    for page in document.pages { collect(page.picture.primitives) }
    destinations = names
    pageCount = document.pages.count
  }

  /// Adds a link; one that leads nowhere is left out, since Cairo would write it broken.
  func link(_ target: LinkTarget, _ rect: Rect, on canvas: CairoCanvas) {
    let numbers = [rect.x, rect.y, rect.width, rect.height].map(LinkMap.plain)
    let place = "rect=[\(numbers.joined(separator: " "))]"
    switch target {
    case .destination(let name):
      guard destinations.contains(name) else { return }
      canvas.tag("Link", attributes: "\(place) dest=\(LinkMap.quoted(name))")
    case .page(let number):
      guard (1...max(1, pageCount)).contains(number) else { return }
      canvas.tag("Link", attributes: "\(place) page=\(number) pos=[0 0]")
    case .url(let url):
      canvas.tag("Link", attributes: "\(place) uri=\(LinkMap.quoted(LinkMap.escaped(url)))")
    }
  }

  func destination(_ name: String, _ point: Point, on canvas: CairoCanvas) {
    let (x, y) = (LinkMap.plain(point.x), LinkMap.plain(point.y))
    canvas.tag("cairo.dest", attributes: "name=\(LinkMap.quoted(name)) x=\(x) y=\(y) internal")
  }

  /// A number to a hundredth: Cairo's attributes know no exponents.
  static func plain(_ number: Double) -> String {
    "\((number * 100).rounded() / 100)"
  }

  /// Cairo copies a backslash into the PDF's string unescaped; in an address it has no place anyway.
  private static func escaped(_ url: String) -> String {
    url.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "%5C")
  }

  /// A string as Cairo's attributes have it.
  private static func quoted(_ text: String) -> String {
    var quoted = "'"
    for character in text {
      if character == "'" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "'"
  }
}
