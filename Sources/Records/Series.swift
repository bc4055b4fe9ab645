/// A measured quantity over training.
///
/// The three lists have one length. Values may be NaN or infinite: divergence is data.
public struct Series: Equatable, Sendable {
  /// How many parameter updates had been made.
  public var steps: [Int]
  /// The same in passes over the training rows.
  public var epochs: [Double]
  public var values: [Double]

  public init(steps: [Int] = [], epochs: [Double] = [], values: [Double] = []) {
    self.steps = steps
    self.epochs = epochs
    self.values = values
  }

  public var count: Int { values.count }

  public mutating func append(step: Int, epoch: Double, value: Double) {
    steps.append(step)
    epochs.append(epoch)
    values.append(value)
  }
}

/// The names of the series that every run has or may have; layers add their own.
public enum SeriesName {
  /// Mean loss over the training rows in eval mode, at the start and after each epoch.
  public static let trainingLoss = "train.loss"
  /// Mean loss over the validation rows in eval mode, at the start and after each epoch.
  public static let validationLoss = "validation.loss"
  /// Mini-batch loss in train mode, after each step or averaged over each epoch.
  public static let stepLoss = "step.loss"
  public static let learningRate = "learning-rate"
  /// L2 norm of the whole gradient, before clipping.
  public static let gradientNorm = "gradient-norm"
  /// The largest eigenvalue of the training loss's Hessian, on a sample of rows in train mode.
  public static let curvature = "curvature"
  /// How far the curvature may be from an eigenvalue: ‖Hv − λv‖.
  public static let curvatureResidual = "curvature-residual"
  /// The batch size at which the gradient's noise equals the gradient: tr Σ / |G|².
  public static let noiseScale = "noise-scale"
  /// The trace of the covariance Σ of single rows' gradients.
  public static let gradientVariance = "gradient-variance"
  /// |G|² of the mean gradient, without bias; may be below 0 where noise hides it.
  public static let gradientSquare = "gradient-square"

  /// The series of one layer: `layer.dense1.gradient-norm`.
  public static func layer(_ layer: String, _ quantity: LayerQuantity) -> String {
    "layer.\(layer).\(quantity.rawValue)"
  }

  /// What is measured of one layer.
  public enum LayerQuantity: String, CaseIterable, Sendable {
    /// L2 norm of the layer's gradient.
    case gradientNorm = "gradient-norm"
    /// Mean of the gradient's components.
    case gradientMean = "gradient-mean"
    /// Standard deviation of the gradient's components.
    case gradientSpread = "gradient-spread"
    /// Share of the gradient's components that are exactly 0.
    case gradientZeroShare = "gradient-zero-share"
    /// L2 norm of the layer's parameters.
    case weightNorm = "weight-norm"
    /// L2 norm of the last update over L2 norm of the parameters.
    case updateRatio = "update-ratio"
    /// Share of the units that were 0 (ReLU: never active) on every row of the probe set; a channel
    /// of a convolution is one unit.
    case deadShare = "dead-share"
    /// Share of a bounded activation's outputs within 5 % of an end of its range.
    case saturatedShare = "saturated-share"
    /// Mean of the layer's outputs over the probe set.
    case activationMean = "activation-mean"
    /// Standard deviation of the layer's outputs over the probe set.
    case activationSpread = "activation-spread"
    /// Share of the layer's outputs that are exactly 0 over the probe set.
    case activationZeroShare = "activation-zero-share"
  }
}
