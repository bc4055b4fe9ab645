public import Tensors

/// The settings of `torch.nn.TransformerEncoderLayer`, for a sequence [steps, width].
///
/// Written out, it is two residual blocks, attention in one and two dense layers in the other, with a
/// layer norm after each sum, or first in each branch.
///
/// Reference: Vaswani and others, "Attention Is All You Need", NeurIPS 2017; Xiong and others, "On
/// Layer Normalization in the Transformer Architecture", ICML 2020, for norms that come first.
public struct TransformerBlock: Sendable {
  /// The kind's name in a spec.
  public static let kind = "transformer-block"

  /// Features of a step.
  public var width: Int
  public var heads: Int
  /// Units of the first of the two dense layers.
  public var feedForward: Int
  /// The rate of dropout of attention, between the dense layers and after either branch.
  public var dropout: Scalar
  public var activation: any ActivationLayer
  /// Whether norms stand first in the branches, and not after the sums.
  public var isNormFirst: Bool
  /// Whether a step sees only itself and those before it.
  public var isCausal: Bool
  /// How the dense layers' weights start.
  public var weights: any Initializer

  public init(
    width: Int, heads: Int, feedForward: Int = 2048, dropout: Scalar = 0.1,
    activation: any ActivationLayer = ReLU(), isNormFirst: Bool = false, isCausal: Bool = false,
    weights: any Initializer = PyTorchDefault()
  ) {
    self.width = width
    self.heads = heads
    self.feedForward = feedForward
    self.dropout = dropout
    self.activation = activation
    self.isNormFirst = isNormFirst
    self.isCausal = isCausal
    self.weights = weights
  }

  /// The block as layers; dropout of rate 0 is left out.
  public var blocks: [Block] {
    let attention: [any Layer] = [
      SelfAttention(heads: heads, isCausal: isCausal, dropout: dropout)
    ]
    let dense: [any Layer] =
      [Dense(feedForward, weights: weights), activation] + drop + [Dense(width, weights: weights)]
    return [attention, dense].flatMap { branch -> [Block] in
      let layers = (isNormFirst ? [LayerNorm()] : []) + branch + drop
      let sum = Block.residual(branch: layers.map { .layer($0) })
      return isNormFirst ? [sum] : [sum, .layer(LayerNorm())]
    }
  }

  private var drop: [any Layer] { dropout > 0 ? [Dropout(rate: dropout)] : [] }
}
