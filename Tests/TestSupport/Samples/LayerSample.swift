public import Learning
public import Testing

/// A layer and the shape of the rows that it is checked on.
public struct LayerSample: Sendable, CustomTestStringConvertible {
  public let layer: any Layer
  public let shape: [Int]
  /// Whether the layer takes a maximum, whose gradient jumps where two inputs are alike.
  public let inputsLieApart: Bool

  init(_ layer: any Layer, _ shape: [Int] = [4], inputsLieApart: Bool = false) {
    self.layer = layer
    self.shape = shape
    self.inputsLieApart = inputsLieApart
  }

  public var testDescription: String { "\(layer) on \(shape)" }
}

/// Layers of every kind in their settings: what holds for all layers is tested on each of these.
public let layerSamples: [LayerSample] =
  basicSamples + convolutionSamples + poolingSamples + shapingSamples + normalizationSamples
  + attentionSamples + embeddingSamples + recurrentSamples

/// Layers that take rows of any shape, and such as act along the last axis.
private let basicSamples: [LayerSample] =
  simple.map { LayerSample($0) } + [
    LayerSample(Dense(2), [3, 4]), LayerSample(Dense(2, hasBias: false), [2, 3, 4]),
    LayerSample(Softmax(), [3, 4]), LayerSample(LogSoftmax(), [2, 2, 3]),
    LayerSample(GELU(), [2, 3]),
  ]

private let simple: [any Layer] = [
  Dense(3), Dense(1), Dense(6, hasBias: false), Identity(), ReLU(), LeakyReLU(),
  LeakyReLU(slope: 0.3), ELU(), ELU(alpha: 0.5), GELU(), GELU(form: .tanh), SiLU(), Softplus(),
  Softplus(beta: 3, threshold: 1), Tanh(), Sigmoid(), Softmax(), LogSoftmax(), Dropout(),
  Dropout(rate: 0),
]
