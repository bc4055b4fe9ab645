internal import Datasets
internal import Records

extension Study {
  /// The record of one arm with its runs.
  func armRecord(_ index: Int, runs: [RunRecord]) -> ArmRecord {
    let arm = spec.arms[index]
    let dataset = inputs[index].dataset
    var sizes = TargetSizes(dataset)
    if dataset.rowShape.count == 1, dataset.vocabulary == nil, let run = runs.first {
      // Faults may have added columns.
      sizes.features = run.features.names.count
      sizes.rowShape = [sizes.features]
    }
    return ArmRecord(
      name: arm.name, role: arm.role == .control ? .control : .experiment,
      changes: arm.changes.map {
        ConfigChange(path: $0.path, control: $0.control, experiment: $0.experiment)
      },
      network: arm.training.networkWords(sizes), loss: arm.training.lossName,
      optimizer: arm.training.optimizerWords, learningRate: arm.training.learningRate,
      momentum: arm.training.momentum, batch: arm.training.batch, epochs: arm.training.epochs,
      preprocessing: arm.training.preprocessingWords, runs: runs)
  }

  /// The spec's file; with its folder where the study is named after that.
  private var specFile: String {
    let parts = spec.path.split(separator: "/")
    let file = parts.last.map(String.init) ?? spec.path
    return parts.count > 1 && parts[parts.count - 2] == spec.name ? "\(spec.name)/\(file)" : file
  }

  /// The record of the whole study.
  func record(arms: [ArmRecord], environment: EnvironmentRecord) -> StudyRecord {
    let dataset = inputs[0].dataset
    let targetNames: [String] =
      if case .values(_, let names) = dataset.targets { names } else { [] }
    return StudyRecord(
      title: spec.title, name: spec.name, specFile: specFile, spec: spec.resolved,
      specDigest: spec.digest,
      environment: environment,
      dataset: DatasetRecord(
        name: dataset.name, rows: dataset.rowCount, features: dataset.features.columnCount,
        task: DatasetRecord.Task(dataset.task),
        targetName: targetNames.isEmpty
          ? spec.control.data.targetName : targetNames.joined(separator: ", "),
        classNames: dataset.task == .multiLabel ? targetNames : dataset.classNames,
        isSynthetic: dataset.isSynthetic,
        rowShape: dataset.rowShape.count > 1 ? dataset.rowShape : nil,
        vocabulary: dataset.vocabulary?.count),
      metric: plan.metric, metricGrows: plan.metricGrows, metricReason: plan.metricReason,
      minimumEffect: spec.minimumEffect, arms: arms, expectations: spec.expectations)
  }
}

extension DatasetRecord.Task {
  fileprivate init(_ task: Task) {
    self =
      switch task {
      case .classification: .classification
      case .regression: .regression
      case .multiLabel: .multiLabel
      }
  }
}

extension DataSpec {
  /// What the target is called where it is classes.
  fileprivate var targetName: String { settings.textIfAny("target") ?? "target" }
}
