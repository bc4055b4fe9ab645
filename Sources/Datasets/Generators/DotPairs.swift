public import Tensors

/// Images whose class is a pair of neighbouring dots among dots of every colour.
///
/// Each image holds every colour equally often. Class c has dots of colour c with one of the next
/// colour two pixels to the right; all other dots stand alone. Of what a filter of 3 × 3 pixels
/// sees, nothing depends on the class: one convolution with a linear readout of its mean stays at
/// chance, and a second one, which sees pairs, is needed.
public struct DotPairs: Generator {
  public init() {}
  public var name: String { "dot-pairs" }
  public var summary: String {
    "Colour images in which a pair of neighbouring dots is the class, and no single dot tells it."
  }
  public var recipes: [String] { ["E15"] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(1000),
      GeneratorParameter(
        "classes", "How many colours, and classes.", standard: 4, in: 3...7, isWhole: true),
      GeneratorParameter(
        "size", "Height and width in pixels.", standard: 32, in: 24...64, isWhole: true),
      GeneratorParameter(
        "copies", "How many pairs an image holds, and dots of each colour.", standard: 2,
        in: 1...2, isWhole: true),
      .noise("Standard deviation of the noise in each channel; a dot's colour is 0 or 1.", 0.1),
    ]
  }

  public func rowSize(_ settings: GeneratorSettings) -> Int {
    3 * settings.whole("size") * settings.whole("size")
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let (side, colors) = (settings.whole("size"), settings.whole("classes"))
    var values: [Double] = []
    values.reserveCapacity(settings.rows * rowSize(settings))
    for row in 0..<settings.rows {
      let picture = Picture(
        side: side, colors: colors, pair: row % colors, copies: settings.whole("copies"), &random)
      for value in picture.values { values.append(value + settings["noise"] * random.normal()) }
    }
    let shape = [3, side, side]
    return Dataset(
      name: name, isSynthetic: true,
      features: RowLayout(shape).features(
        values, rowCount: settings.rows, names: ["red", "green", "blue"]),
      rowShape: shape, targets: inTurn(settings.rows, classes: colors))
  }
}

/// One image before the noise.
private struct Picture {
  let side: Int
  /// Red, green and blue, one after the other.
  private(set) var values: [Double]
  /// The upper left corners of what was drawn, with the width of it.
  private var places: [(y: Int, x: Int, width: Int)] = []

  /// The distance between the two dots of a pair, from left edge to left edge.
  private static let distance = 4
  /// The side of a dot.
  private static let dot = 2
  /// The free pixels around everything: more than a pair has between its dots.
  private static let margin = 4

  init(side: Int, colors: Int, pair: Int, copies: Int, _ random: inout Philox) {
    self.side = side
    values = [Double](repeating: 0, count: 3 * side * side)
    let next = (pair + 1) % colors
    for _ in 0..<copies {
      guard let (y, x) = place(width: Self.distance + Self.dot, &random) else { continue }
      draw(pair, y, x)
      draw(next, y, x + Self.distance)
    }
    for color in 0..<colors where color != pair && color != next {
      for _ in 0..<copies {
        guard let (y, x) = place(width: Self.dot, &random) else { continue }
        draw(color, y, x)
      }
    }
  }

  /// Finds a free place by trying; an image that is full goes without.
  private mutating func place(width: Int, _ random: inout Philox) -> (y: Int, x: Int)? {
    for _ in 0..<1000 {
      let y = Int(random.below(UInt64(side - Self.dot + 1)))
      let x = Int(random.below(UInt64(side - width + 1)))
      let isFree = places.allSatisfy { other in
        y + Self.dot + Self.margin <= other.y || other.y + Self.dot + Self.margin <= y
          || x + width + Self.margin <= other.x || other.x + other.width + Self.margin <= x
      }
      guard isFree else { continue }
      places.append((y, x, width))
      return (y, x)
    }
    return nil
  }

  private mutating func draw(_ color: Int, _ y: Int, _ x: Int) {
    for channel in 0..<3 where Self.palette[color] >> channel & 1 == 1 {
      for row in y..<(y + Self.dot) {
        for column in x..<(x + Self.dot) { values[(channel * side + row) * side + column] = 1 }
      }
    }
  }

  /// Which channels make each colour: red, green, blue, their mixtures and white.
  private static let palette = [1, 2, 4, 3, 6, 5, 7]
}
