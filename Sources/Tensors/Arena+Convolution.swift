#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// A convolution is a product of the weight [filters, reach] and the columns [reach, outputs] of an
/// image, where a column holds what the window covers at one output.
extension Arena {
  /// The outputs of `rows` images, and a bias for each output channel unless that is empty.
  public func convolve(
    _ input: Region, weight: Region, bias: Region, into output: Region, rows: Int,
    _ convolution: Convolution, workspace: Region
  ) {
    let window = convolution.window
    var block = convolution.firstBlock
    while block.row < rows {
      if !bias.isEmpty && block.startsGroup {
        let channels = output.part(
          block.outputOffset, convolution.filters * window.outputPlane)
        unsafe lr_fill_channels(
          start(bias.part(block.group * convolution.filters, convolution.filters)),
          start(channels), convolution.filters, window.outputPlane)
      }
      let columns = unfold(input, block, into: workspace)
      product(
        MatrixPart(weight, offset: block.weightOffset, stride: window.reach), columns,
        into: MatrixPart(output, offset: block.outputOffset, stride: window.outputPlane),
        rows: convolution.filters, columns: block.count, inner: window.reach,
        plus: bias.isEmpty ? 0 : 1)
      block.advance()
    }
  }

  /// The gradient of the weight: the outputs' gradient times the transposed columns.
  public func addConvolutionWeightGradient(
    of input: Region, outputGradient: Region, into weightGradient: Region, rows: Int,
    accumulates: Bool, _ convolution: Convolution, workspace: Region
  ) {
    let window = convolution.window
    var block = convolution.firstBlock
    while block.row < rows {
      var columns = unfold(input, block, into: workspace)
      columns.isTransposed = true
      let adds = accumulates || block.row > 0 || block.first > 0
      product(
        MatrixPart(outputGradient, offset: block.outputOffset, stride: window.outputPlane),
        columns,
        into: MatrixPart(weightGradient, offset: block.weightOffset, stride: window.reach),
        rows: convolution.filters, columns: window.reach, inner: block.count, plus: adds ? 1 : 0)
      block.advance()
    }
  }

  /// The gradient of the inputs: the transposed weight times the outputs' gradient, put back in place.
  public func convolutionInputGradient(
    outputGradient: Region, weight: Region, into inputGradient: Region, rows: Int,
    _ convolution: Convolution, workspace: Region
  ) {
    let window = convolution.window
    var shape = window.kernel
    let isDirect = convolution.needsNoColumns
    var block = convolution.firstBlock
    while block.row < rows {
      let columns =
        isDirect
        ? MatrixPart(
          inputGradient, offset: block.inputOffset + block.offset, stride: window.inputPlane)
        : MatrixPart(workspace, offset: convolution.columnOffset, stride: block.count)
      product(
        MatrixPart(
          weight, offset: block.weightOffset, stride: window.reach, isTransposed: true),
        MatrixPart(outputGradient, offset: block.outputOffset, stride: window.outputPlane),
        into: columns, rows: window.reach, columns: block.count, inner: convolution.filters)
      if !isDirect {
        let image = inputGradient.part(
          block.inputOffset, window.channels * window.inputPlane)
        if block.startsGroup { fill(image, with: 0) }
        unsafe lr_fold(
          start(workspace) + convolution.columnOffset, start(image), &shape, block.first,
          block.rows)
      }
      block.advance()
    }
  }

  /// The sum of each channel over all rows: the gradient of a bias for each channel.
  public func sumChannels(
    _ values: Region, into sums: Region, rows: Int, channels: Int, plane: Int, accumulates: Bool
  ) {
    unsafe lr_sum_channels(
      start(values, atLeast: rows * channels * plane), start(sums, atLeast: channels), rows,
      channels, plane, accumulates ? 1 : 0)
  }

  /// The columns of a block: the image itself, or made in the workspace.
  private func unfold(
    _ input: Region, _ block: ConvolutionBlock, into workspace: Region
  ) -> MatrixPart {
    let window = block.convolution.window
    if block.convolution.needsNoColumns {
      return MatrixPart(
        input, offset: block.inputOffset + block.offset, stride: window.inputPlane)
    }
    let image = input.part(block.inputOffset, window.channels * window.inputPlane)
    var shape = window.kernel
    let offset = block.convolution.columnOffset
    let columns = unsafe start(workspace, atLeast: block.convolution.workspaceCount) + offset
    unsafe lr_unfold(start(image), columns, &shape, block.first, block.rows)
    return MatrixPart(workspace, offset: offset, stride: block.count)
  }
}
