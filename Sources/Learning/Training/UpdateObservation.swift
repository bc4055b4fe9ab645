public import Tensors

/// One parameter update as a watcher sees it, for comparing a run with another program's.
public struct UpdateObservation: Equatable, Sendable {
  /// The number of the update, from 1.
  public let step: Int
  public let learningRate: Double
  /// The loss of the update's batches, by the job's reduction, averaged where accumulated.
  public let loss: Double
  /// Gradients with penalties, before clipping, by name in PyTorch's layout.
  ///
  /// Frozen layers have none.
  public let gradients: [String: [Scalar]]
  /// All tensors after the update, running statistics too, likewise.
  public let parameters: [String: [Scalar]]
}
