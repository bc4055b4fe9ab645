public import Tensors

/// In training, drops whole channels with probability `rate` and scales the others by 1 / (1 − rate).
///
/// Rows are [channels, …]. The numbers of a channel resemble each other where convolutions made them,
/// so that dropping some would drop nothing. The mask is drawn as ``Dropout``'s is.
///
/// Reference: Tompson, Goroshin, Jain, LeCun and Bregler, "Efficient object localization using
/// convolutional networks", CVPR 2015; `torch.nn.Dropout2d`.
public struct Dropout2D: Layer {
  public static let kind = "dropout2d"

  /// The probability of being dropped; with 1, nothing is left.
  public let rate: Scalar

  public init(rate: Scalar = 0.5) {
    precondition((0...1).contains(rate), "rate must be in 0...1, not \(rate)")
    self.rate = rate
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard input.count >= 2 else {
      throw ShapeError(
        .unfitting(
          shape: input, expected: "[channels, length] or [channels, height, width]"))
    }
    return input
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    Dropout2DOperation(
      rate: rate, channels: input[0], plane: input.dropFirst().reduce(1, *))
  }
}

struct Dropout2DOperation: Operation {
  let rate: Scalar
  let channels: Int
  /// Numbers of a channel.
  let plane: Int

  /// The mask: 0 or 1 / (1 − rate) for each channel.
  var workspace: (perRow: Int, fixed: Int) { (channels, 0) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let planes = pass.rows * channels
    guard pass.mode == .training else {
      memory.copy(buffers.input.first(planes * plane), to: buffers.output.first(planes * plane))
      return
    }
    memory.makeDropoutMask(
      buffers.workspace.first(planes), rate: rate, key: buffers.stream, step: UInt64(pass.step))
    memory.scalePlanes(
      buffers.input, by: buffers.workspace, into: buffers.output, planes: planes, size: plane)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.scalePlanes(
      buffers.outputGradient, by: buffers.workspace, into: buffers.inputGradient,
      planes: pass.rows * channels, size: plane)
  }
}
