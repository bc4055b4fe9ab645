internal import CCairo
public import Drawing

/// A picture as an SVG with its title and caption for those who can't see it.
///
/// Letters are outlines: the file looks the same where the fonts are missing.
public func encodeSVG(
  _ picture: Picture, missing: (MissingGlyphs) -> Void = { _ in }
) throws(DrawingError) -> [UInt8] {
  try check(picture.size, scale: 1)
  let sink = ByteSink()
  try TypesetterPool.shared.use(missing: missing) { typesetter throws(DrawingError) in
    let surface = unsafe cairo_svg_surface_create_for_stream(
      ByteSink.callback, sink.closure, picture.size.width, picture.size.height)
    defer { unsafe cairo_surface_destroy(surface) }
    guard let cairo = unsafe cairo_create(surface) else {
      throw .cairo("out of memory", during: "an SVG")
    }
    defer { unsafe cairo_destroy(cairo) }
    let canvas = unsafe CairoCanvas(cairo)
    canvas.setColor(picture.background)
    canvas.paint()
    let painter = Painter(canvas: canvas, medium: .vector, size: picture.size)
    painter.draw(picture.primitives, with: &typesetter)
    try canvas.check("an SVG")
    unsafe cairo_surface_finish(surface)
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .cairo(unsafe String(cString: cairo_status_to_string(status)), during: "an SVG")
    }
  }
  return described(renumbered(sink.bytes), title: picture.title, caption: picture.caption)
}

/// Gives surfaces and images numbers from 1 in order of appearance.
///
/// Cairo counts them over the life of the process, so that the second picture would differ from the
/// same picture made first.
private func renumbered(_ svg: [UInt8]) -> [UInt8] {
  renumbered(renumbered(svg, "surface"), "image")
}

private func renumbered(_ svg: [UInt8], _ name: String) -> [UInt8] {
  let word = Array(name.utf8)
  var result: [UInt8] = []
  result.reserveCapacity(svg.count)
  var numbers: [ArraySlice<UInt8>: Int] = [:]
  var i = 0
  while i < svg.count {
    guard svg[i] == word[0], svg[i...].starts(with: word) else {
      result.append(svg[i])
      i += 1
      continue
    }
    let start = i + word.count
    var end = start
    while end < svg.count, (0x30...0x39).contains(svg[end]) { end += 1 }
    result += word
    if end > start {
      let number = numbers[svg[start..<end]] ?? numbers.count + 1
      numbers[svg[start..<end]] = number
      result += String(number).utf8
    }
    i = end
  }
  return result
}

/// Puts a title and a description after the opening tag.
private func described(_ svg: [UInt8], title: String, caption: String) -> [UInt8] {
  let tag = Array("<svg ".utf8)
  guard let open = svg.indices.first(where: { svg[$0...].starts(with: tag) }),
    let close = svg[open...].firstIndex(of: UInt8(ascii: ">"))
  else { return svg }
  var head = Array(svg[..<close])
  head += " role=\"img\">\n<title>\(escaped(title))</title>\n<desc>\(escaped(caption))</desc>".utf8
  return head + svg[(close + 1)...]
}

private func escaped(_ text: String) -> String {
  text.withoutControls.map { character in
    switch character {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    default: String(character)
    }
  }.joined()
}
