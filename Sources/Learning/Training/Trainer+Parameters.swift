internal import Tensors

extension Trainer {
  /// Fills parameters and statistics with what the job gives, or from their initialisers.
  ///
  /// Each tensor draws from a stream of its own name, so it starts alike wherever it stands.
  func storeInitialParameters() {
    for tensor in plan.layers.flatMap(\.tensors) {
      let shape = TensorShape(
        shape: tensor.description.shape, fanIn: tensor.description.fanIn,
        fanOut: tensor.description.fanOut)
      var random = Philox(seed: job.seed, purpose: "initial", name: tensor.name)
      let values =
        job.initialParameters?[tensor.name]
        ?? tensor.description.initializer.values(for: shape, random: &random)
      let place = region(of: tensor)
      if tensor.description.isTransposed {
        arena.storeTransposed(
          values, in: place, rows: shape.shape[0], width: place.count / shape.shape[0])
      } else {
        arena.store(values, in: place)
      }
    }
  }

  /// All tensors by name, in their outside layout.
  func parametersByName() -> [String: [Scalar]] {
    valuesByName(of: plan.layers.flatMap(\.tensors)) { region(of: $0) }
  }

  /// The gradients of all trained tensors by name, in their outside layout.
  func gradientsByName() -> [String: [Scalar]] {
    let trained = plan.layers.filter(\.isTrained).flatMap(\.tensors)
    return valuesByName(of: trained.filter { $0.description.role != .statistic }) {
      memory.gradients.part($0.region.offset, $0.region.count)
    }
  }

  private func valuesByName(
    of tensors: [PlannedTensor], in place: (PlannedTensor) -> Region
  ) -> [String: [Scalar]] {
    var values: [String: [Scalar]] = [:]
    for tensor in tensors {
      let region = place(tensor)
      let outputs = tensor.description.shape[0]
      values[tensor.name] =
        tensor.description.isTransposed
        ? arena.transposedValues(region, rows: region.count / outputs, width: outputs)
        : arena.values(region)
    }
    return values
  }

  /// Keeps parameters and statistics as the best so far.
  func keepBest() {
    let (parameters, statistics) = bestParts
    arena.copy(memory.parameters, to: parameters)
    arena.copy(memory.statistics, to: statistics)
  }

  /// Puts the best parameters and statistics back.
  func restoreBest() {
    let (parameters, statistics) = bestParts
    arena.copy(parameters, to: memory.parameters)
    arena.copy(statistics, to: memory.statistics)
  }

  private var bestParts: (parameters: Region, statistics: Region) {
    (
      memory.best.part(0, plan.parameterCount),
      memory.best.part(plan.parameterCount, plan.statisticCount)
    )
  }

  private func region(of tensor: PlannedTensor) -> Region {
    let whole =
      tensor.description.role == .statistic ? memory.statistics : memory.parameters
    return whole.part(tensor.region.offset, tensor.region.count)
  }
}
