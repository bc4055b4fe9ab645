internal import Tensors

/// Where everything of one run lies in its arena.
struct TrainingMemory {
  let parameters: Region
  let gradients: Region
  let statistics: Region
  /// The optimiser's slots, each as long as the parameters.
  let state: [Region]
  /// Parameters before the last measured update.
  let previous: Region
  /// Parameters and statistics of the best epoch.
  let best: Region
  /// The rows of one pass, and each layer's regions.
  let input: Region
  let layers: [LayerBuffers]
  /// Where each layer's gradients go.
  let backward: [GradientLayout.Gradients]
  /// What augmentations put aside.
  let augmentation: Region
  /// The rows of a batch before they are blended, their partners' targets, and the gradient of
  /// those; empty where nothing is blended.
  let mixedInput: Region
  let mixedTargets: Region
  let mixedGradient: Region
  /// The targets of one batch, of all training rows and of all validation rows.
  let batchTargets: Region
  let trainingTargets: Region
  let validationTargets: Region
  /// The classes of all training and validation rows; not used in a regression.
  let trainingClasses: Region
  let validationClasses: Region
  let lossConstants: Region
  /// The outputs for all rows that are evaluated.
  let outputs: Region
  /// The sum of several batches' gradients, and statistics to go back to; for the noise scale.
  let meanGradient: Region
  let keptStatistics: Region
  /// Nil where curvature is not measured.
  let curvature: CurvatureMemory?
  let plan: ArenaPlan

  /// How many rows and numbers a run's buffers are to hold.
  struct Extents {
    var trainingRows: Int
    var validationRows: Int
    /// Rows of a batch, for which gradients are kept.
    var batchRows: Int
    /// Rows of any pass.
    var passRows: Int
    /// Targets a row.
    var targetWidth: Int
    /// Classes a row.
    var steps: Int
    var stateSlots: Int
    /// Whether rows are blended.
    var mixes: Bool
    /// Numbers that augmentations put aside.
    var augmentationWorkspace: Int
    var lossConstants: Int
    var measuresUpdates: Bool
    var restoresBest: Bool
    var measuresNoise: Bool
    /// Rows that curvature is measured on; 0 where it is not.
    var curvatureRows: Int
  }

  init(
    _ network: NetworkPlan, _ extents: Extents, seed: UInt64, byteLimit: Int
  ) throws(SizeError) {
    var plan = ArenaPlan(byteLimit: byteLimit)
    let count = network.parameterCount
    parameters = try plan.reserve(count)
    gradients = try plan.reserve(count)
    statistics = try plan.reserve(network.statisticCount)
    var slots: [Region] = []
    for _ in 0..<extents.stateSlots { slots.append(try plan.reserve(count)) }
    state = slots
    previous = extents.measuresUpdates ? try plan.reserve(count) : .empty
    best = extents.restoresBest ? try plan.reserve(count + network.statisticCount) : .empty
    let pass = try PassLayout(
      network, parameters: parameters, statistics: statistics, rows: extents.passRows, in: &plan)
    let back = try GradientLayout(network, rows: extents.batchRows, in: &plan)
    input = pass.input
    backward = back.layers
    var layers = pass.layers
    for (index, layer) in network.layers.enumerated() {
      layers[index].outputGradient = back.layers[index].output
      layers[index].inputGradient = back.layers[index].input
      layers[index].secondGradient = back.layers[index].second
      if layer.isTrained {
        layers[index].gradients = gradients.part(layer.parameters.offset, layer.parameters.count)
      }
      layers[index].stream = Philox.Key(seed: seed, purpose: "dropout", name: layer.name)
    }
    self.layers = layers
    let mixed = extents.mixes ? extents.batchRows : 0
    augmentation = try plan.reserve(extents.augmentationWorkspace)
    mixedInput = try plan.reserve(mixed, network.inputShape.reduce(1, *))
    mixedTargets = try plan.reserve(mixed, extents.targetWidth)
    mixedGradient = try plan.reserve(mixed, network.outputWidth)
    batchTargets = try plan.reserve(extents.batchRows, extents.targetWidth)
    trainingTargets = try plan.reserve(extents.trainingRows, extents.targetWidth)
    validationTargets = try plan.reserve(extents.validationRows, extents.targetWidth)
    trainingClasses = try plan.reserve(extents.trainingRows, extents.steps)
    validationClasses = try plan.reserve(extents.validationRows, extents.steps)
    lossConstants = try plan.reserve(extents.lossConstants)
    outputs = try plan.reserve(
      max(extents.trainingRows, extents.validationRows), network.outputWidth)
    meanGradient = extents.measuresNoise ? try plan.reserve(count) : .empty
    keptStatistics = extents.measuresNoise ? try plan.reserve(network.statisticCount) : .empty
    curvature =
      extents.curvatureRows == 0
      ? nil
      : try CurvatureMemory(
        network, parameters: parameters, statistics: statistics, rows: extents.curvatureRows,
        targetWidth: extents.targetWidth, seed: seed, in: &plan)
    self.plan = plan
  }
}
