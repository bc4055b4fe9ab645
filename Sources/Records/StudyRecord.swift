public import JSONTrees

/// A whole comparison: the question, the arms and every run.
///
/// A report is a function of this value.
public struct StudyRecord: Equatable, Sendable {
  public var title: String
  /// What the study is called in files and messages: the spec's file name without its extension, or
  /// its folder's where that is "spec".
  public var name: String
  /// The spec's file as a command names it: "wine.json", "wine-scaling/spec.json".
  public var specFile: String
  /// The spec with all defaults filled in.
  public var spec: JSON
  /// SHA-256 of the compact text of `spec`.
  public var specDigest: String
  public var environment: EnvironmentRecord
  public var dataset: DatasetRecord
  /// The declared metric: "validation.loss" unless the spec says otherwise.
  public var metric: String
  /// Whether larger values of the metric are better (accuracy, R2).
  public var metricGrows: Bool
  /// Why the metric is not the loss, where the arms' losses may not be compared; else nil.
  public var metricReason: String?
  /// The smallest relative difference that matters, as a share: 0.05.
  public var minimumEffect: Double
  /// The control first.
  public var arms: [ArmRecord]
  /// The spec's `expect` list as written.
  public var expectations: [JSON]

  public init(
    title: String, name: String, specFile: String? = nil, spec: JSON, specDigest: String,
    environment: EnvironmentRecord,
    dataset: DatasetRecord, metric: String, metricGrows: Bool, metricReason: String?,
    minimumEffect: Double, arms: [ArmRecord], expectations: [JSON]
  ) {
    self.title = title
    self.name = name
    self.specFile = specFile ?? "\(name).json"
    self.spec = spec
    self.specDigest = specDigest
    self.environment = environment
    self.dataset = dataset
    self.metric = metric
    self.metricGrows = metricGrows
    self.metricReason = metricReason
    self.minimumEffect = minimumEffect
    self.arms = arms
    self.expectations = expectations
  }
}

/// One arm of a comparison with its runs, one for each seed in the same order in every arm.
public struct ArmRecord: Equatable, Sendable {
  public enum Role: String, Sendable {
    case control, experiment
  }

  public var name: String
  public var role: Role
  /// What this arm's settings are beside the control's; empty for the control.
  public var changes: [ConfigChange]
  /// The settings in words, for a subtitle: "dense 64 – 32 – 3, ReLU".
  public var network: String
  /// The loss as the spec names it: "cross-entropy", "mse".
  public var loss: String
  /// The optimiser in words: "SGD lr 0.01".
  public var optimizer: String
  public var learningRate: Double
  /// Heavy-ball momentum, 0 for plain gradient descent, nil for another kind of optimiser.
  public var momentum: Double?
  /// Rows a batch; nil for all.
  public var batch: Int?
  public var epochs: Int
  /// The preprocessors in words: "standardize (fitted on training rows)", or "none".
  public var preprocessing: String
  public var runs: [RunRecord]

  public init(
    name: String, role: Role, changes: [ConfigChange], network: String, loss: String,
    optimizer: String, learningRate: Double, momentum: Double?, batch: Int?, epochs: Int,
    preprocessing: String, runs: [RunRecord]
  ) {
    self.name = name
    self.role = role
    self.changes = changes
    self.network = network
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.momentum = momentum
    self.batch = batch
    self.epochs = epochs
    self.preprocessing = preprocessing
    self.runs = runs
  }
}

/// One setting that differs between an arm and the control.
public struct ConfigChange: Equatable, Sendable {
  /// The key path: "optimizer.sgd.lr", "preprocess".
  public var path: String
  /// The compact JSON text of the values; "none" where there is none.
  public var control: String
  public var experiment: String

  public init(path: String, control: String, experiment: String) {
    self.path = path
    self.control = control
    self.experiment = experiment
  }
}

/// The data that the arms were trained on.
public struct DatasetRecord: Equatable, Sendable {
  public enum Task: String, Sendable {
    case classification, regression
    case multiLabel = "multi-label"
  }

  /// The file's name, or the generator's.
  public var name: String
  public var rows: Int
  public var features: Int
  public var task: Task
  public var targetName: String
  /// The names of the classes, or labels, in the order of their numbers; empty in a regression.
  public var classNames: [String]
  /// Whether the data was generated: it shows that a cause can act, not that it does on real data.
  public var isSynthetic: Bool
  /// The shape of a row: [channels, height, width] of images; nil in a table.
  public var rowShape: [Int]?
  /// How many tokens the features number; nil where they are quantities.
  public var vocabulary: Int?

  public init(
    name: String, rows: Int, features: Int, task: Task, targetName: String, classNames: [String],
    isSynthetic: Bool, rowShape: [Int]? = nil, vocabulary: Int? = nil
  ) {
    self.name = name
    self.rows = rows
    self.features = features
    self.task = task
    self.targetName = targetName
    self.classNames = classNames
    self.isSynthetic = isSynthetic
    self.rowShape = rowShape
    self.vocabulary = vocabulary
  }
}

extension DatasetRecord {
  /// How large the table is, in words: "178 rows × 13 features", "1797 rows of 1 × 8 × 8".
  public var extent: String {
    let count = "\(rows) \(rows == 1 ? "row" : "rows")"
    if vocabulary != nil { return "\(count) of \(features) \(features == 1 ? "token" : "tokens")" }
    if let rowShape {
      return "\(count) of \(rowShape.map(\.description).joined(separator: " × "))"
    }
    return "\(count) × \(features) \(features == 1 ? "feature" : "features")"
  }
}

/// What the numbers depend on beside the spec.
public struct EnvironmentRecord: Equatable, Sendable {
  /// The program's version.
  public var lossreport: String
  /// The library and its version: "OpenBLAS 0.3.21".
  public var blas: String
  /// The kernel that the processor chose: "SkylakeX".
  public var blasCore: String
  /// The type that training computed with: "Float" or "Double".
  public var scalar: String

  public init(lossreport: String, blas: String, blasCore: String, scalar: String) {
    self.lossreport = lossreport
    self.blas = blas
    self.blasCore = blasCore
    self.scalar = scalar
  }
}
