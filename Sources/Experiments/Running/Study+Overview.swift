internal import Datasets
internal import JSONTrees
internal import Learning

extension Study {
  /// What would be trained, in lines for a terminal: the data, the arms, their difference, the size.
  ///
  /// `jobs` runs are trained at a time, and their memory adds up.
  public func overview(jobs: Int) -> String {
    let dataset = inputs[0].dataset
    var lines = [
      "\(spec.path): \(spec.title)",
      "  data        \(dataset.name): \(dataset.rowCount) rows \(dataset.rowWords)"
        + (dataset.classNames.isEmpty ? ", regression" : ", \(dataset.classNames.count) classes"),
      "  runs        \(spec.arms.count) arms × \(spec.seeds.count) seeds",
      "  metric      \(plan.metric)" + (plan.metricReason.map { ": \($0)" } ?? ""),
    ]
    for (index, arm) in spec.arms.enumerated() {
      let sizes = TargetSizes(inputs[index].dataset)
      lines.append("  \(arm.role.rawValue)  \(arm.name)")
      lines.append(
        "              \(arm.training.networkWords(sizes)); \(arm.training.lossName); "
          + "\(arm.training.optimizerWords); \(arm.training.epochs) epochs")
      for change in arm.changes {
        lines.append("              \(change.path): \(change.control) → \(change.experiment)")
      }
    }
    if let memory = memoryPlan {
      let atOnce = max(1, min(jobs, spec.arms.count * spec.seeds.count))
      let all = memory.run.multipliedReportingOverflow(by: atOnce)
      lines.append(
        "  memory      \(Prose.bytes(memory.run)) a run, "
          + "\(Prose.bytes(all.overflow ? .max : all.partialValue)) for "
          + "\(Prose.count(atOnce, "run")) at a time, beside \(Prose.bytes(memory.data)) of data")
    }
    for note in plan.notes { lines.append("  note        \(note)") }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Dataset {
  /// What a row holds: "× 13 features", "of [1, 28, 28]", "of 32 tokens of 65".
  fileprivate var rowWords: String {
    if let vocabulary { return "of \(features.columnCount) tokens of \(vocabulary.count)" }
    return rowShape.count > 1 ? "of \(rowShape)" : "× \(features.columnCount) features"
  }
}

extension TargetSizes {
  /// The sizes of a dataset as it is read.
  init(_ dataset: Dataset) {
    self.init(
      features: dataset.features.columnCount, classes: max(1, dataset.classNames.count),
      targets: dataset.targetWidth, rowShape: dataset.rowShape,
      vocabulary: dataset.vocabulary?.count)
  }
}

/// The spec's table of keys as texts for other programs and for readers.
public enum SpecSchemaText {
  /// The JSON Schema of a spec.
  public static func jsonSchema() -> String {
    SpecTable.jsonSchema().text(.readable)
  }

  /// docs/spec.md: every key with its type, range, default and meaning.
  public static func markdownReference() -> String {
    SpecTable.schema.markdownReference()
  }
}
