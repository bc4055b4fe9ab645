public import Datasets

/// What a spec has to know of an arm's data before anything is trained.
public struct DataFacts: Equatable, Sendable {
  public var name: String
  public var task: Task
  /// Rows to train on, before faults take any away.
  public var trainingRows: Int
  public var validationRows: Int
  /// Features of a row, before faults add any.
  public var featureCount: Int
  /// The shape of a row: [features] of a table, [channels, height, width] of an image.
  public var rowShape: [Int]
  /// Rows of each class among all; empty in a regression.
  public var classCounts: [Int]
  /// Numbers of a row's target; 1 for a class.
  public var targetWidth: Int
  /// What a row's values may be taken for; nil where the target is classes.
  public var targetValues: TargetValues?
  /// Steps of a row that have a class each; 1 where a row has one class, or values.
  public var targetSteps: Int
  /// How many tokens the features number; nil where they are quantities.
  public var vocabulary: Int?

  public init(
    name: String, task: Task, trainingRows: Int, validationRows: Int, featureCount: Int,
    rowShape: [Int]? = nil, classCounts: [Int], targetWidth: Int, targetValues: TargetValues? = nil,
    targetSteps: Int = 1, vocabulary: Int? = nil
  ) {
    self.name = name
    self.task = task
    self.trainingRows = trainingRows
    self.validationRows = validationRows
    self.featureCount = featureCount
    self.rowShape = rowShape ?? [featureCount]
    self.targetSteps = targetSteps
    self.vocabulary = vocabulary
    self.classCounts = classCounts
    self.targetWidth = targetWidth
    self.targetValues = targetValues
  }

  /// The facts of a dataset under an arm's way of holding rows out.
  public init(_ dataset: Dataset, _ split: Split) {
    let all = dataset.rowCount
    let held: Int
    var lost = 0
    switch split {
    case .none: held = 0
    case .last(let share, let gap):
      held = min(max(Int((share * Double(all)).rounded()), 1), max(all - 1, 0))
      lost = min(gap + (dataset.sequence?.overlap ?? 0), all - held)
    case .given: held = dataset.validationMarks?.count { $0 } ?? 0
    case .random(let share), .stratified(let share):
      held = min(max(Int((share * Double(all)).rounded()), 1), max(all - 1, 0))
    }
    self.init(
      name: dataset.name, task: dataset.task, trainingRows: all - held - lost, validationRows: held,
      featureCount: dataset.features.columnCount, rowShape: dataset.rowShape,
      classCounts: dataset.classCounts,
      targetWidth: dataset.targetWidth, targetValues: TargetValues(dataset.targets),
      targetSteps: dataset.targetSteps,
      vocabulary: dataset.vocabulary?.count)
  }
}

extension DataFacts {
  /// The sizes that units may stand for, with the columns that an arm's faults add.
  func sizes(_ data: DataSpec) -> TargetSizes {
    var features = featureCount
    for case .duplicateColumns(let count, _) in data.faults { features += count }
    return TargetSizes(
      features: features, classes: max(1, classCounts.count), targets: targetWidth,
      rowShape: features == featureCount ? rowShape : [features], vocabulary: vocabulary)
  }
}
