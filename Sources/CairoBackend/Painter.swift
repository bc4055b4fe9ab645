internal import Drawing

/// Draws display lists on a canvas, and keeps from Cairo what it can't take.
struct Painter {
  /// What the canvas is made of.
  enum Medium {
    /// Pixels, `scale` of them a point: straight lines are moved onto the grid.
    case raster(scale: Double)
    case vector
  }

  let canvas: CairoCanvas
  let medium: Medium
  private var isVector: Bool { if case .vector = medium { true } else { false } }
  /// Where coordinates may lie: well around the picture, well inside Cairo's 2^23.
  let box: Rect
  /// The places that links of a PDF may lead to; nil where there are no links.
  let links: LinkMap?

  init(canvas: CairoCanvas, medium: Medium, size: Size, links: LinkMap? = nil) {
    self.canvas = canvas
    self.medium = medium
    self.links = links
    let margin = 1000.0
    box = Rect(
      x: -size.width - margin, y: -size.height - margin, width: 3 * size.width + 2 * margin,
      height: 3 * size.height + 2 * margin)
  }

  func draw(_ primitives: [Primitive], with typesetter: inout Typesetter) {
    for primitive in primitives {
      switch primitive {
      case .polyline(let points, let stroke): drawLine(points, stroke)
      case .polygon(let points, let color): fill(points, color)
      case .rectangle(let rect, let fill, let stroke, let cornerRadius):
        drawRectangle(rect, fill, stroke, cornerRadius)
      case .marker(let shape, let center, let size, let fill, let stroke):
        drawMarker(shape, center, size, fill, stroke)
      case .text(let block, let point, let anchor, let rotation):
        guard point.isFinite, box.contains(point), rotation.isFinite else { continue }
        // A PDF with links has a structure tree, and readers that follow it skip untagged text.
        if links != nil { canvas.beginTag("P") }
        typesetter.draw(
          block, at: point, anchor: anchor, rotation: rotation, on: canvas, isVector: isVector)
        if links != nil { canvas.endTag("P") }
      case .raster(let raster, let rect): drawRaster(raster, rect)
      case .clip(let rect, let children):
        guard let rect = SafeLine.rectangle(rect, within: box) else { continue }
        canvas.saving {
          canvas.addRectangle(rect)
          canvas.clip()
          draw(children, with: &typesetter)
        }
      case .link(let target, let rect):
        guard let rect = SafeLine.rectangle(rect, within: box) else { continue }
        links?.link(target, rect, on: canvas)
      case .destination(let name, let point):
        guard point.isFinite, box.contains(point) else { continue }
        links?.destination(name, point, on: canvas)
      }
    }
  }

  // MARK: Lines

  /// Cairo's time for one path in pixels grows faster than its length; chunks keep it linear.
  private static let segmentsPerChunk = 100

  private func drawLine(_ points: [Point], _ stroke: Stroke) {
    guard let stroke = usable(stroke) else { return }
    for stretch in SafeLine.stretches(of: snapped(points, stroke), within: box) {
      switch medium {
      case .vector:
        // A quarter of a point is less than any reader resolves at a page's size.
        strokePath(stretch.reduced(columnsPerPoint: 4), stroke)
      case .raster(let scale):
        strokeInChunks(stretch.reduced(columnsPerPoint: scale), stroke, pixel: 1 / scale)
      }
    }
  }

  private func strokeInChunks(_ line: SafeLine, _ stroke: Stroke, pixel: Double) {
    guard line.points.count > 4 * Painter.segmentsPerChunk else { return strokePath(line, stroke) }
    var opaque = stroke
    opaque.color.opacity = 1
    let draw = {
      for chunk in line.chunks(of: Painter.segmentsPerChunk, overlap: 3 * pixel) {
        strokePath(chunk, opaque)
      }
    }
    guard stroke.color.opacity < 1 else { return draw() }
    // Chunks overlap: drawn see-through, the overlaps would show as dark spots.
    canvas.saving {
      canvas.addRectangle(bounds(of: line.points, margin: stroke.width))
      canvas.clip()
      canvas.beginGroup()
      draw()
      canvas.endGroup(opacity: stroke.color.opacity)
    }
  }

  private func bounds(of points: [Point], margin: Double) -> Rect {
    var (low, high) = (points[0], points[0])
    for point in points {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    return Rect(
      x: low.x - margin, y: low.y - margin, width: high.x - low.x + 2 * margin,
      height: high.y - low.y + 2 * margin)
  }

  private func strokePath(_ line: SafeLine, _ stroke: Stroke) {
    let period = stroke.dashes.reduce(0, +)
    let offset = period > 0 ? line.start.truncatingRemainder(dividingBy: period) : 0
    canvas.setStroke(stroke, dashOffset: offset)
    canvas.move(to: line.points[0])
    for point in line.points.dropFirst() { canvas.line(to: point) }
    // A lone point is a path of no length, which round caps make a dot.
    if line.points.count == 1 { canvas.line(to: line.points[0]) }
    canvas.stroke()
  }

  /// The stroke as Cairo can take it; nil where it draws nothing.
  private func usable(_ stroke: Stroke?) -> Stroke? {
    guard var stroke, stroke.width.isFinite, stroke.width > 0, isVisible(stroke.color) else {
      return nil
    }
    stroke.width = min(stroke.width, 1000)
    let period = stroke.dashes.reduce(0, +)
    let isPattern = stroke.dashes.allSatisfy { $0.isFinite && $0 >= 0 } && period > 0.01
    if !isPattern { stroke.dashes = [] }
    return stroke
  }

  private func isVisible(_ color: Color?) -> Bool {
    guard let color else { return false }
    return color.opacity > 0 && color.red.isFinite && color.green.isFinite && color.blue.isFinite
      && color.opacity.isFinite
  }

  /// An upright or level line moved onto whole pixels, where its width is a whole number of them.
  private func snapped(_ points: [Point], _ stroke: Stroke) -> [Point] {
    guard points.count == 2, let align = snapping(width: stroke.width) else { return points }
    var points = points
    if points[0].x == points[1].x {
      points[0].x = align(points[0].x)
      points[1].x = points[0].x
    }
    if points[0].y == points[1].y {
      points[0].y = align(points[0].y)
      points[1].y = points[0].y
    }
    return points
  }

  /// Moves the middle of a line of this width so that its edges fall between pixels.
  private func snapping(width: Double) -> ((Double) -> Double)? {
    guard case .raster(let scale) = medium else { return nil }
    let pixels = (width * scale).rounded()
    guard pixels >= 1, abs(pixels - width * scale) < 0.02 else { return nil }
    let shift = pixels.truncatingRemainder(dividingBy: 2) == 1 ? 0.5 : 0
    return { value in
      guard abs(value) < 1e6 else { return value }
      return ((value * scale - shift).rounded() + shift) / scale
    }
  }

  // MARK: Shapes

  private func fill(_ points: [Point], _ color: Color) {
    guard isVisible(color) else { return }
    let shape = SafeLine.polygon(points, within: box)
    guard shape.count > 2 else { return }
    canvas.setColor(color)
    canvas.move(to: shape[0])
    for point in shape.dropFirst() { canvas.line(to: point) }
    canvas.closePath()
    canvas.fill()
  }

  private func drawRectangle(
    _ rect: Rect, _ fill: Color?, _ stroke: Stroke?, _ cornerRadius: Double
  ) {
    guard let rect = SafeLine.rectangle(rect, within: box) else { return }
    let radius = cornerRadius.isFinite ? max(0, cornerRadius) : 0
    if let fill, isVisible(fill) {
      canvas.setColor(fill)
      canvas.addRoundedRectangle(
        stroke == nil && radius == 0 ? snapped(rect) : rect, radius: radius)
      canvas.fill()
    }
    if let stroke = usable(stroke) {
      canvas.setStroke(stroke)
      canvas.addRoundedRectangle(snapped(rect, stroke), radius: radius)
      canvas.stroke()
    }
  }

  /// A filled rectangle with its edges between pixels, unless that would change a slim one's look.
  private func snapped(_ rect: Rect) -> Rect {
    guard case .raster(let scale) = medium, rect.width * scale >= 3, rect.height * scale >= 3 else {
      return rect
    }
    func snap(_ value: Double) -> Double { (value * scale).rounded() / scale }
    let (x, y) = (snap(rect.minX), snap(rect.minY))
    return Rect(x: x, y: y, width: snap(rect.maxX) - x, height: snap(rect.maxY) - y)
  }

  private func snapped(_ rect: Rect, _ stroke: Stroke) -> Rect {
    guard let align = snapping(width: stroke.width) else { return rect }
    let (x, y) = (align(rect.minX), align(rect.minY))
    return Rect(x: x, y: y, width: align(rect.maxX) - x, height: align(rect.maxY) - y)
  }

  private func drawMarker(
    _ shape: MarkerShape, _ center: Point, _ size: Double, _ fill: Color?, _ stroke: Stroke?
  ) {
    guard center.isFinite, box.contains(center), size.isFinite, size > 0 else { return }
    shape.addPath(to: canvas, around: center, radius: min(size, 1000) / 2)
    let stroke = usable(stroke)
    if let fill, isVisible(fill), !shape.isOpen {
      canvas.setColor(fill)
      canvas.fillKeepingPath()
    }
    if let stroke {
      canvas.setStroke(stroke)
      canvas.stroke()
    }
    canvas.forgetPath()
  }

  // MARK: Heat maps

  private func drawRaster(_ raster: Raster, _ rect: Rect) {
    guard rect.width > 0, rect.height > 0, raster.columns > 0, raster.rows > 0,
      raster.columns < 32768, raster.rows < 32768, box.contains(Point(rect.minX, rect.minY)),
      box.contains(Point(rect.maxX, rect.maxY))
    else { return }
    switch medium {
    case .raster: canvas.drawCells(raster, in: snapped(rect))
    case .vector:
      let blocks = raster.blocks
      guard raster.isSmallerAsBlocks(blocks.count) else {
        return canvas.drawCells(raster, in: rect)
      }
      let (width, height) = (rect.width / Double(raster.columns), rect.height / Double(raster.rows))
      for block in blocks where isVisible(block.color) {
        canvas.setColor(block.color)
        canvas.addRectangle(
          Rect(
            x: rect.x + Double(block.column) * width, y: rect.y + Double(block.row) * height,
            width: Double(block.width) * width, height: Double(block.height) * height))
        canvas.fill()
      }
    }
  }
}
