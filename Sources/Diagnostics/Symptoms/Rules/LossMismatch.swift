internal import Glibc
public import Records

/// The last layer does not give what the loss expects.
public struct LossMismatch: Symptom {
  public let code = SymptomCode.lossMismatch
  public let summary = "the last layer does not give what the loss expects"
  public let definition =
    "static: cross-entropy or focal after softmax or sigmoid; hinge after softmax, log-softmax, sigmoid or tanh; "
    + "bce-with-logits after sigmoid or softmax; nll or kl-divergence without log-softmax; bce on outputs that are no probabilities; (N,1) compared with (N); a regression loss on "
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
    case "cross-entropy" where squashes, "focal" where squashes:
      return "\(kind) is applied before \(loss), which applies softmax itself"
    case "hinge" where squashes || kind == "tanh" || kind == "log-softmax":
      return "\(kind) bounds the scores, and hinge wants some that can lead by its margin"
    case "bce-with-logits" where squashes || kind == "log-softmax":
      return "\(kind) is applied before bce-with-logits, which applies sigmoid itself"
    case "nll" where kind != "log-softmax", "kl-divergence" where kind != "log-softmax":
      return "\(loss) expects log-probabilities, and the last layer is \(kind)"
    case "bce" where !squashes, "bce-by-hand" where !squashes:
      return "\(loss) expects probabilities, and the last layer is \(kind)"
    case "mse-broadcast":
      return "outputs of shape (N,1) are compared with targets of shape (N), each with every one"
    case "mse" where task == .classification, "mae" where task == .classification,
      "huber" where task == .classification:
      return "\(loss) is a regression loss, and the target has classes"
    case "mse", "mae", "huber", "gaussian-nll": return rangeFault(kind, run)
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
