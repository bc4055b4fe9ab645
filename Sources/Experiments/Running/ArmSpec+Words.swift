internal import JSONTrees

/// An arm's settings as a subtitle says them.
extension TrainingSpec {
  /// The network, with what "classes", "targets" and "features" stand for: "dense 64 – 32 – 3, ReLU".
  func networkWords(_ sizes: TargetSizes) -> String {
    let layers = settings.list("model").map(Chosen.init)
    let units = layers.filter { $0.name == "dense" }.map { String(sizes.units($0.settings)) }
    var others: [String] = []
    for layer in layers where layer.name != "dense" && layer.name != "identity" {
      let word = Self.word(for: layer)
      if !others.contains(word) { others.append(word) }
    }
    let dense = units.isEmpty ? [] : ["dense " + units.joined(separator: " – ")]
    return (dense + others).joined(separator: ", ")
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
    guard !steps.isEmpty else { return "none" }
    return steps.map { step in
      switch step.settings.textIfAny("fit-on") {
      case "training": "\(step.name) (fitted on training rows)"
      case "all-rows": "\(step.name) (fitted on all rows)"
      case "each-split": "\(step.name) (fitted on each split)"
      default: step.name
      }
    }.joined(separator: ", then ")
  }

  private static func word(for layer: Chosen) -> String {
    switch layer.name {
    case "relu": "ReLU"
    case "leaky-relu": "leaky ReLU"
    case "elu": "ELU"
    case "gelu": "GELU"
    case "silu": "SiLU"
    case "log-softmax": "log-softmax"
    case "batch-norm": "batch norm"
    case "dropout": "dropout \(number(layer.settings.number("rate")))"
    default: layer.name
    }
  }

  private static func number(_ number: Double) -> String { JSON(number).text() }
}
