internal import Tensors

/// Measures gradients, weights and updates of each layer at chosen updates.
struct GradientProbe {
  /// A layer with parameters, and the names of its series.
  private struct Subject {
    let layer: PlannedLayer
    let gradientNorm: String
    let weightNorm: String
    let updateRatio: String
  }

  private let subjects: [Subject]
  private let keepsHistograms: Bool
  private(set) var histograms: [GradientHistogram]

  init(_ plan: NetworkPlan, _ settings: ProbeSettings) {
    let layers = plan.layers.filter { !$0.parameters.isEmpty }
    subjects = layers.map { layer in
      Subject(
        layer: layer, gradientNorm: "layer.\(layer.name).gradient-norm",
        weightNorm: "layer.\(layer.name).weight-norm",
        updateRatio: "layer.\(layer.name).update-ratio")
    }
    keepsHistograms = settings.keepsHistograms && settings.cadence != .never
    histograms = keepsHistograms ? layers.map { GradientHistogram(layer: $0.name) } : []
  }

  /// Measures the gradient as it is before clipping.
  mutating func measureGradients(
    _ trainer: borrowing Trainer, at time: SeriesTime, into recorder: inout Recorder
  ) {
    recorder.append("gradient-norm", time, trainer.gradientNorm())
    for (index, subject) in subjects.enumerated() {
      let region = part(subject.layer, of: trainer.memory.gradients)
      recorder.append(subject.gradientNorm, time, trainer.arena.norm(region))
      guard keepsHistograms else { continue }
      let counts = trainer.arena.countSizes(region)
      histograms[index].epochs.append(time.epoch)
      histograms[index].zeros.append(counts.zeros)
      histograms[index].nonFinite.append(counts.nonFinite)
      histograms[index].counts.append(counts.bins)
    }
    trainer.arena.copy(trainer.memory.parameters, to: trainer.memory.previous)
  }

  /// Measures how far the update went, after ``measureGradients(_:at:into:)`` before it.
  func measureUpdate(
    _ trainer: borrowing Trainer, at time: SeriesTime, into recorder: inout Recorder
  ) {
    for subject in subjects {
      let new = part(subject.layer, of: trainer.memory.parameters)
      let old = part(subject.layer, of: trainer.memory.previous)
      recorder.append(subject.weightNorm, time, trainer.arena.norm(new))
      let size = trainer.arena.norm(old)
      let ratio = trainer.arena.distance(new, old) / size
      // A layer of zeros has no scale to compare its update with.
      recorder.append(subject.updateRatio, time, size == 0 ? .nan : ratio)
    }
  }

  private func part(_ layer: PlannedLayer, of whole: Region) -> Region {
    whole.part(layer.parameters.offset, layer.parameters.count)
  }
}
