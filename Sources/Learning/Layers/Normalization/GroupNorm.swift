public import Tensors

/// Standardises groups of neighbouring channels of each row, then scales and shifts each channel.
///
///     y = γ (x − mean) / √(variance + ε) + β
///
/// Channels are the first axis of a row: [C], [C, length], [C, height, width]. Mean and variance
/// (over n) are those of one group's channels and positions in one row, in training and evaluation
/// alike; one group is layer norm with a γ and β for each channel, C groups are instance norm.
///
/// Reference: Wu and He, "Group Normalization", ECCV 2018; `torch.nn.GroupNorm`.
public struct GroupNorm: Layer {
  public static let kind = "group-norm"

  /// Into how many groups the channels are divided.
  public let groups: Int
  /// Keeps the ratio finite where all numbers are equal.
  public let epsilon: Scalar
  /// Whether γ and β are learned; without, y is the standardised x.
  public let isAffine: Bool

  public init(groups: Int, epsilon: Scalar = 1e-5, isAffine: Bool = true) {
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    self.groups = groups
    self.epsilon = epsilon
    self.isAffine = isAffine
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard let channels = input.first, input.allSatisfy({ $0 > 0 }) else {
      throw ShapeError(.unfitting(shape: input, expected: "[channels, ...]"))
    }
    guard groups > 0, channels % groups == 0 else {
      throw ShapeError(
        .outOfRange(
          setting: "groups", value: "\(groups)", expected: "a divisor of the \(channels) channels"))
    }
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    isAffine ? [.normScale([input[0]]), .normShift([input[0]])] : []
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    GroupNormOperation(
      groups: groups, channels: input[0], positions: input.dropFirst().reduce(1, *),
      epsilon: epsilon, isAffine: isAffine)
  }
}

struct GroupNormOperation: Operation {
  let groups: Int
  let channels: Int
  let positions: Int
  let epsilon: Scalar
  let isAffine: Bool

  /// Each group's mean and inverse deviation.
  var workspace: (perRow: Int, fixed: Int) { (2 * groups, 0) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let parts = pass.rows * groups
    memory.groupNorm(
      buffers.input, ChannelShape(rows: pass.rows, channels: channels, positions: positions),
      groups: groups, epsilon: epsilon,
      scale: isAffine ? buffers.parameters.part(0, channels) : .empty,
      shift: isAffine ? buffers.parameters.part(channels, channels) : .empty,
      mean: buffers.workspace.part(0, parts),
      inverseDeviation: buffers.workspace.part(parts, parts),
      into: buffers.output)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let parts = pass.rows * groups
    memory.groupNormGradient(
      input: buffers.input, outputGradient: buffers.outputGradient,
      ChannelShape(rows: pass.rows, channels: channels, positions: positions), groups: groups,
      mean: buffers.workspace.part(0, parts),
      inverseDeviation: buffers.workspace.part(parts, parts),
      scale: isAffine ? buffers.parameters.part(0, channels) : .empty,
      gradients: buffers.gradients, accumulates: pass.accumulates, into: buffers.inputGradient)
  }
}
