internal import Tensors

/// What the convolutions over sequences and over images share: filters, groups and their tensors.
struct FilterBank {
  let window: WindowSettings
  /// Output channels.
  let channels: Int
  let groups: Int
  let hasBias: Bool
  let weights: any Initializer
  let biases: any Initializer

  func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    let convolution = try convolution(over: input)
    return window.outputShape(convolution.window, channels: channels)
  }

  /// Weight [out, in / groups, kernel…] and bias [out], as in PyTorch.
  func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    let convolution = try convolution(over: input)
    let group = convolution.window
    let (height, width) = (group.vertical.kernel, group.horizontal.kernel)
    let kernel = window.dimensions == 2 ? [height, width] : [width]
    let fanIn = group.reach
    let fanOut = channels * height * width
    let weight = ParameterDescription(
      name: "weight", role: .weight, shape: [channels, group.channels] + kernel, fanIn: fanIn,
      fanOut: fanOut, initializer: weights)
    guard hasBias else { return [weight] }
    let bias = ParameterDescription(
      name: "bias", role: .bias, shape: [channels], fanIn: fanIn, fanOut: fanOut,
      initializer: biases)
    return [weight, bias]
  }

  func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    ConvolutionOperation(convolution: try convolution(over: input), hasBias: hasBias)
  }

  /// The convolution over rows of this shape, or why it doesn't fit.
  private func convolution(over input: [Int]) throws(ShapeError) -> Convolution {
    try requirePositive("channels", channels)
    try requirePositive("groups", groups)
    var window = try window.window(over: input)
    guard window.channels % groups == 0, channels % groups == 0 else {
      throw ShapeError(
        .outOfRange(
          setting: "groups", value: "\(groups)",
          expected: "a divisor of the \(window.channels) channels that come in and the "
            + "\(channels) that go out"))
    }
    window.channels /= groups
    try requireCountable(
      "weights", channels, window.channels, window.vertical.kernel, window.horizontal.kernel)
    return Convolution(window: window, groups: groups, filters: channels / groups)
  }
}

/// Refuses 0, negative numbers and more than 31 bits.
private func requirePositive(_ setting: String, _ value: Int) throws(ShapeError) {
  guard (1...Int(Int32.max)).contains(value) else {
    throw ShapeError(
      .outOfRange(
        setting: setting, value: "\(value)", expected: "a whole number from 1 to \(Int32.max)"))
  }
}

struct ConvolutionOperation: Operation {
  let convolution: Convolution
  let hasBias: Bool

  /// The columns of one block of one image.
  var workspace: (perRow: Int, fixed: Int) { (0, convolution.workspaceCount) }

  private var outputChannels: Int { convolution.groups * convolution.filters }

  private func weight(in slice: Region) -> Region { slice.part(0, convolution.weightCount) }

  private func bias(in slice: Region) -> Region {
    hasBias ? slice.part(convolution.weightCount, outputChannels) : .empty
  }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.convolve(
      buffers.input, weight: weight(in: buffers.parameters), bias: bias(in: buffers.parameters),
      into: buffers.output, rows: pass.rows, convolution, workspace: buffers.fixed)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    if !buffers.gradients.isEmpty {
      memory.addConvolutionWeightGradient(
        of: buffers.input, outputGradient: buffers.outputGradient,
        into: weight(in: buffers.gradients), rows: pass.rows, accumulates: pass.accumulates,
        convolution, workspace: buffers.fixed)
      if hasBias {
        memory.sumChannels(
          buffers.outputGradient, into: bias(in: buffers.gradients), rows: pass.rows,
          channels: outputChannels, plane: convolution.window.outputPlane,
          accumulates: pass.accumulates)
      }
    }
    guard !buffers.inputGradient.isEmpty else { return }
    memory.convolutionInputGradient(
      outputGradient: buffers.outputGradient, weight: weight(in: buffers.parameters),
      into: buffers.inputGradient, rows: pass.rows, convolution, workspace: buffers.fixed)
  }
}
