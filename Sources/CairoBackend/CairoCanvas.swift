internal import CCairo
internal import Drawing

/// The few drawing calls that we need, on a context whose owner outlives it.
///
/// Coordinates must be finite and below 2^23: Cairo neither checks nor reports others.
@safe struct CairoCanvas {
  private let cairo: OpaquePointer

  init(_ cairo: OpaquePointer) {
    unsafe self.cairo = unsafe cairo
  }

  /// Lends the context to Pango.
  func withContext(_ body: (OpaquePointer) -> Void) {
    unsafe body(cairo)
  }

  /// What is wrong with the context, if anything.
  func check(_ during: String) throws(DrawingError) {
    let status = unsafe cairo_status(cairo)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .cairo(unsafe String(cString: cairo_status_to_string(status)), during: during)
    }
  }

  func saving(_ body: () -> Void) {
    unsafe cairo_save(cairo)
    body()
    unsafe cairo_restore(cairo)
  }

  func translate(by point: Point) { unsafe cairo_translate(cairo, point.x, point.y) }
  func rotate(degrees: Double) { unsafe cairo_rotate(cairo, degrees * .pi / 180) }
  func scale(_ x: Double, _ y: Double) { unsafe cairo_scale(cairo, x, y) }

  func setColor(_ color: Color) {
    unsafe cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.opacity)
  }

  func move(to point: Point) { unsafe cairo_move_to(cairo, point.x, point.y) }
  func line(to point: Point) { unsafe cairo_line_to(cairo, point.x, point.y) }
  func closePath() { unsafe cairo_close_path(cairo) }
  func forgetPath() { unsafe cairo_new_path(cairo) }

  func addRectangle(_ rect: Rect) {
    unsafe cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height)
  }

  func addCircle(at center: Point, radius: Double) {
    unsafe cairo_new_sub_path(cairo)
    unsafe cairo_arc(cairo, center.x, center.y, radius, 0, 2 * .pi)
    closePath()
  }

  func addRoundedRectangle(_ rect: Rect, radius: Double) {
    let r = min(radius, rect.width / 2, rect.height / 2)
    guard r > 0 else { return addRectangle(rect) }
    unsafe cairo_new_sub_path(cairo)
    unsafe cairo_arc(cairo, rect.maxX - r, rect.minY + r, r, -.pi / 2, 0)
    unsafe cairo_arc(cairo, rect.maxX - r, rect.maxY - r, r, 0, .pi / 2)
    unsafe cairo_arc(cairo, rect.minX + r, rect.maxY - r, r, .pi / 2, .pi)
    unsafe cairo_arc(cairo, rect.minX + r, rect.minY + r, r, .pi, 1.5 * .pi)
    closePath()
  }

  func fill() { unsafe cairo_fill(cairo) }
  func fillKeepingPath() { unsafe cairo_fill_preserve(cairo) }
  func stroke() { unsafe cairo_stroke(cairo) }
  func clip() { unsafe cairo_clip(cairo) }
  func paint() { unsafe cairo_paint(cairo) }

  /// Makes what is drawn until ``endGroup(opacity:)`` one picture of its own.
  func beginGroup() { unsafe cairo_push_group(cairo) }

  func endGroup(opacity: Double) {
    unsafe cairo_pop_group_to_source(cairo)
    unsafe cairo_paint_with_alpha(cairo, opacity)
  }

  func setStroke(_ stroke: Stroke, dashOffset: Double = 0) {
    setColor(stroke.color)
    unsafe cairo_set_line_width(cairo, stroke.width)
    unsafe cairo_set_line_cap(
      cairo, stroke.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    unsafe cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
    unsafe cairo_set_dash(cairo, stroke.dashes, Int32(stroke.dashes.count), dashOffset)
  }

  func showPage() { unsafe cairo_show_page(cairo) }

  func beginTag(_ name: String) { unsafe cairo_tag_begin(cairo, name, nil) }
  func endTag(_ name: String) { unsafe cairo_tag_end(cairo, name) }

  func tag(_ name: String, attributes: String) {
    unsafe cairo_tag_begin(cairo, name, attributes)
    unsafe cairo_tag_end(cairo, name)
  }

  /// Fills a rectangle with cells, one hard-edged block each.
  func drawCells(_ raster: Raster, in rect: Rect) {
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, Int32(raster.columns), Int32(raster.rows)),
      let data = unsafe cairo_image_surface_get_data(surface)
    else { return }
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    for row in 0..<raster.rows {
      for column in 0..<raster.columns {
        let pixel = raster.cells[row * raster.columns + column].premultiplied
        unsafe (data + row * stride + column * 4).withMemoryRebound(to: UInt32.self, capacity: 1) {
          unsafe $0.pointee = pixel
        }
      }
    }
    unsafe cairo_surface_mark_dirty(surface)
    saving {
      addRectangle(rect)
      clip()
      translate(by: Point(rect.x, rect.y))
      scale(rect.width / Double(raster.columns), rect.height / Double(raster.rows))
      unsafe cairo_set_source_surface(cairo, surface, 0, 0)
      let pattern = unsafe cairo_get_source(cairo)
      unsafe cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
      unsafe cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
      paint()
    }
    unsafe cairo_surface_destroy(surface)
  }
}

extension Color {
  /// As Cairo keeps pixels in memory: 0xAARRGGBB, each colour multiplied by the opacity.
  var premultiplied: UInt32 {
    func byte(_ value: Double) -> UInt32 {
      value.isFinite ? UInt32((min(max(value, 0), 1) * 255).rounded()) : 0
    }
    let alpha = opacity.isFinite ? min(max(opacity, 0), 1) : 0
    return byte(alpha) << 24 | byte(red * alpha) << 16 | byte(green * alpha) << 8
      | byte(blue * alpha)
  }
}
