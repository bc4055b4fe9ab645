internal import Tensors

/// A run with everything that is measured of it: the epochs around a trainer's steps.
struct TrainingSession: ~Copyable {
  private let job: TrainingJob
  private let training: LabelledRows
  private let validation: LabelledRows?
  private let stepsPerEpoch: Int
  private let batchesPerEpoch: Int

  private let schedule: ProbeSchedule

  private var trainer: Trainer
  private var recorder = Recorder()
  private var gradients: GradientProbe
  private var activations: ActivationProbe
  private var features: FeatureProbe
  private var curvature: CurvatureProbe
  private var noise: NoiseProbe
  private var scheduleState = ScheduleState()
  private var stopping: StoppingState
  private var outcome: TrainingOutcome?

  /// Epochs completed.
  private var epoch = 0
  /// Updates of this epoch made or tried.
  private var epochSteps = 0
  private var rate: Double
  private var lastEvaluation: EpochEvaluation
  /// The sum of this epoch's step losses.
  private var lossSum = 0.0
  private var stepLosses = TrainingSeries()

  init(_ job: TrainingJob, _ training: LabelledRows, _ validation: LabelledRows?)
    throws(TrainingError)
  {
    trainer = try Trainer(job, training, validation)
    self.job = job
    self.training = training
    self.validation = validation
    stepsPerEpoch = job.stepsPerEpoch(of: job.epochRows(of: training.targets))
    batchesPerEpoch = job.batches(of: job.epochRows(of: training.targets))
    schedule = ProbeSchedule(job, trainer.plan, rows: training.rowCount)
    gradients = GradientProbe(trainer.plan, job.probes, moments: schedule.measuredEpochs)
    activations = ActivationProbe(
      trainer.plan, job.probes, trainingRows: training.rowCount, moments: schedule.activatedEpochs,
      histogramInterval: schedule.histogramInterval)
    features = FeatureProbe(
      trainer.plan, trainer.memory, job.probes, stepsPerEpoch: stepsPerEpoch)
    curvature = CurvatureProbe(trainer)
    noise = NoiseProbe(trainer)
    stopping = StoppingState(job.earlyStopping)
    rate = job.learningRate
    lastEvaluation = EpochEvaluation(
      epoch: 0, rate: job.learningRate, trainingLoss: .nan, validationLoss: nil)
    rate = scheduledRate
    if job.probes.keepsEveryStep {
      stepLosses.reserveCapacity(min(plannedSteps, 1 << 24))
    }
  }

  var isOver: Bool { outcome != nil || epoch >= job.epochs }

  var hasUpdatesLeft: Bool { outcome == nil && epochSteps < stepsPerEpoch }

  var progress: TrainingProgress {
    TrainingProgress(
      epoch: epoch, epochs: job.epochs, step: trainer.steps, steps: plannedSteps,
      trainingLoss: lastEvaluation.trainingLoss, learningRate: rate)
  }

  /// The updates of all epochs, or as many as can be counted.
  private var plannedSteps: Int {
    let (count, overflow) = stepsPerEpoch.multipliedReportingOverflow(by: job.epochs)
    return overflow ? .max : count
  }

  mutating func beginEpoch() {
    epochSteps = 0
    lossSum = 0
    trainer.arrange(epoch: epoch)
    let previous = rate
    rate = scheduledRate
    if job.schedule.fallsInSteps, rate < previous {
      recorder.mark(.learningRateReduced, now, rate)
    }
  }

  /// Makes one update, or finds where it diverged.
  mutating func makeUpdate(observing: ((UpdateObservation) -> Void)?) {
    rate = scheduledRate
    let first = epochSteps * job.accumulation
    let batches = min(job.accumulation, batchesPerEpoch - first)
    epochSteps += 1
    guard trainer.accumulateGradients(first: first, batches: batches) else {
      diverge(trainer.originOfNonFiniteLoss())
      trainer.completeBackward()
      measureLastGradients()
      return
    }
    lossSum += trainer.stepLoss
    trainer.addPenalties()
    if epoch == 0 { features.measure(trainer) }
    let isMeasured = isMeasuredStep
    let time = SeriesTime(step: trainer.steps + 1, epoch: partialEpoch)
    if isMeasured { gradients.measureGradients(trainer, at: time) }
    let observed = observing == nil ? [:] : trainer.gradientsByName()
    trainer.clip()
    guard trainer.update(rate: rate) else {
      diverge(trainer.originOfNonFiniteParameters())
      if !isMeasured { measureLastGradients() }
      return
    }
    if isMeasured {
      gradients.measureUpdate(trainer, at: time)
      if case .steps = job.probes.cadence { measureLandscape(at: time) }
    }
    if job.probes.keepsEveryStep {
      stepLosses.append(step: time.step, epoch: time.epoch, value: trainer.stepLoss)
    }
    guard let observing else { return }
    observing(
      UpdateObservation(
        step: time.step, learningRate: rate, loss: trainer.stepLoss, gradients: observed,
        parameters: trainer.parametersByName()))
  }

  /// Closes an epoch: evaluates, and lets schedule and early stopping see the losses.
  mutating func endEpoch() {
    guard outcome == nil else {
      evaluate()
      return
    }
    epoch += 1
    epochSteps = 0
    if !job.probes.keepsEveryStep, schedule.isEvaluationKept(epoch: epoch) {
      stepLosses.append(
        step: trainer.steps, epoch: Double(epoch), value: lossSum / Double(stepsPerEpoch))
    }
    let isRecorded = schedule.isEvaluationKept(epoch: epoch)
    evaluate(isRecorded: isRecorded)
    job.schedule.observe(lastEvaluation, state: &scheduleState)
    guard let decision = stopping.observe(lastEvaluation) else { return }
    if decision.isBest, stopping.restoresBest { trainer.keepBest() }
    guard decision.stops else { return }
    if !isRecorded { evaluate() }
    outcome = .stoppedEarly(epoch: epoch)
    recorder.mark(.stoppedEarly, now, Double(stopping.bestEpoch))
  }

  /// Evaluates training and validation rows as they stand now.
  mutating func evaluate(isRecorded: Bool = true) {
    let time = now
    let isProbed = isRecorded && (outcome != nil || schedule.isActivated(epoch: epoch))
    if isProbed { activations.begin(time, isLast: outcome != nil || epoch == job.epochs) }
    let (first, second) = evaluations(areProbed: isProbed)
    if isProbed { activations.end() }
    if isRecorded {
      recorder.append(first, of: "train", time)
      if let second { recorder.append(second, of: "validation", time) }
      recorder.append("learning-rate", time, rate)
    }
    if job.probes.cadence == .epochs, outcome == nil, schedule.isCurved(epoch: epoch) {
      measureLandscape(at: time)
    }
    lastEvaluation = EpochEvaluation(
      epoch: epoch, rate: rate, trainingLoss: first.loss, validationLoss: second?.loss)
  }

  /// All that was measured.
  mutating func result() -> TrainingResult {
    let outcome = outcome ?? .completed
    if stopping.restoresBest, stopping.bestEpoch > 0, !outcome.isDivergence {
      trainer.restoreBest()
      let (first, second) = evaluations(areProbed: false)
      recorder.setFinals(first, of: "train")
      if let second { recorder.setFinals(second, of: "validation") }
    }
    var series = recorder.series
    gradients.add(to: &series)
    activations.add(to: &series)
    curvature.add(to: &series)
    noise.add(to: &series)
    if !stepLosses.values.isEmpty { series["step.loss"] = stepLosses }
    return TrainingResult(
      outcome: outcome, steps: trainer.steps, parameterCount: trainer.plan.parameterCount,
      layers: trainer.plan.layers.map {
        LayerSummary(
          name: $0.name, kind: $0.kind, parameterCount: $0.parameters.count,
          outputShape: $0.outputShape)
      },
      series: series, gradientHistograms: gradients.histograms,
      activationHistograms: activations.histograms, finals: recorder.finals,
      events: recorder.events, inputGradientShares: features.shares,
      parameters: trainer.parametersByName(),
      parameterShapes: trainer.plan.layers.flatMap(\.tensors).reduce(into: [:]) {
        $0[$1.name] = $1.description.shape
      }, unmeasured: unmeasured)
  }

  private var unmeasured: [String: String] {
    guard job.probes.cadence != .never else { return [:] }
    var reasons: [String: String] = [:]
    if job.probes.curvature != nil {
      reasons["curvature"] = HessianProduct.obstacle(job, trainer.plan)
    }
    if job.probes.measuresNoise {
      reasons["noise-scale"] = job.noiseObstacle(trainer.plan, rows: training.rowCount)
    }
    return reasons
  }

  /// Measures what the loss is like around the parameters.
  private mutating func measureLandscape(at time: SeriesTime) {
    curvature.measure(trainer, at: time)
    noise.measure(trainer, at: time)
  }

  private mutating func diverge(_ origin: Origin) {
    let time = SeriesTime(step: trainer.steps + 1, epoch: partialEpoch)
    outcome = .diverged(
      DivergenceOrigin(
        step: time.step, epoch: time.epoch, phase: origin.phase, layer: origin.layer,
        operation: origin.operation, row: origin.row, cause: origin.cause))
    stepLosses.append(step: time.step, epoch: time.epoch, value: trainer.stepLoss)
  }

  /// Keeps the gradients of a run's last step, whatever the cadence, to show how it ended.
  private mutating func measureLastGradients() {
    guard job.probes.cadence != .never else { return }
    gradients.measureGradients(trainer, at: now)
  }

  private mutating func evaluations(
    areProbed: Bool
  ) -> (training: Evaluation, validation: Evaluation?) {
    let first = trainer.evaluate(
      training, targets: trainer.memory.trainingTargets, classes: trainer.memory.trainingClasses
    ) { row, count in
      if areProbed { activations.observe(trainer, from: row, count) }
    }
    let second = validation.map {
      trainer.evaluate(
        $0, targets: trainer.memory.validationTargets, classes: trainer.memory.validationClasses)
    }
    return (first, second)
  }

  private var scheduledRate: Double {
    let time = ScheduleTime(
      epoch: epoch, step: trainer.steps, stepsPerEpoch: stepsPerEpoch, epochs: job.epochs)
    return job.schedule.rate(base: job.learningRate, at: time, given: scheduleState)
  }

  /// The update being made counts as done.
  private var partialEpoch: Double {
    epochSteps == stepsPerEpoch
      ? Double(epoch + 1) : Double(epoch) + Double(epochSteps) / Double(stepsPerEpoch)
  }

  /// After divergence, the step that could not be made counts too.
  private var now: SeriesTime {
    let steps = trainer.steps + (outcome?.isDivergence == true ? 1 : 0)
    return SeriesTime(step: steps, epoch: partialEpoch)
  }

  private var isMeasuredStep: Bool {
    switch job.probes.cadence {
    case .never: false
    case .epochs:
      epochSteps == stepsPerEpoch && schedule.isMeasured(epoch: epoch + 1)
    case .steps(let interval): (trainer.steps + 1) % interval == 0
    }
  }
}

extension TrainingOutcome {
  fileprivate var isDivergence: Bool {
    if case .diverged = self { true } else { false }
  }
}

extension TrainingSeries {
  mutating func reserveCapacity(_ count: Int) {
    steps.reserveCapacity(count)
    epochs.reserveCapacity(count)
    values.reserveCapacity(count)
  }
}
