internal import Glibc
public import Tensors

/// Two normal clouds whose centres lie `distance` apart.
public struct TwoBlobs: Generator {
  public init() {}
  public var name: String { "two-blobs" }
  public var summary: String { "Two overlapping normal clouds, one a class, rows in turn." }
  public var recipes: [String] { ["E12"] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(200), .columns(2),
      GeneratorParameter(
        "distance", "How far the centres lie apart.", standard: 2, in: 0...1e6),
      .noise("Standard deviation of a cloud in each direction.", 1),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let half = settings["distance"] / 2 / Double(settings.columns).squareRoot()
    var features: [Double] = []
    for row in 0..<settings.rows {
      for _ in 0..<settings.columns {
        features.append((row % 2 == 0 ? -half : half) + settings["noise"] * random.normal())
      }
    }
    return table(
      features, columns: settings.columns, inTurn(settings.rows, classes: 2))
  }
}

/// Two half circles that reach into each other.
public struct TwoMoons: Generator {
  public init() {}
  public var name: String { "two-moons" }
  public var summary: String { "Two half circles that reach into each other, rows in turn." }
  public var recipes: [String] { [] }
  public var parameters: [GeneratorParameter] {
    [.rows(200), .noise("Standard deviation of the distance from the half circles.", 0.1)]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    var features: [Double] = []
    for row in 0..<settings.rows {
      let angle = .pi * random.uniform()
      let (x, y) =
        row % 2 == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
      features.append(x + settings["noise"] * random.normal())
      features.append(y + settings["noise"] * random.normal())
    }
    return table(features, columns: 2, inTurn(settings.rows, classes: 2))
  }
}

/// Spirals wound into each other, one a class.
public struct Spirals: Generator {
  public init() {}
  public var name: String { "spirals" }
  public var summary: String { "Spirals from the centre wound into each other, rows in turn." }
  public var recipes: [String] { [] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(300),
      GeneratorParameter("classes", "How many spirals.", standard: 2, in: 2...20, isWhole: true),
      GeneratorParameter("turns", "How often each goes round.", standard: 1, in: 0.1...10),
      .noise("Standard deviation of the distance from the spirals.", 0.02),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let classes = settings.whole("classes")
    var features: [Double] = []
    for row in 0..<settings.rows {
      let radius = random.uniform()
      let turn = settings["turns"] * radius + Double(row % classes) / Double(classes)
      features.append(radius * cos(2 * .pi * turn) + settings["noise"] * random.normal())
      features.append(radius * sin(2 * .pi * turn) + settings["noise"] * random.normal())
    }
    return table(features, columns: 2, inTurn(settings.rows, classes: classes))
  }
}

/// Classes 0, 1, …, 0, 1, … of equal shares.
func inTurn(_ rows: Int, classes: Int) -> DatasetTargets {
  .classes(
    (0..<rows).map { Int32($0 % classes) }, names: (0..<classes).map(\.description))
}
