/// The weights that our type has.
public enum FontWeight: Int, Sendable, Hashable {
  case regular = 400
  case medium = 500
  case semibold = 600
  case bold = 700
}

/// How a run of text looks; the family is the picture's, not the run's.
public struct TextStyle: Equatable, Hashable, Sendable {
  /// The size in points.
  public var size: Double
  public var weight: FontWeight
  public var color: Color
  public var italic: Bool
  /// Code, specs and file names stand in a fixed-width face.
  public var monospaced: Bool

  public init(
    size: Double, weight: FontWeight = .regular, color: Color = .black, italic: Bool = false,
    monospaced: Bool = false
  ) {
    self.size = size
    self.weight = weight
    self.color = color
    self.italic = italic
    self.monospaced = monospaced
  }
}

/// A piece of text in one style.
public struct TextRun: Equatable, Hashable, Sendable {
  public var string: String
  public var style: TextStyle

  public init(_ string: String, _ style: TextStyle) {
    self.string = string
    self.style = style
  }
}

/// Text laid out as one block: wrapped at a width, cut in the middle where it may not wrap further.
public struct TextBlock: Equatable, Hashable, Sendable {
  public enum Alignment: Sendable {
    case leading, center, trailing
  }

  public var runs: [TextRun]
  /// Where lines wrap; nil keeps them as long as they are.
  public var width: Double?
  /// How many lines there may be; what is beyond is ellipsised in the middle.
  ///
  /// Needs a width.
  public var maximumLines: Int?
  public var alignment: Alignment

  public init(
    _ runs: [TextRun], width: Double? = nil, maximumLines: Int? = nil,
    alignment: Alignment = .leading
  ) {
    self.runs = runs
    self.width = width
    self.maximumLines = maximumLines
    self.alignment = alignment
  }

  public init(
    _ string: String, _ style: TextStyle, width: Double? = nil, maximumLines: Int? = nil,
    alignment: Alignment = .leading
  ) {
    self.init(
      [TextRun(string, style)], width: width, maximumLines: maximumLines, alignment: alignment)
  }

  public var string: String { runs.map(\.string).joined() }
}

/// How much room a block takes.
public struct TextExtent: Equatable, Sendable {
  public var size: Size
  /// From the block's top to the baseline of its first line.
  public var baseline: Double
  public var lines: Int
  /// Whether something had to be ellipsised.
  public var isCut: Bool

  public init(size: Size, baseline: Double, lines: Int, isCut: Bool) {
    self.size = size
    self.baseline = baseline
    self.lines = lines
    self.isCut = isCut
  }
}

/// Tells how much room text takes, before it is drawn.
public protocol TextMeasurer {
  func measure(_ block: TextBlock) -> TextExtent
}
