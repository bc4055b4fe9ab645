internal import CPango
internal import Drawing

/// A block as Pango laid it out, and where its lines stand.
///
/// Lines are as high as their styles' own fonts want, whatever fonts stand in for letters that those
/// lack: a row with a Japanese name is no higher than one without. Owned by its typesetter.
@safe struct TextLayout {
  struct Line {
    /// From the block's left edge to where the line begins.
    var x: Double
    /// From the block's top.
    var baseline: Double
  }

  let pango: OpaquePointer
  let lines: [Line]
  let extent: TextExtent
  /// What no installed font has and was laid out as question marks.
  let missing: MissingGlyphs?
  /// The runs, where some of the text is emoji in colours; else empty.
  let coloredPieces: [SetText.Piece]

  /// Takes over a layout of Pango's, of a text whose pieces have these heights.
  init(
    _ pango: OpaquePointer, of text: SetText, missing: MissingGlyphs?,
    metrics: (TextStyle) -> LineMetrics
  ) {
    unsafe self.pango = unsafe pango
    self.missing = missing
    let isPlain = text.string.utf8.allSatisfy { $0 < 0x80 }
    coloredPieces = unsafe !isPlain && ColorGlyphs.areIn(pango) ? text.pieces : []
    let heights = text.pieces.map { (bytes: $0.bytes, metrics: metrics($0.style)) }
    let units = Double(PANGO_SCALE)
    var box = PangoRectangle()
    unsafe pango_layout_get_extents(pango, nil, &box)
    var lines: [Line] = []
    var bottom = 0.0
    let iterator = unsafe pango_layout_get_iter(pango)
    defer { unsafe pango_layout_iter_free(iterator) }
    repeat {
      guard let line = unsafe pango_layout_iter_get_line_readonly(iterator)?.pointee else {
        continue
      }
      var place = PangoRectangle()
      unsafe pango_layout_iter_get_line_extents(iterator, nil, &place)
      let start = unsafe Int(line.start_index)
      let end = unsafe start + Int(line.length)
      let own = heights.filter { $0.bytes.lowerBound < end && $0.bytes.upperBound > start }
      // A line without letters is as high as the text it stands in.
      let used = own.isEmpty ? heights : own
      let ascent = used.map(\.metrics.ascent).max() ?? 0
      let descent = used.map(\.metrics.descent).max() ?? 0
      lines.append(Line(x: Double(place.x - box.x) / units, baseline: bottom + ascent))
      bottom += ascent + descent
    } while unsafe pango_layout_iter_next_line(iterator) != 0
    self.lines = lines
    extent = TextExtent(
      size: Size(Double(box.width) / units, bottom), baseline: lines.first?.baseline ?? 0,
      lines: lines.count, isCut: unsafe pango_layout_is_ellipsized(pango) != 0)
  }

  func release() { unsafe g_object_unref(UnsafeMutableRawPointer(pango)) }
}

/// How far a font reaches above and below the baseline, in points.
struct LineMetrics {
  var ascent: Double
  var descent: Double
}
