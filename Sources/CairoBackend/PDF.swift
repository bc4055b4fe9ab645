internal import CCairo
public import Drawing

/// A document as a PDF: vector graphics, selectable text in embedded subsets of its fonts.
///
/// The same document makes the same bytes with one version of Cairo and the same fonts. Links that
/// lead nowhere and coordinates that are not finite are left out. `missing` is told of characters
/// that no installed font has.
public func encodePDF(
  _ document: Document, missing: (MissingGlyphs) -> Void = { _ in }
) throws(DrawingError) -> [UInt8] {
  let sink = ByteSink()
  try writePDF(document, to: sink, missing: missing)
  return sink.bytes
}

/// The same, refusing to write more than a number of bytes.
func encodePDF(_ document: Document, limit: Int) throws(DrawingError) -> [UInt8] {
  let sink = ByteSink(limit: limit)
  try writePDF(document, to: sink) { _ in }
  return sink.bytes
}

/// Writes a PDF into a sink; a sink that refused bytes is an error, which Cairo 1.16 would lose.
func writePDF(
  _ document: Document, to sink: ByteSink, missing: (MissingGlyphs) -> Void
) throws(DrawingError) {
  precondition(!document.pages.isEmpty, "a PDF needs at least one page")
  for page in document.pages { try check(page.picture.size, scale: 1) }
  try TypesetterPool.shared.use(missing: missing) { typesetter throws(DrawingError) in
    let first = document.pages[0].picture.size
    let surface = unsafe cairo_pdf_surface_create_for_stream(
      ByteSink.callback, sink.closure, first.width, first.height)
    defer { unsafe cairo_surface_destroy(surface) }
    unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    let date = isoDate(document.date)
    for (key, value) in [
      (CAIRO_PDF_METADATA_TITLE, document.title), (CAIRO_PDF_METADATA_SUBJECT, document.subject),
      (CAIRO_PDF_METADATA_KEYWORDS, document.keywords), (CAIRO_PDF_METADATA_CREATOR, "lossreport"),
      (CAIRO_PDF_METADATA_CREATE_DATE, date), (CAIRO_PDF_METADATA_MOD_DATE, date),
    ] {
      unsafe cairo_pdf_surface_set_metadata(surface, key, value.withoutControls)
    }
    guard let cairo = unsafe cairo_create(surface) else {
      throw .cairo("out of memory", during: "a PDF")
    }
    defer { unsafe cairo_destroy(cairo) }
    let canvas = unsafe CairoCanvas(cairo)
    let links = LinkMap(document)
    for (number, page) in document.pages.enumerated() {
      unsafe cairo_pdf_surface_set_size(
        surface, page.picture.size.width, page.picture.size.height)
      unsafe cairo_pdf_surface_set_page_label(surface, page.label.withoutControls)
      draw(page.picture, links: links, on: canvas, with: &typesetter)
      canvas.showPage()
      guard !sink.hasFailed else { throw .writeFailed }
      try canvas.check("page \(number + 1) of a PDF")
    }
    unsafe addOutline(of: document, to: surface)
    unsafe cairo_surface_finish(surface)
    guard !sink.hasFailed else { throw .writeFailed }
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .cairo(unsafe String(cString: cairo_status_to_string(status)), during: "a PDF")
    }
  }
}

private func draw(
  _ picture: Picture, links: LinkMap, on canvas: CairoCanvas, with typesetter: inout Typesetter
) {
  canvas.saving {
    if picture.background != .white {
      canvas.setColor(picture.background)
      canvas.paint()
    }
    // What covers all of a page makes Cairo forget what was drawn before, an open tag too; under a
    // clip that leaves out a hair's breadth nothing covers all.
    canvas.addRectangle(Rect(picture.size).inset(left: 0.01, top: 0.01, right: 0.01, bottom: 0.01))
    canvas.clip()
    canvas.beginTag("Document")
    let painter = Painter(canvas: canvas, medium: .vector, size: picture.size, links: links)
    painter.draw(picture.primitives, with: &typesetter)
    canvas.endTag("Document")
  }
}

/// Adds the entries; those that lead to no page are left out with what belongs to them.
private func addOutline(of document: Document, to surface: OpaquePointer?) {
  var open: [(level: Int, id: Int32)] = []
  for entry in document.outline where document.pages.indices.contains(entry.page - 1) {
    open.removeAll { $0.level >= entry.level }
    let flags = entry.level == 0 ? CAIRO_PDF_OUTLINE_FLAG_BOLD : CAIRO_PDF_OUTLINE_FLAG_OPEN
    let id = unsafe cairo_pdf_surface_add_outline(
      surface, open.last?.id ?? CAIRO_PDF_OUTLINE_ROOT, entry.title.withoutControls,
      "page=\(entry.page) pos=[0 \(LinkMap.plain(entry.y))]", flags)
    open.append((entry.level, id))
  }
}

/// Fails unless a picture of a size can be drawn.
func check(_ size: Size, scale: Double) throws(DrawingError) {
  let sides = [(size.width * scale).rounded(.up), (size.height * scale).rounded(.up)]
  guard sides.allSatisfy({ (1.0...32767).contains($0) }) else {
    throw .size(width: size.width, height: size.height, scale: scale)
  }
}

/// Seconds since 1970 as ISO 8601 in UTC; years beyond 0...9999 are taken to the nearest.
///
/// Reference for the calendar: Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
func isoDate(_ seconds: Int) -> String {
  let seconds = min(max(seconds, -62_167_219_200), 253_402_300_799)
  let days = Int((Double(seconds) / 86400).rounded(.down))
  let time = seconds - days * 86400
  // Days since 0000-03-01: years that begin in March end with the leap day.
  let shifted = days + 719_468
  let era = Int((Double(shifted) / 146_097).rounded(.down))
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0) }.joined(separator: ":")
  return "\(padded(year, 4))-\(padded(month))-\(padded(day))T\(clock)Z"
}

extension String {
  /// Without the characters that end a C string or that readers show as boxes in a title.
  var withoutControls: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
  }
}
