internal import Tensors

extension ScaledDotProductOperation: TwiceDifferentiable {
  /// Lines of scores.
  var tangentWorkspace: (perRow: Int, fixed: Int) { (0, 3 * shape.steps) }

  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    memory.attendTangent(
      AttentionParts(shared: MatrixPart(buffers.input, stride: shape.width)),
      along: AttentionParts(shared: MatrixPart(tangents.input, stride: shape.width)),
      rows: pass.rows, shape, probabilities: buffers.workspace, mask: .empty,
      lines: tangents.fixed, into: MatrixPart(tangents.output, stride: shape.width))
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    guard !tangents.inputGradient.isEmpty else { return }
    memory.fill(tangents.inputGradient.first(pass.rows * shape.steps * shape.width), with: 0)
    memory.attendGradientTangent(
      AttentionParts(shared: MatrixPart(buffers.input, stride: shape.width)),
      along: AttentionParts(shared: MatrixPart(tangents.input, stride: shape.width)),
      rows: pass.rows, shape, probabilities: buffers.workspace, mask: .empty,
      lines: tangents.fixed,
      outputGradient: MatrixPart(buffers.outputGradient, stride: shape.width),
      gradientTangent: MatrixPart(tangents.outputGradient, stride: shape.width),
      to: AttentionParts(shared: MatrixPart(tangents.inputGradient, stride: shape.width)))
  }
}

extension SelfAttentionOperation: TwiceDifferentiable {
  /// Queries, keys and values with their gradients, the heads' outputs with theirs, sums, lines.
  var tangentWorkspace: (perRow: Int, fixed: Int) {
    (15 * shape.steps * shape.width, 3 * shape.steps)
  }

  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    let work = Work(buffers, pass, self)
    let parts = TangentParts(tangents, pass, shape)
    let (own, change) = (Slices(buffers.parameters, self), Slices(tangents.parameters, self))
    let lines = pass.rows * shape.steps
    memory.affine(
      tangents.input, weight: own.inputWeight, bias: .empty, into: parts.packed, rows: lines,
      inputs: shape.width, outputs: 3 * shape.width)
    memory.affine(
      buffers.input, weight: change.inputWeight, bias: change.inputBias, into: parts.sum,
      rows: lines, inputs: shape.width, outputs: 3 * shape.width)
    memory.add(parts.sum, times: 1, to: parts.packed)
    memory.attendTangent(
      AttentionParts(packed: work.packed, width: shape.width),
      along: AttentionParts(packed: parts.packed, width: shape.width), rows: pass.rows, shape,
      probabilities: work.probabilities, mask: work.mask, lines: parts.lines,
      into: MatrixPart(parts.heads, stride: shape.width))
    memory.affine(
      parts.heads, weight: own.outputWeight, bias: .empty, into: tangents.output, rows: lines,
      inputs: shape.width, outputs: shape.width)
    let sum = parts.sum.first(parts.heads.count)
    memory.affine(
      work.heads, weight: change.outputWeight, bias: change.outputBias, into: sum, rows: lines,
      inputs: shape.width, outputs: shape.width)
    memory.add(sum, times: 1, to: tangents.output)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    let work = Work(buffers, pass, self)
    let parts = TangentParts(tangents, pass, shape)
    let (own, change) = (Slices(buffers.parameters, self), Slices(tangents.parameters, self))
    let (width, lines) = (shape.width, pass.rows * shape.steps)
    // The pass itself keeps neither the heads' gradients nor those of queries, keys and values.
    memory.inputGradient(
      outputGradient: buffers.outputGradient, weight: own.outputWeight, into: parts.headsGradient,
      rows: lines, inputs: width, outputs: width)
    memory.attendGradient(
      AttentionParts(packed: work.packed, width: width), rows: pass.rows, shape,
      probabilities: work.probabilities, mask: work.mask, scratch: work.scratch,
      outputGradient: MatrixPart(parts.headsGradient, stride: width),
      into: AttentionParts(packed: parts.packedGradient, width: width), addsUp: false)
    inputGradients(
      (tangents.outputGradient, own.outputWeight), (buffers.outputGradient, change.outputWeight),
      into: parts.headsTangent, sum: parts.sum, lines: lines, inputs: width, outputs: width,
      memory: memory)
    memory.fill(parts.packedTangent, with: 0)
    memory.attendGradientTangent(
      AttentionParts(packed: work.packed, width: width),
      along: AttentionParts(packed: parts.packed, width: width), rows: pass.rows, shape,
      probabilities: work.probabilities, mask: work.mask, lines: parts.lines,
      outputGradient: MatrixPart(parts.headsGradient, stride: width),
      gradientTangent: MatrixPart(parts.headsTangent, stride: width),
      to: AttentionParts(packed: parts.packedTangent, width: width))
    if !tangents.gradients.isEmpty {
      let result = Slices(tangents.gradients, self)
      addGradients(
        (work.heads, tangents.outputGradient), (parts.heads, buffers.outputGradient),
        weight: result.outputWeight, bias: result.outputBias, lines: lines, outputs: width,
        memory: memory)
      addGradients(
        (buffers.input, parts.packedTangent), (tangents.input, parts.packedGradient),
        weight: result.inputWeight, bias: result.inputBias, lines: lines, outputs: 3 * width,
        memory: memory)
    }
    guard !tangents.inputGradient.isEmpty else { return }
    inputGradients(
      (parts.packedTangent, own.inputWeight), (parts.packedGradient, change.inputWeight),
      into: tangents.inputGradient, sum: parts.sum, lines: lines, inputs: width,
      outputs: 3 * width, memory: memory)
  }

  /// The sum of two gradients of an affine map's input.
  private func inputGradients(
    _ first: (Region, Region), _ second: (Region, Region), into result: Region, sum: Region,
    lines: Int, inputs: Int, outputs: Int, memory: borrowing Arena
  ) {
    memory.inputGradient(
      outputGradient: first.0, weight: first.1, into: result, rows: lines, inputs: inputs,
      outputs: outputs)
    let aside = sum.first(lines * inputs)
    memory.inputGradient(
      outputGradient: second.0, weight: second.1, into: aside, rows: lines, inputs: inputs,
      outputs: outputs)
    memory.add(aside, times: 1, to: result)
  }

  /// Adds both products of a map's input with its output's gradient; only the first has a bias.
  private func addGradients(
    _ first: (Region, Region), _ second: (Region, Region), weight: Region, bias: Region,
    lines: Int, outputs: Int, memory: borrowing Arena
  ) {
    for (input, gradient) in [first, second] {
      memory.addWeightGradient(
        of: input, outputGradient: gradient, into: weight, rows: lines, inputs: shape.width,
        outputs: outputs, accumulates: true)
    }
    guard !bias.isEmpty else { return }
    memory.sumColumns(first.1, into: bias, rows: lines, width: outputs, accumulates: true)
  }
}

/// The parts of a workspace for tangents.
private struct TangentParts {
  let packed: Region
  let heads: Region
  let headsGradient: Region
  let headsTangent: Region
  let packedGradient: Region
  let packedTangent: Region
  let sum: Region
  let lines: Region

  init(_ tangents: LayerBuffers, _ pass: Pass, _ shape: AttentionShape) {
    let whole = tangents.workspace
    let unit = pass.rows * shape.steps * shape.width
    packed = whole.part(0, 3 * unit)
    heads = whole.part(3 * unit, unit)
    headsGradient = whole.part(4 * unit, unit)
    headsTangent = whole.part(5 * unit, unit)
    packedGradient = whole.part(6 * unit, 3 * unit)
    packedTangent = whole.part(9 * unit, 3 * unit)
    sum = whole.part(12 * unit, 3 * unit)
    lines = tangents.fixed
  }
}
