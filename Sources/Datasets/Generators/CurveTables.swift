internal import Glibc
public import Tensors

/// A straight line through the origin with noise: y = slope·x + noise, x = scale·n.
public struct Line: Generator {
  public init() {}
  public var name: String { "line" }
  public var summary: String { "y = 2x plus noise, with x normal and ten wide." }
  public var recipes: [String] { ["E07"] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(100), .scale("Standard deviation of x.", 10),
      GeneratorParameter("slope", "What x is multiplied by.", standard: 2, in: -1e6...1e6),
      .noise("Standard deviation of the noise in y.", 1),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    var (features, targets): ([Double], [Double]) = ([], [])
    for _ in 0..<settings.rows {
      let x = settings["scale"] * random.normal()
      features.append(x)
      targets.append(settings["slope"] * x + settings["noise"] * random.normal())
    }
    return table(features, columns: 1, .values(targets, names: ["y"]))
  }
}

/// Waves that a straight line cannot follow: y = sin(2π·waves·x) plus noise.
public struct Waves: Generator {
  public init() {}
  public var name: String { "waves" }
  public var summary: String { "y = sin(2π·waves·x) plus noise, with x uniform from 0 to 1." }
  public var recipes: [String] { ["E13"] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(200),
      GeneratorParameter("waves", "How often the curve repeats.", standard: 1, in: 0.01...100),
      .noise("Standard deviation of the noise in y.", 0.1),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    var (features, targets): ([Double], [Double]) = ([], [])
    for _ in 0..<settings.rows {
      let x = random.uniform()
      features.append(x)
      targets.append(sin(2 * .pi * settings["waves"] * x) + settings["noise"] * random.normal())
    }
    return table(features, columns: 1, .values(targets, names: ["y"]))
  }
}
