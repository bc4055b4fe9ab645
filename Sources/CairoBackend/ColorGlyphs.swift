internal import CCairo
internal import CPango
internal import Drawing

/// Draws a line that holds emoji on a vector canvas: letters as letters, emoji as small images.
///
/// Left to itself Cairo 1.16 draws a colour glyph as an image of one pixel a point, and names an image
/// twice in a page's resources where it is drawn twice, which PDF checkers warn of.
@safe struct ColorGlyphs {
  /// Pixels a point: 216 an inch, which a printer shows without steps.
  private static let scale = 3.0

  /// Whether a layout has letters of a colour font.
  static func areIn(_ layout: OpaquePointer) -> Bool {
    let iterator = unsafe pango_layout_get_iter(layout)
    defer { unsafe pango_layout_iter_free(iterator) }
    repeat {
      let run = unsafe pango_layout_iter_get_run_readonly(iterator)?.pointee
      if unsafe hasColors(run?.item?.pointee.analysis.font) { return true }
    } while unsafe pango_layout_iter_next_run(iterator) != 0
    return false
  }

  /// Whether a font's letters are bitmaps in colour, in either of the two formats that Cairo reads.
  private static func hasColors(_ font: UnsafeMutablePointer<PangoFont>?) -> Bool {
    guard let font = unsafe font,
      let face = unsafe hb_font_get_face(pango_font_get_hb_font(font))
    else { return false }
    return ["CBDT", "sbix"].contains { name in
      let tag = name.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let table = unsafe hb_face_reference_table(face, tag)
      defer { unsafe hb_blob_destroy(table) }
      return unsafe hb_blob_get_length(table) > 0
    }
  }

  /// Draws a line from a point on its baseline.
  static func draw(
    line number: Int, of layout: TextLayout, from start: Point, on canvas: CairoCanvas,
    colors: (_ byte: Int) -> Color
  ) {
    guard
      let line = unsafe pango_layout_get_line_readonly(layout.pango, Int32(number))?.pointee
    else { return }
    let text = unsafe pango_layout_get_text(layout.pango)
    var x = start.x
    var node = unsafe line.runs
    while let place = unsafe node {
      unsafe node = unsafe place.pointee.next
      guard
        let run = unsafe place.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
        let item = unsafe run.pointee.item?.pointee, let glyphs = unsafe run.pointee.glyphs
      else { continue }
      let origin = Point(x, start.y)
      if unsafe hasColors(item.analysis.font) {
        unsafe drawImage(of: glyphs, item.analysis.font, at: origin, on: canvas)
      } else {
        canvas.setColor(colors(unsafe Int(item.offset)))
        canvas.move(to: origin)
        unsafe canvas.withContext { unsafe pango_cairo_show_glyph_item($0, text, run) }
      }
      x += unsafe Double(pango_glyph_string_get_width(glyphs)) / Double(PANGO_SCALE)
    }
  }

  private static func drawImage(
    of glyphs: UnsafeMutablePointer<PangoGlyphString>, _ font: UnsafeMutablePointer<PangoFont>?,
    at origin: Point, on canvas: CairoCanvas
  ) {
    var ink = PangoRectangle()
    unsafe pango_glyph_string_extents(glyphs, font, &ink, nil)
    let units = Double(PANGO_SCALE)
    let box = Rect(
      x: Double(ink.x) / units, y: Double(ink.y) / units, width: Double(ink.width) / units,
      height: Double(ink.height) / units)
    guard box.width > 0, box.height > 0, box.width < 5000, box.height < 5000 else { return }
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32((box.width * scale).rounded(.up)),
      Int32((box.height * scale).rounded(.up)))
    defer { unsafe cairo_surface_destroy(surface) }
    guard let cairo = unsafe cairo_create(surface) else { return }
    unsafe cairo_scale(cairo, scale, scale)
    unsafe cairo_move_to(cairo, -box.x, -box.y)
    unsafe pango_cairo_show_glyph_string(cairo, font, glyphs)
    unsafe cairo_destroy(cairo)
    canvas.saving {
      canvas.translate(by: Point(origin.x + box.x, origin.y + box.y))
      canvas.scale(1 / scale, 1 / scale)
      unsafe canvas.withContext { unsafe cairo_set_source_surface($0, surface, 0, 0) }
      canvas.paint()
    }
  }
}
