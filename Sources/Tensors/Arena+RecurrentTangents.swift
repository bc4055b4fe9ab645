#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// The tangent of a recurrent layer's output from those of input and parameters.
  public func recurrentTangent(
    _ shape: RecurrentShape, parameters: Region, change: Region, input: Region,
    inputTangent: Region, mask: Region, into output: Region, rows: Int, work: Region
  ) {
    var sizes = shape.sizes(rows: rows)
    let count = rows * shape.steps * shape.inputs
    unsafe lr_recurrent_tangent(
      &sizes, start(parameters), start(change, atLeast: parameters.count),
      start(input, atLeast: count), start(inputTangent, atLeast: count),
      optional(mask, atLeast: shape.maskCount(rows: rows)),
      start(output, atLeast: rows * shape.outputs), rows,
      start(work, atLeast: shape.workCount))
  }

  /// The tangents of its gradients: the parameters' are added, the input's is written, unless the
  /// region is empty.
  public func recurrentGradientTangent(
    _ shape: RecurrentShape, parameters: Region, change: Region, input: Region,
    inputTangent: Region, mask: Region, outputGradient: Region, gradientTangent: Region,
    to gradients: Region, into inputResult: Region, rows: Int, work: Region
  ) {
    var sizes = shape.sizes(rows: rows)
    let (count, outputs) = (rows * shape.steps * shape.inputs, rows * shape.outputs)
    unsafe lr_recurrent_gradient_tangent(
      &sizes, start(parameters), start(change, atLeast: parameters.count),
      start(input, atLeast: count), start(inputTangent, atLeast: count),
      optional(mask, atLeast: shape.maskCount(rows: rows)),
      start(outputGradient, atLeast: outputs), start(gradientTangent, atLeast: outputs),
      optional(gradients, atLeast: parameters.count), optional(inputResult, atLeast: count), rows,
      start(work, atLeast: shape.workCount))
  }
}

/// A recurrent layer's cell and sizes, as its tangents need them.
public struct RecurrentShape: Sendable {
  public enum Cell: Sendable {
    case tanh, relu, lstm, gru
  }

  public var cell: Cell
  public var steps: Int
  public var inputs: Int
  public var hidden: Int
  public var layers: Int
  public var directions: Int
  public var hasBias: Bool
  /// Whether all steps' states go out, not only the last.
  public var isSequence: Bool
  /// From one layer's mask to the next, in numbers of one row; 0 where nothing is dropped.
  public var maskStride: Int

  public init(
    cell: Cell, steps: Int, inputs: Int, hidden: Int, layers: Int, directions: Int,
    hasBias: Bool, isSequence: Bool, maskStride: Int
  ) {
    self.cell = cell
    self.steps = steps
    self.inputs = inputs
    self.hidden = hidden
    self.layers = layers
    self.directions = directions
    self.hasBias = hasBias
    self.isSequence = isSequence
    self.maskStride = maskStride
  }

  /// Numbers that the tangents need aside, whatever the rows.
  public var workCount: Int {
    var sizes = sizes(rows: 1)
    return unsafe lr_recurrent_work(&sizes)
  }

  fileprivate var outputs: Int { hidden * directions * (isSequence ? steps : 1) }

  fileprivate func maskCount(rows: Int) -> Int {
    rows * (max(0, layers - 2) * maskStride + steps * hidden * directions)
  }

  fileprivate func sizes(rows: Int) -> lr_recurrent {
    let code =
      switch cell {
      case .tanh: LR_TANH_CELL
      case .relu: LR_RELU_CELL
      case .lstm: LR_LSTM
      case .gru: LR_GRU
      }
    return lr_recurrent(
      cell: Int32(code), has_bias: hasBias ? 1 : 0, sequence: isSequence ? 1 : 0, steps: steps,
      inputs: inputs, hidden: hidden, layers: layers, directions: directions,
      mask_stride: rows * maskStride)
  }
}
