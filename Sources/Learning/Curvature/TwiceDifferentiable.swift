public import Tensors

/// An operation whose gradients can be differentiated once more, exactly.
///
/// Tangents are derivatives of a pass along a change of inputs and parameters. They have buffers like
/// the pass's own: the tangents of input, output and output gradient, the change of the parameters in
/// `parameters`; the tangents of both gradients come out in `inputGradient` and `gradients`.
///
/// Reference: Pearlmutter, "Fast Exact Multiplication by the Hessian", Neural Computation 6 (1994).
public protocol TwiceDifferentiable: Operation {
  /// Numbers that tangents need in their workspace: for each row, and once.
  var tangentWorkspace: (perRow: Int, fixed: Int) { get }

  /// Makes the output's tangent from those of input and parameters.
  ///
  /// Follows a forward pass in training mode over the same rows.
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena)

  /// Makes the tangents of the gradients from those of input, parameters and output gradient.
  ///
  /// Follows ``forwardTangent(_:_:_:memory:)`` and the backward pass. Parameters' tangents are added to
  /// what is there; the input's is not made where its region is empty.
  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena)
}

extension TwiceDifferentiable {
  public var tangentWorkspace: (perRow: Int, fixed: Int) { (0, 0) }
}

/// An operation that is linear in its inputs and parameters taken together: tangents go the same way as
/// numbers, by the same masks.
protocol LinearOperation: TwiceDifferentiable {}

extension LinearOperation {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    forward(tangents.working(as: buffers), pass, memory: memory)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    var pass = pass
    pass.accumulates = true
    backward(tangents.working(as: buffers), pass, memory: memory)
  }
}

extension CopyOperation: LinearOperation {}
extension TransposeOperation: LinearOperation {}
extension DropoutOperation: LinearOperation {}
extension Dropout2DOperation: LinearOperation {}
extension SumOperation: LinearOperation {}
extension ConcatenationOperation: LinearOperation {}
extension LearnedPositionsOperation: LinearOperation {}

/// An operation that multiplies inputs by weights, and then may add biases.
///
/// With products x ∘ w the tangents are u ∘ w + x ∘ v and, of the gradients, the same twice: each is the
/// operation itself on two pairs of buffers.
protocol BilinearOperation: TwiceDifferentiable {
  /// The products alone.
  var withoutBias: Self { get }
  /// Numbers of an input row and of an output row.
  var rowSizes: (input: Int, output: Int) { get }
}

extension BilinearOperation {
  var tangentWorkspace: (perRow: Int, fixed: Int) { (max(rowSizes.input, rowSizes.output), 0) }

  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    var moved = tangents.working(as: buffers)
    moved.parameters = buffers.parameters
    withoutBias.forward(moved, pass, memory: memory)
    var weighed = buffers
    weighed.parameters = tangents.parameters
    weighed.output = tangents.workspace
    forward(weighed, pass, memory: memory)
    memory.sum(
      tangents.output, tangents.workspace, into: tangents.output,
      count: pass.rows * rowSizes.output)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    var pass = pass
    pass.accumulates = true
    // The input's tangent meets the gradient, the weights' change too: both without the bias.
    var moved = buffers
    moved.input = tangents.input
    moved.parameters = tangents.parameters
    moved.gradients = tangents.gradients
    moved.inputGradient = tangents.inputGradient.isEmpty ? .empty : tangents.workspace
    withoutBias.backward(moved, pass, memory: memory)
    var straight = buffers
    straight.outputGradient = tangents.outputGradient
    straight.gradients = tangents.gradients
    straight.inputGradient = tangents.inputGradient
    backward(straight, pass, memory: memory)
    guard !tangents.inputGradient.isEmpty else { return }
    memory.sum(
      tangents.inputGradient, tangents.workspace, into: tangents.inputGradient,
      count: pass.rows * rowSizes.input)
  }
}

extension DenseOperation: BilinearOperation {
  var withoutBias: DenseOperation {
    DenseOperation(positions: positions, inputs: inputs, outputs: outputs, hasBias: false)
  }

  var rowSizes: (input: Int, output: Int) { (positions * inputs, positions * outputs) }
}

extension ConvolutionOperation: BilinearOperation {
  var withoutBias: ConvolutionOperation {
    ConvolutionOperation(convolution: convolution, hasBias: false)
  }

  var rowSizes: (input: Int, output: Int) {
    let (window, groups) = (convolution.window, convolution.groups)
    return (
      groups * window.channels * window.inputPlane,
      groups * convolution.filters * window.outputPlane
    )
  }
}

extension LayerBuffers {
  /// Tangents with the pass's own masks and choices.
  fileprivate func working(as buffers: LayerBuffers) -> LayerBuffers {
    var tangents = self
    tangents.workspace = buffers.workspace
    tangents.fixed = buffers.fixed
    tangents.stream = buffers.stream
    return tangents
  }
}
