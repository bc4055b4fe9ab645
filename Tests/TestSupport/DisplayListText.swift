public import Drawing

extension Picture {
  /// The display list as text, a primitive a line, numbers rounded to a tenth of a point.
  ///
  /// What goldens hold: neither fonts nor processors can move it.
  public var displayList: String {
    let head = "picture \(text(size.width)) x \(text(size.height)) on \(text(background))\n"
    return head + "title \(title)\ncaption \(caption)\n"
      + primitives.flatMap { lines($0, indent: "") }.joined(separator: "\n") + "\n"
  }

  private func lines(_ primitive: Primitive, indent: String) -> [String] {
    switch primitive {
    case .polyline(let points, let stroke):
      ["\(indent)line \(text(stroke)) \(text(points))"]
    case .polygon(let points, let color):
      ["\(indent)polygon \(text(color)) \(text(points))"]
    case .rectangle(let rect, let fill, let stroke, let radius):
      [
        "\(indent)rectangle \(text(rect)) fill \(fill.map(text) ?? "none") "
          + "stroke \(stroke.map(text) ?? "none") radius \(text(radius))"
      ]
    case .marker(let shape, let point, let size, let fill, let stroke):
      [
        "\(indent)marker \(shape) \(text(point)) size \(text(size)) "
          + "fill \(fill.map(text) ?? "none") stroke \(stroke.map(text) ?? "none")"
      ]
    case .text(let block, let point, let anchor, let rotation):
      [
        "\(indent)text \(text(point)) \(anchor.horizontal) \(anchor.vertical) "
          + (rotation == 0 ? "" : "turned \(text(rotation)) ")
          + (block.width.map { "width \(text($0)) lines \(block.maximumLines ?? 0) " } ?? "")
          + block.runs.map { run in
            let style = run.style
            return "[\(text(style.size)) \(style.weight) \(text(style.color))] "
              + run.string.replacing("\n", with: "⏎")
          }.joined(separator: " ")
      ]
    case .raster(let raster, let rect):
      [
        "\(indent)raster \(raster.columns) x \(raster.rows) \(text(rect)) "
          + "cells \(raster.cells.map(text).reduce(into: UInt32(2_166_136_261)) { hash, cell in for byte in cell.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 } })"
      ]
    case .clip(let rect, let children):
      ["\(indent)clip \(text(rect))"] + children.flatMap { lines($0, indent: indent + "  ") }
    case .link(let target, let rect): ["\(indent)link \(target) \(text(rect))"]
    case .destination(let name, let point): ["\(indent)destination \(name) \(text(point))"]
    }
  }

  private func text(_ number: Double) -> String {
    guard number.isFinite else { return "\(number)" }
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  private func text(_ point: Point) -> String { "\(text(point.x)),\(text(point.y))" }

  private func text(_ points: [Point]) -> String { points.map(text).joined(separator: " ") }

  private func text(_ rect: Rect) -> String {
    "\(text(rect.x)),\(text(rect.y)) \(text(rect.width))x\(text(rect.height))"
  }

  private func text(_ stroke: Stroke) -> String {
    let dashes =
      stroke.dashes.isEmpty ? "" : " dashes " + stroke.dashes.map(text).joined(separator: ",")
    return "\(text(stroke.color)) width \(text(stroke.width))\(dashes)"
  }

  /// A colour as in CSS, its parts rounded to 1/255.
  private func text(_ color: Color) -> String {
    let parts = [color.red, color.green, color.blue].map { part in
      let digits = String(Int((part * 255).rounded()), radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }
    let opacity = color.opacity < 1 ? "/\(Int((color.opacity * 100).rounded()))" : ""
    return "#" + parts.joined() + opacity
  }
}
