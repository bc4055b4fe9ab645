#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Applies a function to the first `count` numbers of a region.
  public func apply(
    _ activation: Activation, to input: Region, into output: Region, count: Int
  ) {
    let x = unsafe start(input, atLeast: count)
    let y = unsafe start(output, atLeast: count)
    switch activation {
    case .identity: unsafe y.update(from: x, count: count)
    case .relu: unsafe lr_relu(x, y, count)
    case .leakyReLU(let slope): unsafe lr_leaky_relu(x, y, count, slope)
    case .elu(let alpha): unsafe lr_elu(x, y, count, alpha)
    case .gelu: unsafe lr_gelu(x, y, count)
    case .geluTanh: unsafe lr_gelu_tanh(x, y, count)
    case .silu: unsafe lr_silu(x, y, count)
    case .softplus(let beta, let threshold):
      unsafe lr_softplus_forward(x, y, count, beta, threshold)
    case .tanh: unsafe lr_tanh_forward(x, y, count)
    case .sigmoid: unsafe lr_sigmoid_forward(x, y, count)
    }
  }

  /// Multiplies the gradient of a function's outputs by its derivative.
  ///
  /// The derivative comes from the inputs or from the outputs, whichever it is simpler in.
  public func applyDerivative(
    of activation: Activation, input: Region, output: Region, outputGradient: Region,
    into inputGradient: Region, count: Int
  ) {
    let x = unsafe start(input, atLeast: count)
    let y = unsafe start(output, atLeast: count)
    let dy = unsafe start(outputGradient, atLeast: count)
    let dx = unsafe start(inputGradient, atLeast: count)
    switch activation {
    case .identity: unsafe dx.update(from: dy, count: count)
    case .relu: unsafe lr_relu_gradient(y, dy, dx, count)
    case .leakyReLU(let slope): unsafe lr_leaky_relu_gradient(x, dy, dx, count, slope)
    case .elu(let alpha): unsafe lr_elu_gradient(x, dy, dx, count, alpha)
    case .gelu: unsafe lr_gelu_gradient(x, dy, dx, count)
    case .geluTanh: unsafe lr_gelu_tanh_gradient(x, dy, dx, count)
    case .silu: unsafe lr_silu_gradient(x, dy, dx, count)
    case .softplus(let beta, let threshold):
      unsafe lr_softplus_gradient(x, dy, dx, count, beta, threshold)
    case .tanh: unsafe lr_tanh_gradient(y, dy, dx, count)
    case .sigmoid: unsafe lr_sigmoid_gradient(y, dy, dx, count)
    }
  }

  /// Softmax over each row.
  public func softmax(_ input: Region, into output: Region, rows: Int, width: Int) {
    unsafe lr_softmax(
      start(input, atLeast: rows * width), start(output, atLeast: rows * width), rows, width)
  }

  public func softmaxGradient(
    output: Region, outputGradient: Region, into inputGradient: Region, rows: Int, width: Int
  ) {
    unsafe lr_softmax_gradient(
      start(output, atLeast: rows * width), start(outputGradient, atLeast: rows * width),
      start(inputGradient, atLeast: rows * width), rows, width)
  }

  /// The logarithm of softmax over each row.
  public func logSoftmax(_ input: Region, into output: Region, rows: Int, width: Int) {
    unsafe lr_log_softmax(
      start(input, atLeast: rows * width), start(output, atLeast: rows * width), rows, width)
  }

  public func logSoftmaxGradient(
    output: Region, outputGradient: Region, into inputGradient: Region, rows: Int, width: Int
  ) {
    unsafe lr_log_softmax_gradient(
      start(output, atLeast: rows * width), start(outputGradient, atLeast: rows * width),
      start(inputGradient, atLeast: rows * width), rows, width)
  }

  /// A mask of zeros, each with probability `rate`, and 1 / (1 − rate) elsewhere.
  ///
  /// Made of 32-bit words of the stream, two from each of its numbers, the lower half first.
  public func makeDropoutMask(_ mask: Region, rate: Scalar, key: Philox.Key, step: UInt64) {
    let threshold = UInt64((Double(rate) * 0x1p32).rounded())
    unsafe lr_dropout_mask(
      start(mask), mask.count, key.low, key.high, step, threshold, rate < 1 ? 1 / (1 - rate) : 0)
  }
}
