public import JSONTrees

extension StudyRecord {
  /// The version of the stored form.
  public static let formatVersion = 1

  /// The stored form without the runs: each arm names the keys under which its runs are stored.
  public func manifest(runKeys: [[String]]) -> JSON {
    precondition(runKeys.count == arms.count, "\(runKeys.count) key lists for \(arms.count) arms")
    return .object([
      "format": JSON(Self.formatVersion),
      "title": .string(title), "name": .string(name), "spec-file": .string(specFile), "spec": spec,
      "spec-sha256": .string(specDigest),
      "environment": environment.json, "dataset": dataset.json,
      "metric": .string(metric), "metric-grows": .bool(metricGrows),
      "metric-reason": metricReason.map { .string($0) }, "minimum-effect": JSON(minimumEffect),
      "arms": .array(zip(arms, runKeys).map { $0.json(runKeys: $1) }),
      "expectations": .array(expectations),
    ])
  }

  /// Reads a manifest and the runs that it names.
  public init(
    manifest: JSON, run: (String) throws(RecordError) -> RunRecord
  ) throws(RecordError) {
    let version = try manifest.int("format")
    guard version == Self.formatVersion else {
      throw RecordError("format \(version) where \(Self.formatVersion) is read")
    }
    var arms: [ArmRecord] = []
    for arm in try manifest.value("arms").elements {
      arms.append(try ArmRecord(json: arm, run: run))
    }
    guard !arms.isEmpty else { throw RecordError("no arms") }
    self.init(
      title: try manifest.text("title"), name: try manifest.text("name"),
      specFile: try manifest.text("spec-file"), spec: try manifest.value("spec"),
      specDigest: try manifest.text("spec-sha256"),
      environment: try EnvironmentRecord(json: try manifest.value("environment")),
      dataset: try DatasetRecord(json: try manifest.value("dataset")),
      metric: try manifest.text("metric"), metricGrows: try manifest.flag("metric-grows"),
      metricReason: manifest["metric-reason"]?.string,
      minimumEffect: try manifest.double("minimum-effect"), arms: arms,
      expectations: try manifest.value("expectations").elements)
  }
}

extension ArmRecord {
  func json(runKeys: [String]) -> JSON {
    .object([
      "name": .string(name), "role": .string(role.rawValue),
      "changes": .array(
        changes.map {
          [
            "path": .string($0.path), "control": .string($0.control),
            "experiment": .string($0.experiment),
          ]
        }),
      "network": .string(network), "loss": .string(loss), "optimizer": .string(optimizer),
      "learning-rate": JSON(learningRate), "momentum": momentum.map { JSON($0) },
      "batch": batch.map { JSON($0) }, "epochs": JSON(epochs),
      "preprocessing": .string(preprocessing), "runs": .array(runKeys.map { .string($0) }),
    ])
  }

  init(json: JSON, run: (String) throws(RecordError) -> RunRecord) throws(RecordError) {
    var runs: [RunRecord] = []
    for key in try json.texts("runs") { runs.append(try run(key)) }
    self.init(
      name: try json.text("name"), role: try json.choice("role", Role.self),
      changes: try json.list("changes") { entry throws(RecordError) in
        ConfigChange(
          path: try entry.text("path"), control: try entry.text("control"),
          experiment: try entry.text("experiment"))
      },
      network: try json.text("network"), loss: try json.text("loss"),
      optimizer: try json.text("optimizer"), learningRate: try json.double("learning-rate"),
      momentum: json["momentum"]?.number, batch: json["batch"]?.integer,
      epochs: try json.int("epochs"), preprocessing: try json.text("preprocessing"), runs: runs)
  }
}

extension DatasetRecord {
  var json: JSON {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("rows", JSON(rows)),
      .init("features", JSON(features)), .init("task", .string(task.rawValue)),
      .init("target", .string(targetName)),
      .init("classes", .array(classNames.map { .string($0) })),
      .init("synthetic", .bool(isSynthetic)),
    ]
    if let rowShape { members.append(.init("row-shape", .array(rowShape.map { JSON($0) }))) }
    if let vocabulary { members.append(.init("vocabulary", JSON(vocabulary))) }
    return .object(members)
  }

  init(json: JSON) throws(RecordError) {
    self.init(
      name: try json.text("name"), rows: try json.int("rows"), features: try json.int("features"),
      task: try json.choice("task", Task.self), targetName: try json.text("target"),
      classNames: try json.texts("classes"), isSynthetic: try json.flag("synthetic"),
      rowShape: json["row-shape"]?.elements.compactMap(\.integer),
      vocabulary: json["vocabulary"]?.integer)
  }
}

extension EnvironmentRecord {
  var json: JSON {
    [
      "lossreport": .string(lossreport), "blas": .string(blas), "blas-core": .string(blasCore),
      "scalar": .string(scalar),
    ]
  }

  init(json: JSON) throws(RecordError) {
    self.init(
      lossreport: try json.text("lossreport"), blas: try json.text("blas"),
      blasCore: try json.text("blas-core"), scalar: try json.text("scalar"))
  }
}
