public import Tensors

/// Three rows whose features span four decades, labelled 0, 1, 0.
public struct ThreeRows: Generator {
  public init() {}
  public var name: String { "three-rows" }
  public var summary: String {
    "Three rows of three features from 1 to 14000, labelled 0, 1, 0; nothing in it is random."
  }
  public var recipes: [String] { ["E01", "E02"] }
  public var parameters: [GeneratorParameter] { [] }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    table(
      [1, 500, 10_000, 2, 600, 12_000, 3, 700, 14_000], columns: 3,
      .classes([0, 1, 0], names: ["0", "1"]))
  }
}

/// Rows on two scales under one column, with a target that a small weight explains.
///
/// The first half of the rows is `scale`·n, the second `small-scale`·n with n standard normal; the
/// target is x / scale plus noise, so that the best weight is 1 / scale.
public struct MixedScale: Generator {
  public init() {}
  public var name: String { "mixed-scale" }
  public var summary: String {
    "One feature, half its rows large and half small; the target is x / scale plus noise."
  }
  public var recipes: [String] { ["E08"] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(100), .scale("Standard deviation of the first half of the rows.", 100),
      GeneratorParameter(
        "small-scale", "Standard deviation of the second half.", standard: 0.1, in: 1e-9...1e9),
      .noise("Standard deviation of the target's noise.", 0.1),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let large = settings.rows - settings.rows / 2
    var (features, targets): ([Double], [Double]) = ([], [])
    for row in 0..<settings.rows {
      let x = random.normal() * (row < large ? settings["scale"] : settings["small-scale"])
      features.append(x)
      targets.append(x / settings["scale"] + settings["noise"] * random.normal())
    }
    return table(features, columns: 1, .values(targets, names: ["y"]))
  }
}

/// Two equally useful features of which the second is a thousand times larger.
///
/// Both are standard normal, then the second is multiplied by `scale`. The class is 1 where their
/// sum before that, plus noise, is positive.
public struct BlownUpFeature: Generator {
  public init() {}
  public var name: String { "blown-up-feature" }
  public var summary: String {
    "Two normal features, the second multiplied by 1000; both decide the class alike."
  }
  public var recipes: [String] { ["E10", "E11"] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(100), .scale("The factor of the second feature.", 1000),
      .noise("Standard deviation of the noise in what decides the class.", 0.5),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    var features: [Double] = []
    var classes: [Int32] = []
    for _ in 0..<settings.rows {
      let (first, second) = (random.normal(), random.normal())
      features += [first, second * settings["scale"]]
      classes.append(first + second + settings["noise"] * random.normal() > 0 ? 1 : 0)
    }
    return table(features, columns: 2, .classes(classes, names: ["0", "1"]))
  }
}

/// Sensors whose validation rows were taken later, after they drifted.
///
/// Feature j is standard normal in the training rows, normal around `drift` with standard deviation
/// 0.5 in the validation rows, then multiplied by 10ʲ⁻¹ and moved by as much. The class is
/// 1 where the sum of the features before that, plus noise, is above `drift`·columns / 2, a
/// threshold between the two groups. Scaling the validation rows by their own statistics hides the
/// drift from the model, which then meets other inputs than it learnt.
public struct DriftingSensors: Generator {
  public init() {}
  public var name: String { "drifting-sensors" }
  public var summary: String {
    "Features on growing scales whose validation rows, a third of all, come from another range."
  }
  public var recipes: [String] { ["E14"] }
  public var marksValidation: Bool { true }
  public var parameters: [GeneratorParameter] {
    [
      .rows(240, from: 3),
      GeneratorParameter(
        "columns", "How many features.", standard: 4, in: 1...9, isWhole: true),
      GeneratorParameter(
        "drift", "How far the validation rows' mean moved, in standard deviations.",
        standard: 1, in: -100...100),
      .noise("Standard deviation of the noise in what decides the class.", 0.5),
    ]
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let (rows, columns, drift) = (settings.rows, settings.columns, settings["drift"])
    let validating = max(1, rows / 3)
    var features: [Double] = []
    var classes: [Int32] = []
    for row in 0..<rows {
      var sum = 0.0
      var unit = 1.0
      for _ in 0..<columns {
        let x = row < rows - validating ? random.normal() : drift + 0.5 * random.normal()
        sum += x
        features.append((x + 1) * unit)
        unit *= 10
      }
      let threshold = drift * Double(columns) / 2
      classes.append(sum + settings["noise"] * random.normal() > threshold ? 1 : 0)
    }
    return table(
      features, columns: columns, .classes(classes, names: ["0", "1"]),
      marks: (0..<rows).map { $0 >= rows - validating })
  }
}
