public import Tensors

/// Divides the last axis by its root mean square, then scales it.
///
///     y = γ x / √(mean(x²) + ε)
///
/// Nothing is subtracted and nothing added, so the direction of x stays. Rows are taken each by
/// itself, in training and evaluation alike.
///
/// Reference: Zhang and Sennrich, "Root Mean Square Layer Normalization", NeurIPS 2019;
/// `torch.nn.RMSNorm`, whose epsilon is that of the number type too.
public struct RMSNorm: Layer {
  public static let kind = "rms-norm"

  /// Keeps the ratio finite where all numbers are 0.
  public let epsilon: Scalar
  /// Whether γ is learned; without, it is 1.
  public let isAffine: Bool

  public init(epsilon: Scalar = .ulpOfOne, isAffine: Bool = true) {
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    self.epsilon = epsilon
    self.isAffine = isAffine
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard !input.isEmpty, input.allSatisfy({ $0 > 0 }) else {
      throw ShapeError(.unfitting(shape: input, expected: "at least one axis"))
    }
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    isAffine ? [.normScale([input[input.count - 1]])] : []
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    RMSNormOperation(
      segments: input.dropLast().reduce(1, *), width: input[input.count - 1], epsilon: epsilon,
      isAffine: isAffine)
  }
}

struct RMSNormOperation: Operation {
  /// Parts of a row that are divided each by itself.
  let segments: Int
  let width: Int
  let epsilon: Scalar
  let isAffine: Bool

  /// One over each segment's root mean square.
  var workspace: (perRow: Int, fixed: Int) { (segments, 0) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.rmsNorm(
      buffers.input, rows: pass.rows * segments, width: width, epsilon: epsilon,
      scale: isAffine ? buffers.parameters : .empty, inverseRoot: buffers.workspace,
      into: buffers.output)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.rmsNormGradient(
      input: buffers.input, outputGradient: buffers.outputGradient, rows: pass.rows * segments,
      width: width, inverseRoot: buffers.workspace, scale: isAffine ? buffers.parameters : .empty,
      gradients: buffers.gradients, accumulates: pass.accumulates, into: buffers.inputGradient)
  }
}
