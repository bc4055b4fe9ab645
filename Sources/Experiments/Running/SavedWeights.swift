internal import Learning
internal import Storage

/// A folder with the tensors of each run, as they were at its start and at its end.
///
/// A file says in its metadata which run it is of, by the run's key: one that is of another is no
/// tensor of this run, however it is called.
struct SavedWeights: Sendable {
  let directory: String
  /// A part of a file's name for each arm.
  private let arms: [String]

  init(directory: String, arms: [String]) {
    self.directory = directory
    self.arms = Self.fileNames(of: arms)
  }

  /// When a run's tensors were taken.
  enum Moment: String, CaseIterable {
    /// Before the first update.
    case start
    /// After the last, or with the best epoch's parameters where early stopping restores them.
    case end
  }

  func path(arm: Int, seed: Int, _ moment: Moment) -> String {
    "\(directory)/\(arms[arm])-seed\(seed)\(moment == .start ? "-start" : "").safetensors"
  }

  /// Whether both files of the run are there.
  func holdRun(_ key: String, arm: Int, seed: Int) -> Bool {
    Moment.allCases.allSatisfy { moment in
      let metadata = try? Weights.metadata(of: path(arm: arm, seed: seed, moment))
      return metadata?[Self.runKey] == key
    }
  }

  func write(
    _ result: TrainingResult, _ moment: Moment, run key: String, arm: Int, seed: Int
  ) throws(FileError) {
    var weights = Weights(
      result.parameters.reduce(into: [:]) { tensors, parameter in
        let shape = result.parameterShapes[parameter.key] ?? [parameter.value.count]
        tensors[parameter.key] = Weights.Tensor(shape: shape, values: parameter.value)
      })
    weights.metadata = ["format": "pt", Self.runKey: key]
    try Files.makeDirectory(directory)
    try Files.write(
      weights.safetensors(), to: path(arm: arm, seed: seed, moment), durably: false)
  }

  private static let runKey = "lossreport-run"

  /// Names that any file system takes, each once.
  private static func fileNames(of arms: [String]) -> [String] {
    var taken: Set<String> = []
    return arms.map { arm in
      let plain = String(arm.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" })
      // 40 characters of any script are below the 255 bytes that a name may have.
      let base = plain.hasPrefix(".") ? "-" + plain.prefix(39) : String(plain.prefix(40))
      var name = base
      var ordinal = 1
      while !taken.insert(name.lowercased()).inserted {
        ordinal += 1
        name = "\(base)-\(ordinal)"
      }
      return name
    }
  }
}
