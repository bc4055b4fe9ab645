public import Tensors

/// A made-up table whose rows follow from its parameters alone.
///
/// All random numbers come from the stream (parameter "seed", "generate", generator's name), so that
/// every arm and every training seed of a study sees the same table.
public protocol Generator: Sendable {
  /// The name in a spec: "two-blobs".
  var name: String { get }
  /// What the table is, in one sentence.
  var summary: String { get }
  /// The recipes of the catalogue of causes that use it: "E07".
  var recipes: [String] { get }
  /// All parameters but "seed", which every generator has.
  var parameters: [GeneratorParameter] { get }
  /// Whether the table itself says which rows validate.
  var marksValidation: Bool { get }
  /// The numbers of a row under some settings.
  func rowSize(_ settings: GeneratorSettings) -> Int
  /// Makes the table; the settings hold every parameter, in its range.
  func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset
}

/// A number that shapes a generated table.
public struct GeneratorParameter: Sendable, Equatable {
  public var name: String
  public var summary: String
  public var standard: Double
  public var range: ClosedRange<Double>
  /// Whether it counts something.
  public var isWhole: Bool

  public init(
    _ name: String, _ summary: String, standard: Double, in range: ClosedRange<Double>,
    isWhole: Bool = false
  ) {
    precondition(range.contains(standard), "\(name): \(standard) is outside \(range)")
    self.name = name
    self.summary = summary
    self.standard = standard
    self.range = range
    self.isWhole = isWhole
  }

  /// The number of rows, as most generators have it.
  static func rows(_ standard: Int, from least: Double = 2) -> Self {
    Self(
      "rows", "How many rows.", standard: Double(standard), in: least...1_000_000, isWhole: true)
  }

  static func columns(_ standard: Int) -> Self {
    Self(
      "columns", "How many features.", standard: Double(standard), in: 1...10_000, isWhole: true)
  }

  static func noise(_ summary: String, _ standard: Double) -> Self {
    Self("noise", summary, standard: standard, in: 0...1e6)
  }

  static func scale(_ summary: String, _ standard: Double) -> Self {
    Self("scale", summary, standard: standard, in: 1e-9...1e9)
  }

  /// The parameter of every generator that chooses among its tables.
  public static let seed = Self(
    "seed", "Chooses among the tables that the other parameters allow.", standard: 0,
    in: 0...4_294_967_295, isWhole: true)
}

/// The parameters of one table.
public struct GeneratorSettings: Sendable, Equatable {
  private var values: [String: Double]

  init(_ values: [String: Double]) {
    self.values = values
  }

  /// A parameter that the generator declares.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("no parameter \(name)") }
    return value
  }

  func has(_ name: String) -> Bool { values[name] != nil }
  public func whole(_ name: String) -> Int { Int(self[name]) }
  public var rows: Int { whole("rows") }
  public var columns: Int { whole("columns") }
}

extension Generator {
  public var marksValidation: Bool { false }

  public func rowSize(_ settings: GeneratorSettings) -> Int {
    settings.has("columns") ? settings.columns : 1
  }

  /// All parameters, "seed" the last.
  public var allParameters: [GeneratorParameter] { parameters + [.seed] }

  /// The table of some parameters; those not given keep their standard.
  public func make(_ given: [String: Double] = [:]) throws(DataError) -> Dataset {
    let known = allParameters
    for name in given.keys.sorted() where !known.contains(where: { $0.name == name }) {
      throw DataError(
        self.name, unknown: "parameter", name, among: known.map(\.name), option: "synthetic")
    }
    var values: [String: Double] = [:]
    for parameter in known {
      let value = given[parameter.name] ?? parameter.standard
      let isWhole = !parameter.isWhole || value == value.rounded()
      guard parameter.range.contains(value), isWhole else {
        let kind = parameter.isWhole ? "a whole number" : "a number"
        let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
        throw DataError(
          name, "\(parameter.name) is \(plain(value))",
          expected: "\(kind) from \(plain(low)) to \(plain(high))", option: "synthetic")
      }
      values[parameter.name] = value
    }
    let settings = GeneratorSettings(values)
    let cells = (values["rows"] ?? 1) * Double(rowSize(settings))
    guard cells <= 1e8 else {
      throw DataError(
        name, "\(plain(cells)) numbers are too many", expected: "at most 100000000 in a table",
        option: "synthetic")
    }
    var random = Philox(seed: UInt64(values["seed"] ?? 0), purpose: "generate", name: name)
    return draw(settings, &random)
  }

  /// The table under the generator's name, its columns called "x1", "x2", ….
  func table(
    _ values: [Double], columns: Int, _ targets: DatasetTargets, names: [String]? = nil,
    marks: [Bool]? = nil
  ) -> Dataset {
    let features = Features(
      names: names ?? columnNames(columns), values: values, rowCount: values.count / columns)
    return Dataset(
      name: name, isSynthetic: true, features: features, targets: targets, validationMarks: marks)
  }
}

/// The names of columns that have none.
func columnNames(_ count: Int) -> [String] {
  (0..<count).map { "x\($0 + 1)" }
}

/// A number as a person writes it: whole ones without a fraction.
func plain(_ number: Double) -> String {
  Int(exactly: number).map(\.description) ?? number.description
}

/// All generators.
public enum Generators {
  /// In the order of the recipes that use them.
  public static let all: [any Generator] = [
    ThreeRows(), RandomTargets(), UniformBinary(), Line(), MixedScale(), HandBCE(),
    BlownUpFeature(), TwoBlobs(), DriftingSensors(), Waves(), DotPairs(), TwoMoons(), Spirals(),
    CopyTask(), FirstToken(), AddingProblem(),
  ]

  /// The generator of a name; nil where there is none.
  public static func named(_ name: String) -> (any Generator)? {
    all.first { $0.name == name }
  }
}
