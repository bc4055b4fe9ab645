internal import JSONTrees
internal import Records

extension ArmRecord {
  var results: JSON {
    [
      "name": .string(name),
      "role": .string(role.rawValue),
      "parameters": JSON(runs.first?.parameterCount),
      "network": .string(network),
      "loss": .string(loss),
      "optimizer": .string(optimizer),
      "learning_rate": JSON(learningRate),
      "batch": JSON(batch),
      "epochs": JSON(epochs),
      "preprocessing": .string(preprocessing),
      "changes": .array(
        changes.map {
          [
            "path": .string($0.path), "control": .string($0.control),
            "experiment": .string($0.experiment),
          ]
        }),
      "seeds": .array(runs.map(\.results)),
    ]
  }
}

extension RunRecord {
  /// The run's documented keys, then the rest of its record under the record's own names.
  var results: JSON {
    let stored = json
    return .object([
      "seed": JSON(seed),
      "status": divergence == nil ? "completed" : "diverged",
      "diverged_at_step": JSON(divergence?.step),
      "divergence": divergence?.results ?? .null,
      "stopped_early_at_epoch": JSON(stoppedAt),
      "steps": JSON(steps),
      "series": .object(
        series.sorted { $0.key < $1.key }.map { name, series in
          JSON.Member(
            name,
            [
              "step": JSON(series.steps), "epoch": JSON(series.epochs),
              "value": JSON(series.values),
            ])
        }),
      "final": .object(
        finals.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
      "events": stored["events"]?.snakeCased,
      "layers": stored["layers"]?.snakeCased,
      "gradient_histograms": stored["gradient-histograms"]?.snakeCased,
      "activation_histograms": stored["activation-histograms"]?.snakeCased,
      "data": stored["data"]?.snakeCased,
      "features": stored["features"]?.snakeCased,
      "unmeasured": stored["unmeasured"],
      "learning_rate_range": stored["learning-rate-range"],
    ])
  }

  private var stoppedAt: Int? {
    if case .stoppedEarly(let epoch) = outcome { epoch } else { nil }
  }
}

extension Divergence {
  var results: JSON {
    [
      "step": JSON(step), "epoch": JSON(epoch), "phase": .string(phase), "layer": JSON(layer),
      "operation": .string(operation), "row": JSON(row), "cause": .string(cause),
    ]
  }
}

extension DatasetRecord {
  var results: JSON {
    [
      "name": .string(name), "rows": JSON(rows), "features": JSON(features),
      "task": .string(task.rawValue), "target": .string(targetName),
      "classes": .array(classNames.map { .string($0) }), "synthetic": .bool(isSynthetic),
      "row_shape": .array((rowShape ?? [features]).map { JSON($0) }),
      "vocabulary": vocabulary.map { JSON($0) } ?? .null,
    ]
  }
}

extension JSON {
  /// With underscores for the hyphens of keys: results.json has one way to write a key.
  var snakeCased: JSON {
    switch self {
    case .object(let members):
      .object(
        members.map {
          Member(String($0.key.map { $0 == "-" ? "_" : $0 }), $0.value.snakeCased)
        })
    case .array(let elements): .array(elements.map(\.snakeCased))
    default: self
    }
  }
}
