public import JSONTrees

extension RunRecord {
  /// The version of the stored form; a record of another version is trained anew.
  public static let formatVersion = 2

  /// The stored form: series that share their times name them once, histograms leave out empty ends.
  public var json: JSON {
    var times: [(steps: [Int], epochs: [Double])] = []
    var storedSeries: [JSON.Member] = []
    for (name, series) in series.sorted(by: { $0.key < $1.key }) {
      let index =
        times.firstIndex { $0.steps == series.steps && $0.epochs == series.epochs }
        ?? times.count
      if index == times.count { times.append((series.steps, series.epochs)) }
      storedSeries.append(.init(name, ["times": JSON(index), "value": JSON(series.values)]))
    }
    return .object([
      "format": JSON(Self.formatVersion),
      "seed": JSON(seed),
      "outcome": outcome.json,
      "steps": JSON(steps),
      "parameters": JSON(parameterCount),
      "layers": .array(layers.map(\.json)),
      "times": .array(times.map { ["step": JSON($0.steps), "epoch": JSON($0.epochs)] }),
      "series": .object(storedSeries),
      "gradient-histograms": .array(gradientHistograms.map(\.json)),
      "activation-histograms": .array(activationHistograms.map(\.json)),
      "final": .object(finals.sorted { $0.key < $1.key }.map { .init($0.key, JSON($0.value)) }),
      "events": .array(events.map(\.json)),
      "data": data.json,
      "features": features.json,
      "unmeasured": unmeasured.isEmpty
        ? nil
        : .object(
          unmeasured.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
      "learning-rate-range": learningRateRange?.json,
    ])
  }

  /// Reads the stored form back.
  public init(json: JSON) throws(RecordError) {
    let version = try json.int("format")
    guard version == Self.formatVersion else {
      throw RecordError("format \(version) where \(Self.formatVersion) is read")
    }
    let times = try json.list("times") { entry throws(RecordError) in
      (steps: try entry.ints("step"), epochs: try entry.doubles("epoch"))
    }
    var series: [String: Series] = [:]
    for member in try json.value("series").members {
      let index = try member.value.int("times")
      guard times.indices.contains(index) else { throw RecordError("no times \(index)") }
      let values = try member.value.doubles("value")
      let (steps, epochs) = times[index]
      guard steps.count == values.count, epochs.count == values.count else {
        throw RecordError("series \"\(member.key)\" has values without times")
      }
      series[member.key] = Series(steps: steps, epochs: epochs, values: values)
    }
    var finals: [String: Double] = [:]
    for member in try json.value("final").members {
      finals[member.key] = try json.value("final").double(member.key)
    }
    var unmeasured: [String: String] = [:]
    for member in json["unmeasured"]?.members ?? [] {
      unmeasured[member.key] = member.value.string
    }
    var range: LearningRateRange?
    if let stored = json["learning-rate-range"] { range = try LearningRateRange(json: stored) }
    self.init(
      seed: try json.int("seed"),
      outcome: try RunOutcome(json: try json.value("outcome")),
      steps: try json.int("steps"),
      parameterCount: try json.int("parameters"),
      layers: try json.list("layers") { entry throws(RecordError) in try LayerRecord(json: entry) },
      series: series,
      gradientHistograms: try json.list("gradient-histograms") { entry throws(RecordError) in
        try SizeHistograms(json: entry)
      },
      activationHistograms: try json.list("activation-histograms") { entry throws(RecordError) in
        try SizeHistograms(json: entry)
      },
      finals: finals,
      events: try json.list("events") { entry throws(RecordError) in try RunEvent(json: entry) },
      data: try DataRecord(json: try json.value("data")),
      features: try FeatureScale(json: try json.value("features")), unmeasured: unmeasured,
      learningRateRange: range)
  }
}

extension RunOutcome {
  var json: JSON {
    switch self {
    case .completed: "completed"
    case .stoppedEarly(let epoch): ["stopped-early": JSON(epoch)]
    case .diverged(let divergence):
      .object([
        "diverged": .object([
          "step": JSON(divergence.step), "epoch": JSON(divergence.epoch),
          "phase": .string(divergence.phase), "layer": divergence.layer.map { .string($0) },
          "operation": .string(divergence.operation), "row": divergence.row.map { JSON($0) },
          "cause": .string(divergence.cause),
        ])
      ])
    }
  }

  init(json: JSON) throws(RecordError) {
    if json.string == "completed" {
      self = .completed
    } else if json["stopped-early"] != nil {
      self = .stoppedEarly(epoch: try json.int("stopped-early"))
    } else {
      let divergence = try json.value("diverged")
      self = .diverged(
        Divergence(
          step: try divergence.int("step"), epoch: try divergence.double("epoch"),
          phase: try divergence.text("phase"), layer: divergence["layer"]?.string,
          operation: try divergence.text("operation"), row: divergence["row"]?.integer,
          cause: try divergence.text("cause")))
    }
  }
}

extension LayerRecord {
  var json: JSON {
    [
      "name": .string(name), "kind": .string(kind), "parameters": JSON(parameterCount),
      "shape": JSON(outputShape),
    ]
  }

  init(json: JSON) throws(RecordError) {
    self.init(
      name: try json.text("name"), kind: try json.text("kind"),
      parameterCount: try json.int("parameters"), outputShape: try json.ints("shape"))
  }
}

extension RunEvent {
  var json: JSON {
    [
      "kind": .string(kind.rawValue), "step": JSON(step), "epoch": JSON(epoch),
      "value": JSON(value),
    ]
  }

  init(json: JSON) throws(RecordError) {
    self.init(
      kind: try json.choice("kind", Kind.self), step: try json.int("step"),
      epoch: try json.double("epoch"), value: try json.double("value"))
  }
}

extension SizeHistograms {
  var json: JSON {
    [
      "layer": .string(layer), "epoch": JSON(epochs), "zero": JSON(zeros),
      "non-finite": JSON(nonFinite),
      "counts": .array(
        counts.map { row in
          guard let first = row.firstIndex(where: { $0 != 0 }),
            let last = row.lastIndex(where: { $0 != 0 })
          else { return [] }
          return JSON([first] + row[first...last])
        }),
    ]
  }

  init(json: JSON) throws(RecordError) {
    let counts = try json.list("counts") { entry throws(RecordError) in
      var row = [Int](repeating: 0, count: Self.binCount)
      let stored = try entry.ints()
      guard let first = stored.first else { return row }
      guard first >= 0, first + stored.count - 1 <= Self.binCount else {
        throw RecordError("a histogram with bins beyond \(Self.binCount)")
      }
      for (offset, count) in stored.dropFirst().enumerated() { row[first + offset] = count }
      return row
    }
    self.init(
      layer: try json.text("layer"), epochs: try json.doubles("epoch"),
      zeros: try json.ints("zero"),
      nonFinite: try json.ints("non-finite"), counts: counts)
  }
}

extension DataRecord {
  var json: JSON {
    .object([
      "training-rows": JSON(trainingRows), "validation-rows": JSON(validationRows),
      "training-classes": JSON(trainingClassCounts),
      "validation-classes": JSON(validationClassCounts),
      "training-labels": trainingLabelShares.isEmpty ? nil : JSON(trainingLabelShares),
      "validation-labels": validationLabelShares.isEmpty ? nil : JSON(validationLabelShares),
      "training-target-mean": trainingTargetMean.map { JSON($0) },
      "training-target-variance": trainingTargetVariance.map { JSON($0) },
      "validation-target-variance": validationTargetVariance.map { JSON($0) },
      "linear-optimum": linearOptimum.map { JSON($0) },
      "largest-curvature": largestCurvature.map { JSON($0) },
    ])
  }

  init(json: JSON) throws(RecordError) {
    self.init(
      trainingRows: try json.int("training-rows"), validationRows: try json.int("validation-rows"),
      trainingClassCounts: try json.ints("training-classes"),
      validationClassCounts: try json.ints("validation-classes"),
      trainingTargetMean: json["training-target-mean"]?.number,
      trainingTargetVariance: json["training-target-variance"]?.number,
      validationTargetVariance: json["validation-target-variance"]?.number,
      linearOptimum: json["linear-optimum"]?.number,
      largestCurvature: json["largest-curvature"]?.number)
    trainingLabelShares = try json["training-labels"]?.doublesIfAny() ?? []
    validationLabelShares = try json["validation-labels"]?.doublesIfAny() ?? []
  }
}

extension JSON {
  /// The numbers of a list; none of null.
  fileprivate func doublesIfAny() throws(RecordError) -> [Double] {
    self == .null ? [] : try doubles()
  }
}

extension FeatureScale {
  var json: JSON {
    var members: [JSON.Member] = [
      .init("names", .array(names.map { .string($0) })),
      .init("raw", .array(raw.map(\.json))),
      .init("prepared", raw == prepared ? .null : .array(prepared.map(\.json))),
      .init("raw-condition", JSON(rawCondition)),
      .init("prepared-condition", JSON(preparedCondition)),
      .init("gradient-shares", JSON(gradientShares)),
    ]
    // Tables have none, and neither have records from before there were any.
    if !rawHistograms.isEmpty {
      members.append(.init("raw-histograms", .array(rawHistograms.map(\.json))))
    }
    if preparedHistograms != rawHistograms {
      members.append(.init("prepared-histograms", .array(preparedHistograms.map(\.json))))
    }
    return .object(members)
  }

  init(json: JSON) throws(RecordError) {
    func summaries(_ key: String) throws(RecordError) -> [FeatureSummary] {
      try json.list(key) { entry throws(RecordError) in try FeatureSummary(json: entry) }
    }
    let raw = try summaries("raw")
    self.init(
      names: try json.texts("names"), raw: raw,
      prepared: try json.value("prepared") == .null ? raw : summaries("prepared"),
      rawCondition: try json.double("raw-condition"),
      preparedCondition: try json.double("prepared-condition"),
      gradientShares: try json.doubles("gradient-shares"))
    func histograms(_ key: String) throws(RecordError) -> [ValueHistogram]? {
      guard json[key] != nil else { return nil }
      return try json.list(key) { entry throws(RecordError) in try ValueHistogram(json: entry) }
    }
    rawHistograms = try histograms("raw-histograms") ?? []
    preparedHistograms = try histograms("prepared-histograms") ?? rawHistograms
  }
}

extension ValueHistogram {
  var json: JSON {
    ["range": JSON([lower, upper]), "zeros": JSON(zeros), "counts": JSON(counts)]
  }

  init(json: JSON) throws(RecordError) {
    let range = try json.doubles("range")
    guard range.count == 2 else { throw RecordError("a histogram's range has 2 numbers") }
    let counts = try json.ints("counts")
    guard counts.count == Self.binCount else {
      throw RecordError("\(counts.count) bins where \(Self.binCount) are read")
    }
    self.init(lower: range[0], upper: range[1], zeros: try json.int("zeros"), counts: counts)
  }
}

extension FeatureSummary {
  var json: JSON {
    JSON([
      minimum, percentile5, lowerQuartile, median, upperQuartile, percentile95, maximum, mean,
      standardDeviation,
    ])
  }

  init(json: JSON) throws(RecordError) {
    let numbers = try json.doubles()
    guard numbers.count == 9 else { throw RecordError("a feature has 9 numbers") }
    self.init(
      minimum: numbers[0], percentile5: numbers[1], lowerQuartile: numbers[2], median: numbers[3],
      upperQuartile: numbers[4], percentile95: numbers[5], maximum: numbers[6], mean: numbers[7],
      standardDeviation: numbers[8])
  }
}
