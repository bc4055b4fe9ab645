internal import Tensors

/// Every step of a sequence becomes a mean of all, weighted by how alike they are.
///
///     y = softmax(xxᵀ / √d) x
///
/// The features are divided into heads of d each, which attend each by itself. Nothing is learned:
/// queries, keys and values are all the input. If causal, a step sees itself and those before.
///
/// Reference: Vaswani et al., "Attention Is All You Need", NeurIPS 2017;
/// `torch.nn.functional.scaled_dot_product_attention(x, x, x)`.
public struct ScaledDotProductAttention: Layer {
  public static let kind = "scaled-dot-product-attention"

  /// Into how many parts the features are divided.
  public let heads: Int
  public let isCausal: Bool

  public init(heads: Int = 1, isCausal: Bool = false) {
    self.heads = heads
    self.isCausal = isCausal
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try ShapeError.checkAttention(input, heads: heads)
    return input
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    ScaledDotProductOperation(
      shape: AttentionShape(steps: input[0], heads: heads, width: input[1], isCausal: isCausal))
  }
}

struct ScaledDotProductOperation: Operation {
  let shape: AttentionShape

  /// The probabilities of all heads; the gradient of one head's.
  var workspace: (perRow: Int, fixed: Int) {
    (shape.heads * shape.steps * shape.steps, shape.steps * shape.steps)
  }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.attend(
      AttentionParts(shared: MatrixPart(buffers.input, stride: shape.width)), rows: pass.rows,
      shape, probabilities: buffers.workspace, mask: .empty, scratch: buffers.fixed,
      into: MatrixPart(buffers.output, stride: shape.width))
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.attendGradient(
      AttentionParts(shared: MatrixPart(buffers.input, stride: shape.width)), rows: pass.rows,
      shape, probabilities: buffers.workspace, mask: .empty, scratch: buffers.fixed,
      outputGradient: MatrixPart(buffers.outputGradient, stride: shape.width),
      into: AttentionParts(shared: MatrixPart(buffers.inputGradient, stride: shape.width)),
      addsUp: true)
  }
}
