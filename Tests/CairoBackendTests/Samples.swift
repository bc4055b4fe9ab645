import Drawing

/// Pictures that the tests draw.
enum Sample {
  static let ink = Color(0x1A2233)

  static func picture(_ primitives: [Primitive], width: Double = 200, height: Double = 100)
    -> Picture
  {
    Picture(
      size: Size(width, height), background: .white, title: "A title",
      caption: "A caption, über alles.", primitives: primitives)
  }

  static func text(_ string: String, size: Double = 10, at point: Point = Point(10, 10))
    -> Primitive
  {
    .text(TextBlock(string, TextStyle(size: size, color: ink)), at: point, Anchor(.leading, .top))
  }

  /// One of everything, with see-through and dashed lines.
  static let everything: Picture = picture(
    [
      text("Loss 7.9× lower, p = 0.008, −1.25", size: 11),
      .text(
        TextBlock("turned", TextStyle(size: 8, weight: .semibold)), at: Point(8, 90),
        anchor: Anchor(.leading, .top), rotation: -90),
      text("{\"lr\": 0.01}", at: Point(10, 30)),
      .polyline(
        (0..<500).map { Point(20 + Double($0) / 3, 50 + Double($0 * 37 % 23)) },
        Stroke(Color(0xD55E00, opacity: 0.5), width: 1)),
      .polyline(
        [Point(20, 80), Point(190, 85)], Stroke(Color(0x0072B2), width: 2, dashes: [4, 2])),
      .polygon([Point(150, 10), Point(190, 10), Point(170, 30)], Color(0xD55E00, opacity: 0.3)),
      .rectangle(
        Rect(x: 120, y: 60, width: 40, height: 20), fill: Color(0xFFF0E8),
        stroke: Stroke(Color(0xD55E00), width: 1), cornerRadius: 4),
      .clip(
        Rect(x: 0, y: 0, width: 100, height: 100),
        [.marker(.circle, at: Point(100, 50), size: 10, fill: ink, stroke: nil)]),
      .raster(
        Raster(columns: 8, rows: 4, cells: (0..<32).map { Color(UInt32($0 * 7919)) }),
        Rect(x: 20, y: 60, width: 40, height: 20)),
    ] + markers)

  private static let shapes: [MarkerShape] = [.circle, .triangle, .square, .diamond, .cross, .plus]

  private static let markers: [Primitive] = shapes.enumerated().map { i, shape in
    .marker(
      shape, at: Point(70 + 10 * Double(i), 40), size: 7, fill: Color(0x0072B2),
      stroke: Stroke(.black, width: 0.5))
  }

  static func document(_ pictures: [Picture]) -> Document {
    Document(
      title: "Wine: scaling", subject: "Standardising helps", keywords: "loss, scaling",
      date: 1_700_000_000,
      pages: pictures.enumerated().map { i, picture in
        .init(picture: picture, label: "p\(i + 1)")
      },
      outline: [.init("Chapter", level: 0, page: 1)]
        + pictures.indices.map { .init("Section \($0 + 1)", level: 1, page: $0 + 1, y: 30) }
        + [.init("Nowhere", level: 0, page: 99)])
  }
}
