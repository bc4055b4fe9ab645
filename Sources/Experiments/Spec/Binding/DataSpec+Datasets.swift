public import Datasets
internal import JSONTrees

extension DataSpec {
  /// What is read.
  public var dataSource: DataSource {
    if let path = settings.textIfAny("csv") ?? settings.textIfAny("tsv") {
      return .table(located(path))
    }
    if let path = settings.textIfAny("npy") ?? settings.textIfAny("idx") {
      return .arrays(features: located(path), target: located(settings.text("target")))
    }
    if let path = settings.textIfAny("npz") {
      return .archive(
        located(path), features: settings.textIfAny("features") ?? "x",
        target: settings.textIfAny("target") ?? "y")
    }
    if let path = settings.textIfAny("text") {
      return .text(
        located(path),
        TextWindows(
          settings.textIfAny("vocabulary").flatMap(TextWindows.Unit.init) ?? .characters,
          minimumCount: settings.integerIfAny("minimum-count") ?? 1,
          length: settings.integer("window"),
          prediction: settings.textIfAny("predict").flatMap(TextWindows.Prediction.init) ?? .each,
          stride: settings.integerIfAny("stride")))
    }
    let generator = settings.chosen("synthetic")
    var parameters: [String: Double] = [:]
    for member in generator.value.members {
      if let number = member.value.json.number { parameters[member.key] = number }
    }
    return .synthetic(generator.name, parameters: parameters)
  }

  /// How it is read.
  public var options: DataOptions {
    guard source == "csv" || source == "tsv" else {
      return DataOptions(
        task: settings.textIfAny("task").flatMap(Task.init), validation: givenValidation,
        shape: shape, isChannelsLast: settings.flagIfAny("channels-last") ?? false)
    }
    return DataOptions(
      target: texts("target") ?? [], features: texts("features"), drop: settings.texts("drop"),
      categorical: settings.texts("categorical"),
      delimiter: settings.textIfAny("delimiter")?.unicodeScalars.first
        ?? (source == "tsv" ? "\t" : ","),
      hasHeader: settings.flag("header"),
      missingNames: [""] + settings.texts("missing-values"),
      missing: MissingPolicy(rawValue: settings.text("missing")) ?? .error,
      task: settings.textIfAny("task").flatMap(Task.init), validation: givenValidation,
      shape: shape, isChannelsLast: settings.flagIfAny("channels-last") ?? false, windows: windows)
  }

  private var shape: [Int]? {
    settings.has("shape") ? settings.numbers("shape").map { Int($0) } : nil
  }

  private var windows: Windows? {
    settings.integerIfAny("window").map {
      Windows(
        length: $0, horizon: settings.integerIfAny("horizon") ?? 1,
        stride: settings.integerIfAny("stride") ?? 1)
    }
  }

  /// A key's one string or its list of them.
  private func texts(_ key: String) -> [String]? {
    guard settings.has(key) else { return nil }
    return settings.textIfAny(key).map { [$0] } ?? settings.texts(key)
  }

  private var givenValidation: GivenValidation? {
    guard settings.has("validation") else { return nil }
    let validation = Settings(settings.node("validation"))
    if let column = validation.textIfAny("column") {
      let value = validation.node("value").json
      return .column(column, equals: value.string ?? value.text())
    }
    if let path = validation.textIfAny("csv") { return .table(located(path)) }
    guard let features = validation.textIfAny("features") else { return nil }
    let target = validation.text("target")
    return source == "npz"
      ? .arrays(features: features, target: target)
      : .arrays(features: located(features), target: located(target))
  }

  /// Whether the rows come from a generator that says itself which of them validate.
  var marksValidation: Bool {
    source == "synthetic"
      && Generators.named(settings.chosen("synthetic").name)?.marksValidation ?? false
  }

  /// How rows are held out.
  public var split: Split {
    guard settings.has("validation") else { return marksValidation ? .given : .none }
    let validation = Settings(settings.node("validation"))
    guard let fraction = validation.numberIfAny("fraction") else { return .given }
    if settings.has("window") {
      return .last(fraction, gap: validation.integerIfAny("gap") ?? 0)
    }
    return settings.flag("stratify") ? .stratified(fraction) : .random(fraction)
  }

  /// The damage done to the training rows.
  public var faults: [DataFault] {
    settings.list("faults").map { FaultBinding.make(Chosen($0)) }
  }
}

extension ArmSpec {
  /// Everything between the arm's dataset and its training.
  public var preparation: Preparation {
    Preparation(
      split: data.split, faults: data.faults, steps: training.preprocessing,
      standardizesTarget: training.standardizesTarget)
  }
}

extension TrainingSpec {
  /// What is done to the features.
  public var preprocessing: [PreprocessingStep] {
    settings.list("preprocess").map { PreprocessorBinding.make(Chosen($0)) }
  }
}
