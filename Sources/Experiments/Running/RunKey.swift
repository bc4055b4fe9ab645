internal import Datasets
internal import JSONTrees
internal import Records
internal import Storage
internal import Tensors

/// The name under which a run is stored: a digest of everything that it depends on.
///
/// The arm's name, the other arms and the number of threads are left out: they change no number.
enum RunKey {
  static func make(
    arm: ArmSpec, seed: Int, dataset: String, given: String?, environment: EnvironmentRecord,
    keepsEveryStep: Bool
  ) -> String {
    let key: JSON = [
      "format": JSON(RunRecord.formatVersion), "lossreport": .string(environment.lossreport),
      "scalar": .string(environment.scalar), "blas": .string(environment.blas),
      "blas-core": .string(environment.blasCore), "settings": arm.settings,
      "dataset": .string(dataset), "weights": given.map { .string($0) } ?? .null,
      "seed": JSON(seed), "every-step": .bool(keepsEveryStep),
    ]
    return String(Digest.sha256(key.utf8()).prefix(40))
  }

  /// The digest of a dataset's content, whatever file it came from.
  static func digest(_ dataset: Dataset) -> String {
    var digest = Digest()
    digest.update(dataset.featureNames.joined(separator: "\u{0}"))
    digest.update(dataset.rowShape.description)
    digest.update(dataset.features.isPlanar ? "planar" : "interleaved")
    digest.update(dataset.features.values)
    switch dataset.targets {
    case .classes(let classes, let names):
      digest.update(names.joined(separator: "\u{0}"))
      digest.update(classes)
    case .steps(let classes, let names, let length):
      digest.update("steps of \(length)")
      digest.update(names.joined(separator: "\u{0}"))
      digest.update(classes)
    case .values(let values, let names):
      digest.update(names.joined(separator: "\u{0}"))
      digest.update(values)
    }
    digest.update((dataset.validationMarks ?? []).map { $0 ? 1 : 0 } as [Int32])
    digest.update(dataset.missing.rawValue)
    digest.update(dataset.vocabulary?.joined(separator: "\u{0}") ?? "quantities")
    digest.update(dataset.sequence.map { $0.overlap.description } ?? "unordered")
    return digest.hexadecimal()
  }

  /// The digest of the row numbers of each epoch.
  static func digest(_ order: [[Int32]]) -> String {
    var digest = Digest()
    for epoch in order { digest.update(epoch) }
    digest.update("\(order.count) epochs")
    return digest.hexadecimal()
  }

  /// The digest of weights to start from.
  static func digest(_ weights: Weights) -> String {
    Digest.sha256(Weights(weights.tensors).safetensors())
  }
}
