internal import CCairo
public import Drawing

/// A picture as a PNG with `scale` pixels a point, eight bits a colour and no transparency.
///
/// The file says its resolution (72 dots an inch times `scale`), its title, its caption as
/// "Description", and the given texts. `missing` is told of characters that no installed font has.
public func encodePNG(
  _ picture: Picture, scale: Double = 2, text: [(key: String, value: String)] = [],
  missing: (MissingGlyphs) -> Void = { _ in }
) throws(DrawingError) -> [UInt8] {
  try check(picture.size, scale: scale)
  let (width, height) = (
    Int((picture.size.width * scale).rounded(.up)), Int((picture.size.height * scale).rounded(.up))
  )
  let image = try TypesetterPool.shared.use(missing: missing) { typesetter throws(DrawingError) in
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { unsafe cairo_surface_destroy(surface) }
    guard let cairo = unsafe cairo_create(surface) else {
      throw .cairo("out of memory", during: "a PNG")
    }
    defer { unsafe cairo_destroy(cairo) }
    let canvas = unsafe CairoCanvas(cairo)
    canvas.setColor(picture.background.opacity(1))
    canvas.paint()
    canvas.scale(scale, scale)
    let painter = Painter(canvas: canvas, medium: .raster(scale: scale), size: picture.size)
    painter.draw(picture.primitives, with: &typesetter)
    try canvas.check("a PNG")
    unsafe cairo_surface_flush(surface)
    guard let data = unsafe cairo_image_surface_get_data(surface) else {
      throw .cairo("no pixels", during: "a PNG")
    }
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    return unsafe PNGImage(
      width: width, height: height,
      pixels: UnsafeRawBufferPointer(start: data, count: stride * height), stride: stride)
  }
  return pngFile(
    image, dotsPerInch: 72 * scale,
    text: [("Title", picture.title), ("Description", picture.caption)] + text)
}
