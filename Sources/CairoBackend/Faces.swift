/// The font families that text is set in, chosen once from those installed.
struct Faces: Equatable, Sendable {
  /// In the order of preference; all have tabular figures, a true minus and a multiplication sign.
  static let sansFamilies = ["Inter", "DejaVu Sans", "Noto Sans", "Liberation Sans", "FreeSans"]
  static let monoFamilies = [
    "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "FreeMono",
  ]

  var sans: String
  var mono: String

  /// The first family of each list that is installed; text in code falls back to the upright face.
  init(isInstalled: (String) -> Bool) throws(DrawingError) {
    guard let sans = Faces.sansFamilies.first(where: isInstalled) else {
      throw .noUsableFont(tried: Faces.sansFamilies)
    }
    self.sans = sans
    self.mono = Faces.monoFamilies.first(where: isInstalled) ?? sans
  }
}
