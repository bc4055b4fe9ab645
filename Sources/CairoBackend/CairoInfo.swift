internal import CCairo

/// The drawing libraries in use, for the record of what a picture depends on.
public enum CairoInfo {
  /// Cairo's version: "1.16.0".
  public static var version: String {
    unsafe String(cString: cairo_version_string())
  }

  /// The families that text is set in, upright face first: `["Inter", "DejaVu Sans Mono"]`.
  public static func fonts() throws(DrawingError) -> [String] {
    let faces = try faces()
    return [faces.sans, faces.mono]
  }

  /// The family that stands in for Inter, where Inter is missing; else nil.
  public static func substituteFont() throws(DrawingError) -> String? {
    let sans = try faces().sans
    return sans == Faces.sansFamilies[0] ? nil : sans
  }

  private static func faces() throws(DrawingError) -> Faces {
    let typesetter = try TypesetterPool.shared.typesetter()
    defer { TypesetterPool.shared.giveBack(typesetter) }
    return typesetter.faces
  }
}
