internal import Tensors

/// Adds up, over the first epoch, how large the first layer's weight gradient is for each feature.
struct FeatureProbe {
  /// The weight's gradient, [in, out]; nil where the first layer is not dense, or not trained, or
  /// rows are not lists of features.
  private let weight: Region?
  private let width: Int
  private var sums: [Double]

  init(_ plan: NetworkPlan, _ memory: TrainingMemory, _ settings: ProbeSettings) {
    guard settings.measuresFeatures, let first = plan.layers.first, first.isTrained,
      first.kind == Dense.kind, first.inputShape.count == 1, let tensor = first.tensors.first
    else {
      weight = nil
      width = 0
      sums = []
      return
    }
    weight = memory.gradients.part(tensor.region.offset, tensor.region.count)
    width = first.outputWidth
    sums = [Double](repeating: 0, count: first.inputWidth)
  }

  mutating func measure(_ trainer: borrowing Trainer) {
    guard let weight else { return }
    trainer.arena.addRowSizes(weight, width: width, to: &sums)
  }

  /// Each feature's share of the whole; empty where nothing could be measured.
  var shares: [Double] {
    let total = sums.reduce(0, +)
    return total > 0 && total.isFinite ? sums.map { $0 / total } : []
  }
}
