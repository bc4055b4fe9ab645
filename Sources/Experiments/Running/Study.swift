public import Datasets
internal import JSONTrees

/// A spec with its data read and held against it: ready to run.
public struct Study: Sendable {
  /// What one arm is trained on.
  public struct Input: Sendable {
    public var dataset: Dataset
    /// The digest of the dataset's content.
    var digest: String
    /// The parameters to start from, where the arm names a file with them.
    var weights: Weights?
    /// The row numbers of each epoch, where the arm names a file with them.
    var order: [[Int32]]?

    /// The digest of what the arm names files of; nil where it names none.
    var givenDigest: String? {
      let digests = [weights.map { RunKey.digest($0) }, order.map { RunKey.digest($0) }]
        .compactMap(\.self)
      return digests.isEmpty ? nil : digests.joined(separator: "+")
    }
  }

  public let spec: Spec
  /// One for each arm, the control's first.
  public let inputs: [Input]
  public let plan: StudyPlan

  /// Reads the data and holds the spec against them.
  ///
  /// No run may plan more bytes than the memory limit.
  ///
  /// - Throws: ``SpecError``, `DataError`, ``WeightsError`` or `FileError`.
  public static func load(_ spec: Spec, memoryLimit: Int = 8 << 30) throws -> Study {
    let (datasets, plan) = try spec.open(memoryLimit: memoryLimit)
    var digests: [String] = []
    for (index, dataset) in datasets.enumerated() {
      // Arms mostly share their data, which then need one digest.
      let isShared = index > 0 && spec.arms[index].data.json == spec.arms[0].data.json
      digests.append(isShared ? digests[0] : RunKey.digest(dataset))
    }
    var inputs: [Input] = []
    for (index, arm) in spec.arms.enumerated() {
      let weights = try arm.training.initialWeightsPath.map { try Weights.read($0) }
      let order = try arm.training.batchOrderPath.map { try BatchOrder.read($0) }
      inputs.append(
        Input(dataset: datasets[index], digest: digests[index], weights: weights, order: order))
    }
    return Study(spec: spec, inputs: inputs, plan: plan)
  }

  /// The texts from the spec and the data that a report draws.
  public var drawnTexts: [String] {
    var texts = [spec.title, spec.name, spec.resolved.text()] + spec.arms.map(\.name)
    for input in inputs {
      let dataset = input.dataset
      texts += [dataset.name] + dataset.featureNames + dataset.classNames
      if case .values(_, let names) = dataset.targets { texts += names }
    }
    return texts
  }
}
