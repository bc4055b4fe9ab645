#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// Derivatives of passes along a change of inputs and parameters, which is called their tangent.
extension Arena {
  /// Adds a function's second derivative, times the tangent of its input and the gradient of its
  /// output, to the tangent of the input's gradient.
  public func addSecondDerivative(
    of activation: Activation, input: Region, output: Region, inputTangent: Region,
    outputGradient: Region, to gradientTangent: Region, count: Int
  ) {
    let x = unsafe start(input, atLeast: count)
    let y = unsafe start(output, atLeast: count)
    let u = unsafe start(inputTangent, atLeast: count)
    let dy = unsafe start(outputGradient, atLeast: count)
    let dx = unsafe start(gradientTangent, atLeast: count)
    switch activation {
    case .identity, .relu, .leakyReLU: break
    case .elu(let alpha): unsafe lr_elu_bend(x, u, dy, dx, count, alpha)
    case .gelu: unsafe lr_gelu_bend(x, u, dy, dx, count)
    case .geluTanh: unsafe lr_gelu_tanh_bend(x, u, dy, dx, count)
    case .silu: unsafe lr_silu_bend(x, u, dy, dx, count)
    case .softplus(let beta, let threshold):
      unsafe lr_softplus_bend(x, u, dy, dx, count, beta, threshold)
    case .tanh: unsafe lr_tanh_bend(y, u, dy, dx, count)
    case .sigmoid: unsafe lr_sigmoid_bend(y, u, dy, dx, count)
    }
  }

  /// The tangent of softmax's input gradient.
  public func softmaxGradientTangent(
    output: Region, outputTangent: Region, outputGradient: Region, gradientTangent: Region,
    into result: Region, rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_softmax_gradient_tangent(
      start(output, atLeast: count), start(outputTangent, atLeast: count),
      start(outputGradient, atLeast: count), start(gradientTangent, atLeast: count),
      start(result, atLeast: count), rows, width)
  }

  /// The tangent of log-softmax's output, from the output.
  public func logSoftmaxTangent(
    output: Region, inputTangent: Region, into outputTangent: Region, rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_log_softmax_tangent(
      start(output, atLeast: count), start(inputTangent, atLeast: count),
      start(outputTangent, atLeast: count), rows, width)
  }

  /// The tangent of log-softmax's input gradient.
  public func logSoftmaxGradientTangent(
    output: Region, outputTangent: Region, outputGradient: Region, gradientTangent: Region,
    into result: Region, rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_log_softmax_gradient_tangent(
      start(output, atLeast: count), start(outputTangent, atLeast: count),
      start(outputGradient, atLeast: count), start(gradientTangent, atLeast: count),
      start(result, atLeast: count), rows, width)
  }

  /// The tangent of a norm's output; parameters and their tangents may be empty.
  public func normTangent(
    _ groups: NormGroups, input: Region, inputTangent: Region, scale: Region, scaleTangent: Region,
    shiftTangent: Region, into outputTangent: Region
  ) {
    var layout = groups.layout
    unsafe lr_norm_tangent(
      &layout, start(input, atLeast: groups.count), start(inputTangent, atLeast: groups.count),
      optional(scale, atLeast: groups.parameterCount),
      optional(scaleTangent, atLeast: groups.parameterCount),
      optional(shiftTangent, atLeast: groups.parameterCount),
      start(outputTangent, atLeast: groups.count))
  }

  /// The tangents of a norm's gradients; those of the parameters are added to what is there.
  public func normGradientTangent(
    _ groups: NormGroups, input: Region, inputTangent: Region, outputGradient: Region,
    gradientTangent: Region, scale: Region, scaleTangent: Region, into result: Region,
    scaleResult: Region, shiftResult: Region
  ) {
    var layout = groups.layout
    unsafe lr_norm_gradient_tangent(
      &layout, start(input, atLeast: groups.count), start(inputTangent, atLeast: groups.count),
      start(outputGradient, atLeast: groups.count), start(gradientTangent, atLeast: groups.count),
      optional(scale, atLeast: groups.parameterCount),
      optional(scaleTangent, atLeast: groups.parameterCount),
      optional(result, atLeast: groups.count),
      optional(scaleResult, atLeast: groups.parameterCount),
      optional(shiftResult, atLeast: groups.parameterCount))
  }

  /// Adds a multiple of a region to another of the same count.
  public func add(_ source: Region, times factor: Scalar, to destination: Region) {
    unsafe lr_add_scaled(
      start(source), factor, start(destination, atLeast: source.count), source.count)
  }

  /// The sum of products of two regions' numbers, in Double.
  public func innerProduct(_ first: Region, _ second: Region) -> Double {
    unsafe lr_inner_product(start(first), start(second, atLeast: first.count), first.count)
  }
}

/// Which numbers of a batch a norm standardises together, and where their parameters lie.
public struct NormGroups: Sendable {
  fileprivate let layout: lr_norm_layout
  /// Numbers of the batch, and parameters of one kind.
  public let count: Int
  public let parameterCount: Int

  /// Each channel over all rows and positions: batch norm.
  public static func channels(
    rows: Int, channels: Int, positions: Int, epsilon: Scalar
  ) -> NormGroups {
    NormGroups(
      layout: lr_norm_layout(
        groups: channels, sets: channels, row_stride: 0, set_stride: positions, outer: rows,
        stride: channels * positions, inner: positions, set_parameters: 1, outer_parameters: 0,
        inner_parameters: 0, epsilon: Double(epsilon), centered: 1),
      count: rows * channels * positions, parameterCount: channels)
  }

  /// Neighbouring channels of each row: group norm.
  public static func groups(
    _ groups: Int, rows: Int, channels: Int, positions: Int, epsilon: Scalar
  ) -> NormGroups {
    let size = channels / groups
    return NormGroups(
      layout: lr_norm_layout(
        groups: rows * groups, sets: groups, row_stride: channels * positions,
        set_stride: size * positions, outer: size, stride: positions, inner: positions,
        set_parameters: size, outer_parameters: 1, inner_parameters: 0, epsilon: Double(epsilon),
        centered: 1),
      count: rows * channels * positions, parameterCount: channels)
  }

  /// Neighbouring numbers: layer norm, or without centring RMS norm.
  public static func segments(
    _ segments: Int, width: Int, epsilon: Scalar, centers: Bool
  ) -> NormGroups {
    NormGroups(
      layout: lr_norm_layout(
        groups: segments, sets: 1, row_stride: width, set_stride: 0, outer: 1, stride: 0,
        inner: width, set_parameters: 0, outer_parameters: 0, inner_parameters: 1,
        epsilon: Double(epsilon), centered: centers ? 1 : 0),
      count: segments * width, parameterCount: width)
  }
}
