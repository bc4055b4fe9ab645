/// One stage of a network: an immutable description of what it computes.
///
/// Its parameters, gradients and workspace are regions of the run's arena that a ``NetworkPlan`` lays
/// out; its ``Operation`` works on them.
public protocol Layer: Sendable {
  /// The kind's name in a spec: "dense", "leaky-relu".
  static var kind: String { get }

  /// The shape of one row's output, or why a row of this shape doesn't fit.
  func outputShape(for input: [Int]) throws(ShapeError) -> [Int]

  /// The tensors that the layer owns for rows of this shape, in the order of its flat slice.
  func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription]

  /// The fewest rows of this shape that the layer can train on at once.
  func minimumBatch(for input: [Int]) -> Int

  /// The tokens that the layer takes are whole numbers below this; nil where any number will do.
  var tokenLimit: Int? { get }

  /// What a training step runs.
  func operation(for input: [Int]) throws(ShapeError) -> any Operation
}

extension Layer {
  public var kind: String { Self.kind }

  public func minimumBatch(for input: [Int]) -> Int { 1 }

  public var tokenLimit: Int? { nil }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] { input }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] { [] }
}

/// One tensor of a layer: a weight, a bias, a running statistic.
public struct ParameterDescription: Sendable {
  /// What becomes of the tensor in training.
  public enum Role: Sendable {
    /// Multiplies the layer's input: updated, and held down by penalties.
    case weight
    /// Added or scaled with: updated, not penalised.
    case bias
    /// Follows the data in train mode: no gradient, no update.
    case statistic
  }

  /// Its name within the layer: "weight".
  public let name: String
  public let role: Role
  /// The shape as PyTorch has it: [out, in] for a dense layer's weight.
  public let shape: [Int]
  /// Values that one output sums over.
  public let fanIn: Int
  /// Outputs that one value goes to.
  public let fanOut: Int
  public let initializer: any Initializer
  /// Whether memory holds the transposed matrix, which makes products faster.
  public let isTransposed: Bool

  public init(
    name: String, role: Role, shape: [Int], fanIn: Int, fanOut: Int, initializer: any Initializer,
    isTransposed: Bool = false
  ) {
    self.name = name
    self.role = role
    self.shape = shape
    self.fanIn = fanIn
    self.fanOut = fanOut
    self.initializer = initializer
    self.isTransposed = isTransposed
  }
}

/// Every kind of layer, for documentation and tests.
public let layerKinds: [any Layer.Type] = [
  Dense.self, Identity.self, ReLU.self, LeakyReLU.self, ELU.self, GELU.self, SiLU.self,
  Softplus.self, Tanh.self, Sigmoid.self, Softmax.self, LogSoftmax.self, Dropout.self,
  BatchNorm.self, LayerNorm.self, GroupNorm.self, RMSNorm.self,
  ScaledDotProductAttention.self, SelfAttention.self, PositionalEncoding.self,
  Conv1D.self, Conv2D.self, MaxPool1D.self, MaxPool2D.self, AveragePool1D.self,
  AveragePool2D.self, GlobalAveragePool.self, GlobalMaxPool.self, AdaptiveAveragePool1D.self,
  AdaptiveAveragePool2D.self, AdaptiveMaxPool1D.self, AdaptiveMaxPool2D.self, Pad.self,
  Flatten.self, Reshape.self, Transpose.self, Dropout2D.self,
  Embedding.self, RNN.self, LSTM.self, GRU.self,
]
