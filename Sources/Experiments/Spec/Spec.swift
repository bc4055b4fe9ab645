public import JSONTrees
internal import Storage

/// A comparison as a spec file describes it: sound in itself, not yet held against its data.
public struct Spec: Sendable {
  /// The file's path as it was given.
  public let path: String
  /// The file's name without folder and extension; its folder's name where that is "spec".
  public let name: String
  public let title: String
  public let description: String?
  public let control: ArmSpec
  public let experiments: [ArmSpec]
  public let seeds: [Int]
  /// The metric that the spec declares; nil where it leaves the choice to ``resolve(_:)``.
  public let declaredMetric: String?
  /// The smallest relative difference that matters, as a share.
  public let minimumEffect: Double
  /// The `expect` list as written.
  public let expectations: [JSON]
  /// The whole spec with all defaults filled in; reading it gives the same spec.
  public let resolved: JSON
  let positions: SpecPositions

  /// The control first.
  public var arms: [ArmSpec] { [control] + experiments }

  /// SHA-256 of the compact text of ``resolved``.
  public var digest: String { Digest.sha256(resolved.utf8()) }

  /// The folder that the spec's paths are relative to, with a closing slash; empty for the current.
  public var folder: String { Spec.folder(of: path) }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// A folder with a spec.json is the study's own: without its name all of them would be "spec".
  static func name(of path: String) -> String {
    let parts = path.split(separator: "/")
    let file = parts.last ?? ""
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return String(file) }
    let name = file[..<dot]
    guard name == "spec", let folder = parts.dropLast().last, folder != ".", folder != ".." else {
      return String(name)
    }
    return String(folder)
  }
}

/// Where parts of a spec stand, for faults that show only with the data.
struct SpecPositions: Sendable {
  var root: JSONNode.Position
  var seeds: JSONNode.Position
  var metric: JSONNode.Position
  /// The whole `expect` list.
  var expect: [JSONNode]
}

/// One arm: the shared part with its patch applied.
public struct ArmSpec: Sendable {
  public enum Role: String, Sendable {
    case control, experiment
  }

  public let name: String
  public let role: Role
  /// The key path of its patch in the spec: "control", "experiments.deep".
  public let keyPath: String
  public let data: DataSpec
  public let training: TrainingSpec
  /// In what it differs from the control; empty for the control.
  public let changes: [SettingChange]
  let patchPositions: Set<JSONNode.Position>

  /// Whether more than one thing differs, so that no single one is shown to be the cause.
  public var isConfounded: Bool { changes.count > 1 }

  /// All that a run of this arm depends on beside its seed: `data` and `training` in full.
  public var settings: JSON {
    ["data": data.json, "training": training.json]
  }
}

/// One setting that differs between an arm and the control.
public struct SettingChange: Equatable, Sendable {
  /// The key path in the training, or after "data." in the data.
  public var path: String
  /// The values as compact JSON, as a person would write them; "none" where there is none.
  public var control: String
  public var experiment: String

  public init(path: String, control: String, experiment: String) {
    self.path = path
    self.control = control
    self.experiment = experiment
  }
}

/// Where an arm's rows come from.
public struct DataSpec: Sendable {
  let node: JSONNode
  /// The folder that its paths are relative to.
  let folder: String

  var settings: Settings { Settings(node) }
  /// The data's part of the spec with all defaults filled in.
  public var json: JSON { node.json }

  /// The key of the source: "csv", "synthetic".
  public var source: String { DataTable.sources.first { settings.has($0) } ?? "" }

  /// Whether rows are held out for validation.
  public var holdsOut: Bool { settings.has("validation") || marksValidation }

  /// A path of the spec as the program opens it.
  func located(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder + path
  }
}

/// How an arm is trained.
public struct TrainingSpec: Sendable {
  let node: JSONNode
  let folder: String

  var settings: Settings { Settings(node) }
  /// The training's part of the spec with all defaults filled in.
  public var json: JSON { node.json }

  public var epochs: Int { settings.integer("epochs") }
  /// Rows a step; nil for all.
  public var batch: Int? { settings.integerIfAny("batch") }
  /// Whether the target is trained on in standard deviations from its mean.
  public var standardizesTarget: Bool { settings.flagIfAny("standardize-target") ?? false }
  /// The loss as the spec names it: "cross-entropy".
  public var lossName: String { settings.chosen("loss").name }
  public var optimizerName: String { settings.chosen("optimizer").name }
  public var learningRate: Double { settings.chosen("optimizer").settings.number("lr") }
  /// Heavy-ball momentum, 0 for plain gradient descent, nil for another kind of optimiser.
  public var momentum: Double? {
    let optimizer = settings.chosen("optimizer")
    return ["sgd", "momentum", "nesterov"].contains(optimizer.name)
      ? optimizer.settings.number("momentum") : nil
  }
}
