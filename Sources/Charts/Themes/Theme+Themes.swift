internal import Drawing

extension Theme {
  /// White paper: control blue, experiment vermilion, further arms that no dichromat takes for
  /// either of the two: they differ in lightness where hues fall together.
  public static let light = Theme(
    name: "light", background: .white, panel: Color(0xF4F6F9), ink: Color(0x1A2233),
    secondary: Color(0x5A6474), line: Color(0xA9B2BF), grid: Color(0xE3E7EC),
    neutral: Color(0x6E7887),
    arms: ArmStyle.palette(
      [
        (0x3E6DA8, 0x2F5C96), (0xD55E00, 0xAD4B00), (0x6B8740, 0x516B29), (0xB04677, 0x9E3868),
        (0xAE823F, 0x7F5B1F), (0x848BAF, 0x5C6391), (0x5B1A75, 0x5B1A75), (0x5A5A5A, 0x444444),
      ], background: .white, far: Color(0x101820)),
    ramp: ColorRamp([
      .white, Color(0xDAD6EA), Color(0xA89CD0), Color(0x6C59A8), Color(0x33245F),
    ]))

  /// A dark screen.
  public static let dark = Theme(
    name: "dark", background: Color(0x14181F), panel: Color(0x1C222B), ink: Color(0xE8ECF2),
    secondary: Color(0xA9B2BF), line: Color(0x5A6474), grid: Color(0x2A313C),
    neutral: Color(0x8D97A6),
    arms: ArmStyle.palette(
      [
        (0x6FA3E0, 0x7FB0EA), (0xFF8A3D, 0xFF9A57), (0xB2D198, 0xB2D198), (0xCA7F9E, 0xD68FAC),
        (0xF5DA8A, 0xF5DA8A), (0xBBE3FF, 0xBBE3FF), (0xBDA4BE, 0xC9B2CA), (0xE1E2E8, 0xE1E2E8),
      ], background: Color(0x14181F), far: .white),
    ramp: ColorRamp([
      Color(0x14181F), Color(0x3B3168), Color(0x6C59A8), Color(0xA89CD0), Color(0xECE8F8),
    ]))

  /// Grey print: arms differ by lightness, dash and marker, and share one ramp, since two greys of
  /// two ramps could not be compared.
  public static let print = Theme(
    name: "print", background: .white, panel: Color(0xF5F5F5), ink: .black,
    secondary: Color(0x4D4D4D), line: Color(0x9A9A9A), grid: Color(0xE2E2E2),
    neutral: Color(0x6E6E6E),
    arms: ArmStyle.palette(
      [
        (0x7C7C7C, 0x5E5E5E), (0x000000, 0x000000), (0x555555, 0x444444), (0x858585, 0x666666),
        (0x333333, 0x222222), (0x6A6A6A, 0x555555), (0x1E1E1E, 0x111111), (0x767676, 0x5A5A5A),
      ], background: .white, far: .black, ramp: greys),
    ramp: greys)

  private static let greys = ColorRamp([
    .white, Color(0xC4C4C4), Color(0x7A7A7A), Color(0x3A3A3A), .black,
  ])

  public static let all = [light, dark, print]

  /// The theme of a name: "light", "dark" or "print".
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
