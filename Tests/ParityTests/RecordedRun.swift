import Experiments
import JSONTrees
import Learning
import Tensors

/// A case trained by our engine with everything recorded that PyTorch's run knows.
struct RecordedRun {
  private let parity: ParityCase
  private let result: TrainingResult
  private let observations: [UpdateObservation]
  private let outputs: [Scalar]

  init(of parity: ParityCase) throws {
    self.parity = parity
    let job = try Self.job(of: parity)
    var observations: [UpdateObservation] = []
    result = try train(
      job, on: parity.trainingRows, validating: parity.validationRows,
      observing: { observations.append($0) })
    self.observations = observations
    outputs = try job.network.outputs(
      for: parity.validationRows, parameters: result.parameters)
  }

  /// The case's `training` part as the program reads it from a spec.
  static func job(of parity: ParityCase) throws -> TrainingJob {
    let spec: JSON = [
      "title": "Parity", "data": ["synthetic": "three-rows"], "training": parity.training,
      "control": ["name": "case"], "experiment": ["name": "other", "shuffle": true], "seeds": 1,
    ]
    let training = try Spec.parse(spec.utf8(), path: "parity.json").control.training
    var job = training.job(
      seed: 0, rows: parity.trainingRows, probes: ProbeSettings(keepsEveryStep: true))
    job.initialParameters = Dictionary(
      uniqueKeysWithValues: parity.initial.map { ($0.name, $0.values) })
    return job
  }

  /// The distance of everything that the case stores, in the order in which errors would spread.
  var deviations: [Deviation] {
    let expected = parity.expected
    var all: [Deviation] = []
    for step in expected.gradients.keys.sorted() {
      all += tensors(expected.gradients[step] ?? [], "gradient", step) { $0.gradients }
    }
    for step in expected.parameters.keys.sorted() {
      all += tensors(expected.parameters[step] ?? [], "parameter", step) { $0.parameters }
    }
    all += series("step.loss", expected.stepLosses)
    all += series("train.loss", expected.trainingLosses)
    all += series("validation.loss", expected.validationLosses)
    if !expected.rates.isEmpty {
      all.append(Deviation(observations.map(\.learningRate), from: expected.rates, at: "rates"))
    }
    if !expected.outputs.isEmpty {
      let ours =
        parity.storage == .condensed
        ? DrawnData.condensed(outputs.map { Double($0) }) : outputs.map { Double($0) }
      all.append(Deviation(ours, from: expected.outputs, at: "outputs"))
    }
    for (name, values) in expected.runningStatistics {
      let ours = (result.parameters[name] ?? []).map { Double($0) }
      all.append(Deviation(ours, from: values, at: name))
    }
    return all
  }

  private func tensors(
    _ theirs: [[Double]], _ kind: String, _ step: Int,
    ours: (UpdateObservation) -> [String: [Scalar]]
  ) -> [Deviation] {
    let tensors = observations.first { $0.step == step }.map(ours) ?? [:]
    return zip(parity.initial, theirs).map { tensor, values in
      Deviation(
        parity.storage.compared(tensors[tensor.name] ?? []), from: values, group: theirs,
        start: kind == "parameter" ? parity.storage.compared(tensor.values) : [],
        at: "\(kind) of \(tensor.name) at update \(step)")
    }
  }

  private func series(_ name: String, _ theirs: [Double]) -> [Deviation] {
    guard !theirs.isEmpty else { return [] }
    return [Deviation(result.series[name]?.values ?? [], from: theirs, at: name)]
  }
}
