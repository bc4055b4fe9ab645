internal import JSONTrees

/// An arm's settings as a subtitle says them.
extension TrainingSpec {
  /// The network, with what "classes", "targets" and "features" stand for: "dense 64 – 32 – 3, ReLU".
  ///
  /// Layers with a size are told with it, those of one kind together; what else there is, once.
  func networkWords(_ sizes: TargetSizes) -> String {
    var sized: [(kind: String, sizes: [String])] = []
    var others: [String] = []
    var told: Set<String> = []
    for part in SpecModel(settings).parts where part.layer.name != "identity" {
      // A block that is written out stands in one place with all of its layers.
      guard told.insert(part.keyPath).inserted else { continue }
      if let size = Self.size(of: part.layer, sizes) {
        let kind = Self.word(for: part.layer)
        if let known = sized.firstIndex(where: { $0.kind == kind }) {
          sized[known].sizes.append(size)
        } else {
          sized.append((kind, [size]))
        }
      } else {
        let word = Self.word(for: part.layer)
        if !others.contains(word) { others.append(word) }
      }
    }
    let layers = sized.map { "\($0.kind) " + $0.sizes.joined(separator: " – ") }
    return (layers + others).joined(separator: ", ")
  }

  /// What a layer is as large as; nil for one that has no size.
  private static func size(of layer: Chosen, _ sizes: TargetSizes) -> String? {
    let settings = layer.settings
    if layer.name == "dense" { return String(sizes.units(settings)) }
    for key in ["channels", "hidden", "dimension", "heads"] {
      if let size = settings.integerIfAny(key) { return String(size) }
    }
    return nil
  }

  /// The optimiser: "SGD lr 0.01, momentum 0.9".
  var optimizerWords: String {
    let optimizer = settings.chosen("optimizer")
    let names = [
      "sgd": "SGD", "momentum": "SGD", "nesterov": "Nesterov", "rmsprop": "RMSprop",
      "adagrad": "Adagrad", "adam": "Adam", "adamw": "AdamW",
    ]
    var words = "\(names[optimizer.name] ?? optimizer.name) lr \(Self.number(learningRate))"
    if let momentum, momentum > 0 { words += ", momentum \(Self.number(momentum))" }
    let schedule = settings.chosen("schedule").name
    if schedule != "constant" { words += ", \(schedule) schedule" }
    return words
  }

  /// The preprocessors: "standardize (fitted on training rows)".
  var preprocessingWords: String {
    let steps = settings.list("preprocess").map(Chosen.init)
    let units = standardizesTarget ? ["target standardised"] : []
    guard !steps.isEmpty else { return units.first ?? "none" }
    let words = steps.map { step in
      if step.name == "divide" { return "divide by \(Self.number(step.number))" }
      return switch step.settings.textIfAny("fit-on") {
      case "training": "\(step.name) (fitted on training rows)"
      case "all-rows": "\(step.name) (fitted on all rows)"
      case "each-split": "\(step.name) (fitted on each split)"
      default: step.name
      }
    }.joined(separator: ", then ")
    return ([words] + units).joined(separator: "; ")
  }

  /// A layer's name as prose has it.
  private static func word(for layer: Chosen) -> String {
    let names = [
      "relu": "ReLU", "leaky-relu": "leaky ReLU", "elu": "ELU", "gelu": "GELU", "silu": "SiLU",
      "log-softmax": "log-softmax", "batch-norm": "batch norm", "layer-norm": "layer norm",
      "group-norm": "group norm", "rms-norm": "RMS norm", "rnn": "RNN", "lstm": "LSTM",
      "gru": "GRU", "conv1d": "conv", "conv2d": "conv", "max-pool1d": "max pool",
      "max-pool2d": "max pool", "average-pool1d": "average pool",
      "average-pool2d": "average pool", "self-attention": "self-attention heads",
      "transformer-block": "transformer heads",
    ]
    if let rate = layer.settings.numberIfAny("rate"), layer.name.hasPrefix("dropout") {
      return "dropout \(number(rate))"
    }
    return names[layer.name] ?? layer.name
  }

  private static func number(_ number: Double) -> String { JSON(number).text() }
}
