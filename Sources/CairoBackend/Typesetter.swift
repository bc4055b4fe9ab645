internal import CCairo
internal import CPango
internal import Drawing

/// Lays text out with Pango, on a font map of its own; used by one thread at a time.
@safe struct Typesetter: ~Copyable {
  let faces: Faces
  /// What could not be drawn since it was last taken.
  private var missing: [MissingGlyphs] = []
  /// What was laid out before: most texts are measured and then drawn, on a picture and a page.
  private var layouts: [TextBlock: TextLayout] = [:]
  /// A report has some two thousand texts, and a layout takes a few kilobytes.
  private static let mostLayouts = 4096
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer

  init(faces known: Faces?) throws(DrawingError) {
    guard let map = unsafe pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
      throw .cairo("Pango was built without FreeType", during: "a font map")
    }
    // Sizes are given in absolute units, so that the resolution never enters; it is fixed all the
    // same, because fontconfig's rules may look at it.
    unsafe pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    do throws(DrawingError) {
      if let known {
        faces = known
      } else {
        faces = try Faces { unsafe pango_font_map_get_family(map, $0) != nil }
      }
    } catch {
      unsafe g_object_unref(map)
      throw error
    }
    unsafe self.map = unsafe map
    unsafe context = unsafe pango_font_map_create_context(map)
    unsafe pango_context_set_round_glyph_positions(context, 0)
    unsafe pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
  }

  deinit {
    for layout in layouts.values { layout.release() }
    unsafe g_object_unref(UnsafeMutableRawPointer(context))
    unsafe g_object_unref(map)
  }

  mutating func takeMissing() -> [MissingGlyphs] {
    defer { missing = [] }
    return missing
  }

  /// Measures as if drawn upright and unscaled; what is drawn is the same layout.
  mutating func measure(_ block: TextBlock) -> TextExtent { layout(of: block).extent }

  /// The characters that no installed font has, without repeats.
  mutating func missingCharacters(of block: TextBlock) -> [Unicode.Scalar] {
    layout(of: block).missing?.characters ?? []
  }

  /// Draws a block held at a point; the canvas's matrix may scale, text turns on top of it.
  ///
  /// Fonts follow the canvas's matrix by themselves, as nothing is hinted.
  mutating func draw(
    _ block: TextBlock, at point: Point, anchor: Anchor, rotation: Double, on canvas: CairoCanvas,
    isVector: Bool
  ) {
    let layout = layout(of: block)
    if let glyphs = layout.missing { note(glyphs) }
    let size = layout.extent.size
    let x =
      switch anchor.horizontal {
      case .leading: 0.0
      case .center: -size.width / 2
      case .trailing: -size.width
      }
    let y =
      switch anchor.vertical {
      case .top: 0.0
      case .middle: -size.height / 2
      case .baseline: -layout.extent.baseline
      case .bottom: -size.height
      }
    canvas.saving {
      canvas.translate(by: point)
      if rotation != 0 { canvas.rotate(degrees: rotation) }
      let first = block.runs.first?.style.color ?? .black
      canvas.setColor(first)
      for (number, line) in layout.lines.enumerated() {
        let start = Point(x + line.x, y + line.baseline)
        if isVector, !layout.coloredPieces.isEmpty {
          // The layout may have been made for another first colour: this block's are looked up.
          ColorGlyphs.draw(line: number, of: layout, from: start, on: canvas) { byte in
            let run = layout.coloredPieces.firstIndex { $0.bytes.contains(byte) }
            return run.map { block.runs[$0].style.color } ?? first
          }
          continue
        }
        canvas.move(to: start)
        unsafe canvas.withContext { cairo in
          unsafe pango_cairo_show_layout_line(
            cairo, pango_layout_get_line_readonly(layout.pango, Int32(number)))
        }
      }
      canvas.forgetPath()
    }
  }

  /// The block laid out, as it was before where it was met before.
  private mutating func layout(of block: TextBlock) -> TextLayout {
    let key = block.withoutFirstColor
    if let known = layouts[key] { return known }
    if layouts.count >= Typesetter.mostLayouts {
      for layout in layouts.values { layout.release() }
      layouts.removeAll(keepingCapacity: true)
    }
    let layout = makeLayout(of: block)
    layouts[key] = layout
    return layout
  }

  private mutating func makeLayout(of block: TextBlock) -> TextLayout {
    let text = SetText(block.runs)
    let layout = unsafe layout(of: text, in: block)
    func finished(_ layout: OpaquePointer, _ text: SetText, _ missing: MissingGlyphs?) -> TextLayout
    {
      unsafe TextLayout(layout, of: text, missing: missing) { metrics(of: $0) }
    }
    guard unsafe pango_layout_get_unknown_glyphs_count(layout) > 0 else {
      return unsafe finished(layout, text, nil)
    }
    unsafe g_object_unref(UnsafeMutableRawPointer(layout))
    // An ellipsis hides some of the text: all of it is looked at on one line.
    let whole = unsafe plainLayout(of: text, in: TextBlock(block.runs))
    let (covered, characters) = text.replacing(unsafe unknownOffsets(in: whole))
    unsafe g_object_unref(UnsafeMutableRawPointer(whole))
    return unsafe finished(
      self.layout(of: covered, in: block), covered,
      MissingGlyphs(text: block.string, characters: characters))
  }

  /// What the style's own font reaches above and below the baseline.
  private func metrics(of style: TextStyle) -> LineMetrics {
    let description = unsafe description(of: style)
    defer { unsafe pango_font_description_free(description) }
    guard let font = unsafe pango_context_load_font(context, description) else {
      return LineMetrics(ascent: style.size, descent: style.size / 4)
    }
    defer { unsafe g_object_unref(font) }
    var box = PangoRectangle()
    unsafe pango_font_get_glyph_extents(font, Typesetter.emptyGlyph, nil, &box)
    let units = Double(PANGO_SCALE)
    return LineMetrics(
      ascent: -Double(box.y) / units, descent: Double(box.y + box.height) / units)
  }

  private mutating func note(_ glyphs: MissingGlyphs) {
    if missing.count < 100, !missing.contains(glyphs) { missing.append(glyphs) }
  }

  private func layout(of text: SetText, in block: TextBlock) -> OpaquePointer {
    let layout = unsafe plainLayout(of: text, in: block)
    guard let limit = block.maximumLines, block.width != nil else { return unsafe layout }
    let fits = unsafe pango_layout_get_line_count(layout) <= max(1, limit)
    guard !fits else { return unsafe layout }
    // Pango counts lines a paragraph: only text in one paragraph keeps a limit on all of it.
    unsafe pango_layout_set_single_paragraph_mode(layout, 1)
    let joined = text.joiningLines
    unsafe pango_layout_set_text(layout, joined, Int32(joined.utf8.count))
    unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_MIDDLE)
    unsafe pango_layout_set_height(layout, -Int32(max(1, limit)))
    unsafe closeGap(in: layout)
    return unsafe layout
  }

  /// Takes off what Pango adds to an ellipsis to fill the width: it shows as a hole in the text.
  private func closeGap(in layout: OpaquePointer) {
    for number in 0..<(unsafe pango_layout_get_line_count(layout)) {
      var node = unsafe pango_layout_get_line(layout, number)?.pointee.runs
      while let place = unsafe node {
        unsafe node = unsafe place.pointee.next
        guard
          let run = unsafe place.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self).pointee,
          let item = unsafe run.item?.pointee, let glyphs = unsafe run.glyphs?.pointee,
          unsafe Int(item.analysis.flags) & Typesetter.ellipsisFlag != 0,
          unsafe glyphs.num_glyphs > 0
        else { continue }
        let last = unsafe glyphs.glyphs + Int(glyphs.num_glyphs - 1)
        var box = PangoRectangle()
        unsafe pango_font_get_glyph_extents(item.analysis.font, last.pointee.glyph, nil, &box)
        unsafe last.pointee.geometry.width = min(last.pointee.geometry.width, box.width)
      }
    }
  }

  private func plainLayout(of text: SetText, in block: TextBlock) -> OpaquePointer {
    let layout = unsafe pango_layout_new(context)
    unsafe pango_layout_set_auto_dir(layout, 0)
    if let width = block.width, width.isFinite {
      unsafe pango_layout_set_width(layout, Int32(min(max(0, width), 1e5) * Double(PANGO_SCALE)))
    }
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    let alignment =
      switch block.alignment {
      case .leading: PANGO_ALIGN_LEFT
      case .center: PANGO_ALIGN_CENTER
      case .trailing: PANGO_ALIGN_RIGHT
      }
    unsafe pango_layout_set_alignment(layout, alignment)
    unsafe pango_layout_set_text(layout, text.string, Int32(text.string.utf8.count))
    let attributes = unsafe pango_attr_list_new()
    unsafe pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
    unsafe pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
    let color = text.pieces.first?.style.color
    for piece in text.pieces {
      let font = unsafe description(of: piece.style)
      unsafe insert(pango_attr_font_desc_new(font), over: piece.bytes, into: attributes)
      unsafe pango_font_description_free(font)
      guard piece.style.color != color else { continue }
      let (r, g, b, a) = piece.style.color.parts16
      unsafe insert(pango_attr_foreground_new(r, g, b), over: piece.bytes, into: attributes)
      unsafe insert(pango_attr_foreground_alpha_new(a), over: piece.bytes, into: attributes)
    }
    if text.pieces.count == 1, let style = text.pieces.first?.style {
      // An empty text has no bytes for an attribute to cover, but a line height all the same.
      let font = unsafe description(of: style)
      unsafe pango_layout_set_font_description(layout, font)
      unsafe pango_font_description_free(font)
    }
    unsafe pango_layout_set_attributes(layout, attributes)
    unsafe pango_attr_list_unref(attributes)
    return unsafe layout.unsafelyUnwrapped
  }

  private func insert(
    _ attribute: UnsafeMutablePointer<PangoAttribute>?, over bytes: Range<Int>,
    into list: OpaquePointer?
  ) {
    unsafe attribute?.pointee.start_index = UInt32(bytes.lowerBound)
    unsafe attribute?.pointee.end_index = UInt32(bytes.upperBound)
    unsafe pango_attr_list_insert(list, attribute)
  }

  private func description(of style: TextStyle) -> OpaquePointer? {
    let font = unsafe pango_font_description_new()
    // DejaVu has what Inter lacks (Greek, arrows, mathematics) before fontconfig picks another.
    let family = style.monospaced ? faces.mono : faces.sans
    unsafe pango_font_description_set_family(font, "\(family),\(faces.sans),DejaVu Sans")
    let size = style.size.isFinite ? min(max(style.size, 0.1), 1000) : 10
    unsafe pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(
      font, PangoWeight(rawValue: UInt32(style.weight.rawValue)))
    if style.italic { unsafe pango_font_description_set_style(font, PANGO_STYLE_ITALIC) }
    return unsafe font
  }

  /// PANGO_GLYPH_UNKNOWN_FLAG and PANGO_GLYPH_EMPTY, whose casts Swift can't import.
  private static let (unknownGlyphs, emptyGlyph): (UInt32, UInt32) = (0x1000_0000, 0x0fff_ffff)

  /// PANGO_ANALYSIS_FLAG_IS_ELLIPSIS, likewise.
  private static let ellipsisFlag = 2

  /// The byte offsets of the characters that no font covers.
  private func unknownOffsets(in layout: OpaquePointer) -> Set<Int> {
    let (unknown, empty) = (Typesetter.unknownGlyphs, Typesetter.emptyGlyph)
    var offsets: Set<Int> = []
    let iterator = unsafe pango_layout_get_iter(layout)
    defer { unsafe pango_layout_iter_free(iterator) }
    repeat {
      guard let run = unsafe pango_layout_iter_get_run_readonly(iterator)?.pointee,
        let item = unsafe run.item?.pointee, let glyphs = unsafe run.glyphs?.pointee
      else { continue }
      for i in 0..<Int(unsafe glyphs.num_glyphs) {
        let glyph = unsafe glyphs.glyphs[i].glyph
        guard glyph != empty, glyph & unknown != 0 else { continue }
        offsets.insert(unsafe Int(item.offset + glyphs.log_clusters[i]))
      }
    } while unsafe pango_layout_iter_next_run(iterator) != 0
    return offsets
  }
}

extension TextBlock {
  /// The same without its first run's colour, which is the canvas's when it is drawn.
  fileprivate var withoutFirstColor: TextBlock {
    guard let first = runs.first?.style.color else { return self }
    var block = self
    // No run has this colour, so that one in black beside a first one in red is not taken for it.
    let none = Color(red: -1, green: -1, blue: -1)
    for i in block.runs.indices where block.runs[i].style.color == first {
      block.runs[i].style.color = none
    }
    return block
  }
}

extension Color {
  fileprivate var parts16: (UInt16, UInt16, UInt16, UInt16) {
    func part(_ value: Double) -> UInt16 {
      value.isFinite ? UInt16((min(max(value, 0), 1) * 65535).rounded()) : 0
    }
    // Pango takes an alpha of 0 for "not set".
    return (part(red), part(green), part(blue), max(1, part(opacity)))
  }
}
