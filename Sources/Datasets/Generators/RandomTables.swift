public import Tensors

/// Uniform features with targets that have nothing to do with them.
public struct RandomTargets: Generator {
  public init() {}
  public var name: String { "random-targets" }
  public var summary: String { "Uniform features and uniform targets that nothing connects." }
  public var recipes: [String] { ["E03"] }
  public var parameters: [GeneratorParameter] { [.rows(50), .columns(10)] }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let features = (0..<(settings.rows * settings.columns)).map { _ in random.uniform() }
    let targets = (0..<settings.rows).map { _ in random.uniform() }
    return table(features, columns: settings.columns, .values(targets, names: ["y"]))
  }
}

/// Uniform features of any scale with classes thrown by a coin.
public struct UniformBinary: Generator {
  public init() {}
  public var name: String { "uniform-binary" }
  public var summary: String { "Uniform features from 0 to `scale` and two classes by the coin." }
  public var recipes: [String] { ["E04", "E05", "E06"] }
  public var parameters: [GeneratorParameter] {
    [.rows(100), .columns(10), .scale("The largest a feature can be.", 1)]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let features = (0..<(settings.rows * settings.columns)).map { _ in
      random.uniform() * settings["scale"]
    }
    let classes = (0..<settings.rows).map { _ in random.uniform() < 0.5 ? Int32(0) : 1 }
    return table(features, columns: settings.columns, .classes(classes, names: ["0", "1"]))
  }
}

/// Normal features with two classes that a plane separates up to noise.
///
/// The plane goes through the origin; its normal is drawn from the standard normal distribution and
/// scaled to length 1.
public struct HandBCE: Generator {
  public init() {}
  public var name: String { "hand-bce" }
  public var summary: String { "Normal features and two classes on the sides of a noisy plane." }
  public var recipes: [String] { ["E09"] }
  public var parameters: [GeneratorParameter] {
    [.rows(100), .columns(10), .noise("Standard deviation of the distance from the plane.", 0.3)]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    var direction = (0..<settings.columns).map { _ in random.normal() }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    direction = direction.map { $0 / length }
    var features: [Double] = []
    var classes: [Int32] = []
    for _ in 0..<settings.rows {
      let row = direction.map { _ in random.normal() }
      let distance = zip(row, direction).reduce(0) { $0 + $1.0 * $1.1 }
      features += row
      classes.append(distance + settings["noise"] * random.normal() > 0 ? 1 : 0)
    }
    return table(features, columns: settings.columns, .classes(classes, names: ["0", "1"]))
  }
}
