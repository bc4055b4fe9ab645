internal import Tensors

/// A norm by the statistics of its own batch, as in training.
protocol NormOperation: TwiceDifferentiable {
  func groups(rows: Int) -> NormGroups
  /// The factors and the shifts in a slice of parameters or gradients; empty where there are none.
  func affineParts(of slice: Region) -> (scale: Region, shift: Region)
}

extension NormOperation {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    let change = affineParts(of: tangents.parameters)
    memory.normTangent(
      groups(rows: pass.rows), input: buffers.input, inputTangent: tangents.input,
      scale: affineParts(of: buffers.parameters).scale, scaleTangent: change.scale,
      shiftTangent: change.shift, into: tangents.output)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    let result =
      tangents.gradients.isEmpty ? (.empty, .empty) : affineParts(of: tangents.gradients)
    memory.normGradientTangent(
      groups(rows: pass.rows), input: buffers.input, inputTangent: tangents.input,
      outputGradient: buffers.outputGradient, gradientTangent: tangents.outputGradient,
      scale: affineParts(of: buffers.parameters).scale,
      scaleTangent: affineParts(of: tangents.parameters).scale, into: tangents.inputGradient,
      scaleResult: result.0, shiftResult: result.1)
  }
}

extension BatchNormOperation: NormOperation {
  func groups(rows: Int) -> NormGroups {
    .channels(rows: rows, channels: width, positions: 1, epsilon: epsilon)
  }

  func affineParts(of slice: Region) -> (scale: Region, shift: Region) {
    (slice.part(0, width), slice.part(width, width))
  }
}

extension ChannelBatchNormOperation: NormOperation {
  func groups(rows: Int) -> NormGroups {
    .channels(rows: rows, channels: channels, positions: positions, epsilon: epsilon)
  }

  func affineParts(of slice: Region) -> (scale: Region, shift: Region) {
    (slice.part(0, channels), slice.part(channels, channels))
  }
}

extension GroupNormOperation: NormOperation {
  func groups(rows: Int) -> NormGroups {
    .groups(groups, rows: rows, channels: channels, positions: positions, epsilon: epsilon)
  }

  func affineParts(of slice: Region) -> (scale: Region, shift: Region) {
    isAffine ? (slice.part(0, channels), slice.part(channels, channels)) : (.empty, .empty)
  }
}

extension LayerNormOperation: NormOperation {
  func groups(rows: Int) -> NormGroups {
    .segments(rows * segments, width: width, epsilon: epsilon, centers: true)
  }

  func affineParts(of slice: Region) -> (scale: Region, shift: Region) {
    isAffine ? (slice.part(0, width), slice.part(width, width)) : (.empty, .empty)
  }
}

extension RMSNormOperation: NormOperation {
  func groups(rows: Int) -> NormGroups {
    .segments(rows * segments, width: width, epsilon: epsilon, centers: false)
  }

  func affineParts(of slice: Region) -> (scale: Region, shift: Region) {
    (isAffine ? slice : .empty, .empty)
  }
}
