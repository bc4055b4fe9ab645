internal import Glibc
public import Records

/// The last layer does not give what the loss expects.
public struct LossMismatch: Symptom {
  public let code = SymptomCode.lossMismatch
  public let summary = "the last layer does not give what the loss expects"
  public let definition =
    "static: cross-entropy after softmax or sigmoid; bce-with-logits after sigmoid or softmax; nll without "
    + "log-softmax; bce on outputs that are no probabilities; (N,1) compared with (N); a regression loss on "
    + "classes; an output whose range the targets leave (mean ± one standard deviation)"
  public let quantity = ""

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard let last = run.layers.last else { return .notApplicable("no layers were recorded") }
    let fault = fault(last.kind, context.arm.loss, run, context.study.dataset.task)
    return .measured(fault != nil, fault ?? "\(context.arm.loss) fits the last layer, \(last.kind)")
  }

  private func fault(
    _ kind: String, _ loss: String, _ run: RunRecord, _ task: DatasetRecord.Task
  ) -> String? {
    let squashes = kind == "softmax" || kind == "sigmoid"
    switch loss {
    case "cross-entropy" where squashes:
      return "\(kind) is applied before cross-entropy, which applies softmax itself"
    case "bce-with-logits" where squashes || kind == "log-softmax":
      return "\(kind) is applied before bce-with-logits, which applies sigmoid itself"
    case "nll" where kind != "log-softmax":
      return "nll expects log-probabilities, and the last layer is \(kind)"
    case "bce" where !squashes, "bce-by-hand" where !squashes:
      return "\(loss) expects probabilities, and the last layer is \(kind)"
    case "mse-broadcast":
      return "outputs of shape (N,1) are compared with targets of shape (N), each with every one"
    case "mse" where task == .classification, "mae" where task == .classification,
      "huber" where task == .classification:
      return "\(loss) is a regression loss, and the target has classes"
    case "mse", "mae", "huber": return rangeFault(kind, run)
    default: return nil
    }
  }

  private func rangeFault(_ kind: String, _ run: RunRecord) -> String? {
    let ranges: [String: ClosedRange<Double>] = [
      "sigmoid": 0...1, "softmax": 0...1, "tanh": -1...1, "relu": 0...(.infinity),
      "softplus": 0...(.infinity), "log-softmax": -.infinity...0,
    ]
    guard let range = ranges[kind], let mean = run.data.trainingTargetMean,
      let variance = run.data.trainingTargetVariance
    else { return nil }
    let spread = variance.squareRoot()
    guard mean - spread < range.lowerBound || mean + spread > range.upperBound else { return nil }
    return "\(kind) gives outputs from \(Figures.number(range.lowerBound)) to "
      + "\(Figures.number(range.upperBound)), and the targets are \(Figures.number(mean)) ± "
      + Figures.number(spread)
  }
}
