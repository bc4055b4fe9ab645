#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// The largest number of each window, and in `chosen` where it was; NaN counts as the largest.
  ///
  /// `chosen` has room for as many numbers as the output and is only good for ``maxPoolGradient``.
  public func maxPool(
    _ input: Region, into output: Region, chosen: Region, rows: Int, window: Window
  ) {
    let planes = rows * window.channels
    let outputs = planes * window.outputPlane
    let x = unsafe start(input, atLeast: planes * window.inputPlane)
    let y = unsafe start(output, atLeast: outputs)
    let places = unsafe indices(chosen, count: outputs)
    var shape = window.kernel
    unsafe lr_max_pool(x, y, places, planes, &shape)
  }

  /// The outputs' gradient goes to the inputs that were chosen.
  public func maxPoolGradient(
    outputGradient: Region, chosen: Region, into inputGradient: Region, rows: Int, window: Window
  ) {
    let planes = rows * window.channels
    let outputs = planes * window.outputPlane
    let dy = unsafe start(outputGradient, atLeast: outputs)
    let dx = unsafe start(inputGradient, atLeast: planes * window.inputPlane)
    let places = unsafe indices(chosen, count: outputs)
    var shape = window.kernel
    unsafe lr_max_pool_gradient(dy, places, dx, planes, &shape)
  }

  /// What the chosen inputs change by.
  public func maxPoolTangent(
    _ inputTangent: Region, chosen: Region, into outputTangent: Region, rows: Int, window: Window
  ) {
    let planes = rows * window.channels
    let outputs = planes * window.outputPlane
    unsafe lr_select(
      start(inputTangent, atLeast: planes * window.inputPlane), indices(chosen, count: outputs),
      start(outputTangent, atLeast: outputs), planes, window.inputPlane, window.outputPlane)
  }

  /// The mean of each window; zeros of the padding count if asked.
  public func averagePool(
    _ input: Region, into output: Region, rows: Int, window: Window, countsPadding: Bool
  ) {
    let planes = rows * window.channels
    let x = unsafe start(input, atLeast: planes * window.inputPlane)
    let y = unsafe start(output, atLeast: planes * window.outputPlane)
    var shape = window.kernel
    unsafe lr_average_pool(x, y, planes, &shape, countsPadding ? 1 : 0)
  }

  public func averagePoolGradient(
    outputGradient: Region, into inputGradient: Region, rows: Int, window: Window,
    countsPadding: Bool
  ) {
    let planes = rows * window.channels
    let dy = unsafe start(outputGradient, atLeast: planes * window.outputPlane)
    let dx = unsafe start(inputGradient, atLeast: planes * window.inputPlane)
    var shape = window.kernel
    unsafe lr_average_pool_gradient(dy, dx, planes, &shape, countsPadding ? 1 : 0)
  }

  /// A region's memory for whole numbers, each in at most the room of a `Scalar`.
  private func indices(_ region: Region, count: Int) -> UnsafeMutablePointer<Int32> {
    unsafe UnsafeMutableRawPointer(start(region, atLeast: count))
      .assumingMemoryBound(to: Int32.self)
  }
}
