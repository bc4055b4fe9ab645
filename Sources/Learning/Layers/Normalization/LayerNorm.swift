public import Tensors

/// Standardises each row by itself over its last axis, or over all, then scales and shifts it.
///
///     y = γ (x − mean) / √(variance + ε) + β
///
/// Mean and variance (over n) are those of the row's own numbers, in training and evaluation alike.
/// With ``Axes/last``, each step of [steps, width] is standardised by itself and γ and β hold `width`
/// numbers; with ``Axes/all`` they have the row's shape.
///
/// Reference: Ba, Kiros and Hinton, "Layer Normalization", 2016; `torch.nn.LayerNorm`.
public struct LayerNorm: Layer {
  public static let kind = "layer-norm"

  /// Which of a row's axes are standardised together.
  public enum Axes: Sendable {
    case last, all
  }

  /// Keeps the ratio finite where all numbers are equal.
  public let epsilon: Scalar
  public let axes: Axes
  /// Whether γ and β are learned; without, y is the standardised x.
  public let isAffine: Bool

  public init(epsilon: Scalar = 1e-5, axes: Axes = .last, isAffine: Bool = true) {
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    self.epsilon = epsilon
    self.axes = axes
    self.isAffine = isAffine
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard !input.isEmpty, input.allSatisfy({ $0 > 0 }) else {
      throw ShapeError(.unfitting(shape: input, expected: "at least one axis"))
    }
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    guard isAffine else { return [] }
    let shape = axes == .last ? [input[input.count - 1]] : input
    return [.normScale(shape), .normShift(shape)]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    let size = input.reduce(1, *)
    let width = axes == .last ? input[input.count - 1] : size
    return LayerNormOperation(
      segments: size / width, width: width, epsilon: epsilon, isAffine: isAffine)
  }
}

struct LayerNormOperation: Operation {
  /// Parts of a row that are standardised each by itself.
  let segments: Int
  let width: Int
  let epsilon: Scalar
  let isAffine: Bool

  /// Each segment's mean and inverse deviation.
  var workspace: (perRow: Int, fixed: Int) { (2 * segments, 0) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let rows = pass.rows * segments
    memory.layerNorm(
      buffers.input, rows: rows, width: width, epsilon: epsilon,
      scale: isAffine ? buffers.parameters.part(0, width) : .empty,
      shift: isAffine ? buffers.parameters.part(width, width) : .empty,
      mean: buffers.workspace.part(0, rows), inverseDeviation: buffers.workspace.part(rows, rows),
      into: buffers.output)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let rows = pass.rows * segments
    memory.layerNormGradient(
      input: buffers.input, outputGradient: buffers.outputGradient, rows: rows, width: width,
      mean: buffers.workspace.part(0, rows), inverseDeviation: buffers.workspace.part(rows, rows),
      scale: isAffine ? buffers.parameters.part(0, width) : .empty, gradients: buffers.gradients,
      accumulates: pass.accumulates, into: buffers.inputGradient)
  }
}
