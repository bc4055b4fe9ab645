internal import JSONTrees
public import Records

/// A study made from a few wishes, without training: what figures and pages are tried on.
///
/// The same wishes give the same record on every machine up to the rounding of `exp` and `log`.
public struct StudyFixture: Sendable, CustomStringConvertible {
  /// How an arm's loss goes.
  public enum Curve: Sendable, Equatable {
    /// Stays at a level from the first epoch on.
    case stuck(Double)
    /// Falls from the start to a level, seeds spread around it.
    case falling(to: Double)
    /// Falls, then leaves for infinity at an epoch, later for each seed; the first `seeds` only.
    case diverging(epoch: Int, seeds: Int)
    case nan
    case constant(Double)
    /// Falls through zero: a negative log likelihood.
    case negative
  }

  public struct Arm: Sendable {
    public var name: String
    public var curve: Curve
    public var scales: Bool
    public var changes: [ConfigChange]

    public init(
      _ name: String, _ curve: Curve, scales: Bool = false, changes: [ConfigChange] = []
    ) {
      self.name = name
      self.curve = curve
      self.scales = scales
      self.changes = changes
    }
  }

  public var name: String
  public var title = "Unscaled features stall training on the wine table"
  public var headline = "Standardising the features makes validation loss 7.9× lower"
  public var arms: [Arm]
  public var seeds = 8
  public var epochs = 60
  public var start = 1.12
  public var featureNames: [String] = WineTable.names
  /// The shape of a row where the features are channels of images.
  public var rowShape: [Int]?
  public var task = DatasetRecord.Task.classification
  public var hasValidation = true
  public var reductions: [Int] = []
  /// The layers with weights and how many parameters each has.
  public var layers: [(name: String, count: Int)] = [
    ("dense1", 896), ("dense2", 2080), ("dense3", 99),
  ]
  public var classNames = ["class_0", "class_1", "class_2"]
  /// The kind of layer between those with weights.
  public var activation = "relu"
  /// Whether curvature and noise scale were asked for.
  public var measuresLandscape = true
  /// What every loss is multiplied by in each arm; 1 beyond the list.
  public var lossScales: [Double] = []

  public init(name: String, arms: [Arm]) {
    self.name = name
    self.arms = arms
  }

  public var description: String { name }

  public var study: StudyRecord {
    var study = StudyRecord(
      title: title, name: name, spec: .object([:]),
      specDigest: "3f9c41d2a07b5e6c8d1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f",
      environment: EnvironmentRecord(
        lossreport: "1.0.0", blas: "OpenBLAS 0.3.21", blasCore: "SkylakeX", scalar: "Float"),
      dataset: DatasetRecord(
        name: "wine.csv", rows: 178, features: featureNames.count, task: task,
        targetName: "cultivar",
        classNames: task == .regression ? [] : classNames,
        isSynthetic: false),
      metric: metric, metricGrows: false, metricReason: nil, minimumEffect: 0.05,
      arms: arms.indices.map(armRecord), expectations: [])
    study.dataset.rowShape = rowShape
    return study
  }

  public var metric: String {
    hasValidation ? SeriesName.validationLoss : SeriesName.trainingLoss
  }

  /// Gradients differ between arms and not between seeds, so they are made once.
  private func runs(of arm: Int) -> [RunRecord] {
    let first = RunFixture(fixture: self, arm: arm, seed: 0)
    let (histograms, activations) = (first.histograms, first.activationHistograms)
    return (0..<seeds).map { seed in
      var record = RunFixture(fixture: self, arm: arm, seed: seed).record
      record.gradientHistograms = histograms
      record.activationHistograms = activations
      return record
    }
  }

  private func armRecord(_ index: Int) -> ArmRecord {
    let arm = arms[index]
    return ArmRecord(
      name: arm.name, role: index == 0 ? .control : .experiment,
      changes: index == 0
        ? []
        : arm.changes.isEmpty
          ? [ConfigChange(path: "preprocess", control: "none", experiment: "[\"standardize\"]")]
          : arm.changes,
      network: "dense 64 – 32 – 3, ReLU", loss: task == .regression ? "mse" : "cross-entropy",
      optimizer: "SGD lr 0.01", learningRate: 0.01, momentum: 0, batch: 16, epochs: epochs,
      preprocessing: arm.scales ? "standardize (fitted on training rows)" : "none",
      runs: runs(of: index))
  }
}
