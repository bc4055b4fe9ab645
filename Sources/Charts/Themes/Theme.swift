public import Drawing

/// The colours and type of a picture.
///
/// Control and experiment have the same colours in every picture of a theme, and dash and marker
/// always double them. Colours of marks have a contrast of at least 3:1 on the theme's background
/// and panel, colours of text at least 4.5:1.
public struct Theme: Equatable, Sendable {
  public var name: String
  public var background: Color
  /// A quiet surface for a group of panels.
  public var panel: Color
  /// Titles and figures.
  public var ink: Color
  /// Subtitles, axis labels, notes.
  public var secondary: Color
  /// Axis lines and ticks.
  public var line: Color
  public var grid: Color
  /// Marks that belong to no arm: pair lines, ranges of the data.
  public var neutral: Color
  /// The control first; more arms than there are styles take them in turn.
  public var arms: [ArmStyle]
  /// Shares of a heat map that belongs to no arm, from none to most.
  public var ramp: ColorRamp
  public var type: TypeScale
  /// Whether figures carry their own title and subtitle; a paper's caption stands in for them.
  public var hasTitles = true

  public init(
    name: String, background: Color, panel: Color, ink: Color, secondary: Color, line: Color,
    grid: Color, neutral: Color, arms: [ArmStyle], ramp: ColorRamp, type: TypeScale = TypeScale()
  ) {
    precondition(!arms.isEmpty, "a theme needs a style for the control")
    self.name = name
    self.background = background
    self.panel = panel
    self.ink = ink
    self.secondary = secondary
    self.line = line
    self.grid = grid
    self.neutral = neutral
    self.arms = arms
    self.ramp = ramp
    self.type = type
  }

  /// The style of an arm by its place in the study: 0 is the control.
  public func arm(_ index: Int) -> ArmStyle {
    if index < arms.count { return arms[index] }
    // Colours come again, never the control's; 5 dashes with 6 markers make 30 different pairs.
    var style = arms[1 + (index - 1) % max(1, arms.count - 1)]
    style.dashes = ArmStyle.dashes[index % ArmStyle.dashes.count]
    style.marker = ArmStyle.markers[index % ArmStyle.markers.count]
    return style
  }

  /// A colour in which text can be read on a filled cell: the ink where it can, else what stands out
  /// most, which has a contrast of at least 4.5 on any colour.
  public func text(on fill: Color) -> Color {
    if ink.contrast(with: fill) >= 4.5 { return ink }
    let contrasts = [background, .white, .black].map { ($0, $0.contrast(with: fill)) }
    return contrasts.first { $0.1 >= 4.5 }?.0 ?? ink
  }

  public func title(_ string: String) -> TextRun {
    TextRun(string, TextStyle(size: type.title, weight: .semibold, color: ink))
  }

  public func heading(_ string: String, color: Color? = nil) -> TextRun {
    TextRun(string, TextStyle(size: type.heading, weight: .semibold, color: color ?? ink))
  }

  public func body(_ string: String, color: Color? = nil) -> TextRun {
    TextRun(string, TextStyle(size: type.heading, color: color ?? ink))
  }

  public func small(_ string: String, color: Color? = nil) -> TextRun {
    TextRun(string, TextStyle(size: type.small, color: color ?? secondary))
  }

  public func strong(_ string: String, color: Color? = nil) -> TextRun {
    TextRun(string, TextStyle(size: type.small, weight: .semibold, color: color ?? ink))
  }
}

/// The three text sizes of a page, in points; weights are regular and semibold.
public struct TypeScale: Equatable, Sendable {
  public var title: Double
  public var heading: Double
  public var small: Double

  /// Sizes of which none may be under 6.5 points.
  public init(title: Double = 18, heading: Double = 9, small: Double = 7.5) {
    precondition(min(title, heading, small) >= 6.5, "no text may be smaller than 6.5 points")
    self.title = title
    self.heading = heading
    self.small = small
  }
}

/// How one arm looks: a colour, and two cues that survive grey print.
public struct ArmStyle: Equatable, Sendable {
  /// Of lines and markers.
  public var color: Color
  /// Of text.
  public var text: Color
  public var dashes: [Double]
  public var marker: MarkerShape
  /// Shares of a heat map that belongs to the arm.
  public var ramp: ColorRamp

  public init(
    color: Color, text: Color, dashes: [Double], marker: MarkerShape, ramp: ColorRamp
  ) {
    self.color = color
    self.text = text
    self.dashes = dashes
    self.marker = marker
    self.ramp = ramp
  }

  static let dashes: [[Double]] = [[], [7, 2.5], [2, 2], [8, 2.5, 2, 2.5], [4, 2]]

  static let markers: [MarkerShape] = [.circle, .triangle, .square, .diamond, .cross, .plus]

  /// Styles in order from pairs of a mark's and a text's colour.
  static func palette(
    _ colors: [(UInt32, UInt32)], background: Color, far: Color, ramp: ColorRamp? = nil
  ) -> [ArmStyle] {
    colors.enumerated().map { index, pair in
      let (color, text) = (Color(pair.0), Color(pair.1))
      return ArmStyle(
        color: color, text: text, dashes: dashes[index % dashes.count],
        marker: markers[index % markers.count],
        ramp: ramp
          ?? ColorRamp([
            background, background.mixed(with: color, share: 0.45), color,
            color.mixed(with: far, share: 0.45),
          ]))
    }
  }
}
