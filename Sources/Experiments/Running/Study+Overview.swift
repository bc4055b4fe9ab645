internal import Datasets
internal import JSONTrees
internal import Learning

extension Study {
  /// What would be trained, in lines for a terminal: the data, the arms, their difference, the size.
  public var overview: String {
    let dataset = inputs[0].dataset
    var lines = [
      "\(spec.path): \(spec.title)",
      "  data        \(dataset.name): \(dataset.rowCount) rows × \(dataset.features.columnCount) features"
        + (dataset.classNames.isEmpty ? ", regression" : ", \(dataset.classNames.count) classes"),
      "  runs        \(spec.arms.count) arms × \(spec.seeds.count) seeds",
      "  metric      \(plan.metric)" + (plan.metricReason.map { ": \($0)" } ?? ""),
    ]
    for (index, arm) in spec.arms.enumerated() {
      let sizes = TargetSizes(
        features: inputs[index].dataset.features.columnCount,
        classes: max(1, inputs[index].dataset.classNames.count),
        targets: inputs[index].dataset.targetWidth, rowShape: inputs[index].dataset.rowShape)
      lines.append("  \(arm.role.rawValue)  \(arm.name)")
      lines.append(
        "              \(arm.training.networkWords(sizes)); \(arm.training.lossName); "
          + "\(arm.training.optimizerWords); \(arm.training.epochs) epochs")
      for change in arm.changes {
        lines.append("              \(change.path): \(change.control) → \(change.experiment)")
      }
    }
    for note in plan.notes { lines.append("  note        \(note)") }
    return lines.joined(separator: "\n") + "\n"
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
