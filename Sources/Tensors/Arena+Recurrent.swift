#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// Steps of recurrent cells for all rows of a batch, one matrix row each.
///
/// Gates are packed rows; states are parts of matrices, as two directions share
/// the rows of one.
extension Arena {
  /// Puts the first two axes of [first, second, width] the other way round: rows and steps.
  public func swapAxes(
    _ input: Region, into output: Region, first: Int, second: Int, width: Int
  ) {
    let count = first * second * width
    unsafe lr_swap_steps(
      start(input, atLeast: count), start(output, atLeast: count), first, second, width)
  }

  /// The state of a plain cell from its sums: tanh or max(0, ·).
  public func rnnStep(
    _ sums: Region, into state: MatrixPart, isReLU: Bool, rows: Int, width: Int
  ) {
    unsafe lr_rnn_step(
      start(sums, atLeast: rows * width), start(state, rows: rows, columns: width), state.stride,
      rows, width, isReLU ? 1 : 0)
  }

  /// The gradient of a plain cell's sums from that of its state.
  ///
  /// The state's gradient is `later`, from the step after, plus `above`, from what reads the output.
  public func rnnStepGradient(
    state: MatrixPart, above: MatrixPart?, later: Region, into sums: Region, isReLU: Bool,
    rows: Int, width: Int
  ) {
    unsafe lr_rnn_step_gradient(
      start(state, rows: rows, columns: width), state.stride,
      startIfAny(above, rows: rows, columns: width), above?.stride ?? 0,
      start(later, atLeast: rows * width), start(sums, atLeast: rows * width), rows, width,
      isReLU ? 1 : 0)
  }

  /// A step of an LSTM: sums become gates, in the order i, f, g, o.
  ///
  ///     c = f ⊙ previous + i ⊙ g      squashed = tanh c      state = o ⊙ squashed
  ///
  /// No previous cell state stands for zeros.
  public func lstmStep(
    gates: Region, previous: Region?, cell: Region, squashed: Region, into state: MatrixPart,
    rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_lstm_step(
      start(gates, atLeast: 4 * count), startIfAny(previous, atLeast: count),
      start(cell, atLeast: count), start(squashed, atLeast: count),
      start(state, rows: rows, columns: width), state.stride, rows, width)
  }

  /// The gradient of an LSTM's sums; the cell state's gradient becomes that of the step before.
  public func lstmStepGradient(
    gates: Region, previous: Region?, squashed: Region, above: MatrixPart?, later: Region,
    cell: Region, into sums: Region, rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_lstm_step_gradient(
      start(gates, atLeast: 4 * count), startIfAny(previous, atLeast: count),
      start(squashed, atLeast: count), startIfAny(above, rows: rows, columns: width),
      above?.stride ?? 0, start(later, atLeast: count), start(cell, atLeast: count),
      start(sums, atLeast: 4 * count), rows, width)
  }

  /// A step of a GRU: the inputs' shares of the sums become gates, in the order r, z, n.
  ///
  ///     n = tanh(x_n + r ⊙ hidden)      state = (1 − z) ⊙ n + z ⊙ previous
  ///
  /// `products` holds the previous state's shares without bias, and `hidden` keeps their n with bias.
  /// No previous state stands for zeros, and the products are not read then.
  public func gruStep(
    gates: Region, products: Region, bias: Region, hidden: Region, previous: MatrixPart?,
    into state: MatrixPart, rows: Int, width: Int
  ) {
    let count = rows * width
    precondition(previous.map { $0.stride == state.stride } ?? true, "states of two strides")
    unsafe lr_gru_step(
      start(gates, atLeast: 3 * count), start(products, atLeast: 3 * count),
      bias.isEmpty ? nil : start(bias, atLeast: 3 * width), start(hidden, atLeast: count),
      startIfAny(previous, rows: rows, columns: width), start(state, rows: rows, columns: width),
      state.stride, rows, width)
  }

  /// The gradients of a GRU's sums by what they multiply: `inputs` and the previous state.
  ///
  /// `later` becomes the share of the previous state's gradient that passes the gates by.
  public func gruStepGradient(
    gates: Region, hidden: Region, previous: MatrixPart?, above: MatrixPart?, later: Region,
    intoInputs inputs: Region, intoProducts products: Region, rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_gru_step_gradient(
      start(gates, atLeast: 3 * count), start(hidden, atLeast: count),
      startIfAny(previous, rows: rows, columns: width), previous?.stride ?? 0,
      startIfAny(above, rows: rows, columns: width), above?.stride ?? 0,
      start(later, atLeast: count), start(inputs, atLeast: 3 * count),
      start(products, atLeast: 3 * count), rows, width)
  }

  private func startIfAny(_ region: Region?, atLeast length: Int) -> UnsafeMutablePointer<Scalar>? {
    guard let region else { return nil }
    return unsafe start(region, atLeast: length)
  }

  private func startIfAny(
    _ part: MatrixPart?, rows: Int, columns: Int
  ) -> UnsafeMutablePointer<Scalar>? {
    guard let part else { return nil }
    return unsafe start(part, rows: rows, columns: columns)
  }
}
