public import Tensors

/// Multi-head attention of a sequence to itself.
///
///     q, k, v = x W_inᵀ + b_in      y = concatenate(softmax(qkᵀ / √d) v of each head) W_outᵀ + b_out
///
/// Rows are [steps, features], and so are outputs. The heads share the features, d each. If causal, a
/// step sees itself and those before. Dropout acts on the probabilities, in training only.
///
/// Tensors, names and starting values are those of `torch.nn.MultiheadAttention`: the input's weight
/// Glorot-uniform over all three parts at once, biases 0, the output's weight as a dense layer's.
///
/// Reference: Vaswani et al., "Attention Is All You Need", NeurIPS 2017.
public struct SelfAttention: Layer {
  public static let kind = "self-attention"

  public let heads: Int
  public let isCausal: Bool
  public let hasBias: Bool
  /// The probability with which a probability of attention is dropped.
  public let dropout: Scalar

  public init(heads: Int, isCausal: Bool = false, hasBias: Bool = true, dropout: Scalar = 0) {
    precondition((0...1).contains(dropout), "dropout must be in 0...1, not \(dropout)")
    self.heads = heads
    self.isCausal = isCausal
    self.hasBias = hasBias
    self.dropout = dropout
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try ShapeError.checkAttention(input, heads: heads)
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    let width = input[1]
    func weight(
      _ name: String, outputs: Int, _ initializer: any Initializer
    ) -> ParameterDescription {
      ParameterDescription(
        name: name, role: .weight, shape: [outputs, width], fanIn: width, fanOut: outputs,
        initializer: initializer, isTransposed: true)
    }
    func bias(_ name: String, _ outputs: Int) -> ParameterDescription {
      ParameterDescription(
        name: name, role: .bias, shape: [outputs], fanIn: width, fanOut: outputs,
        initializer: Zeros())
    }
    let input = weight("in_proj_weight", outputs: 3 * width, GlorotUniform())
    let output = weight("out_proj.weight", outputs: width, PyTorchDefault())
    guard hasBias else { return [input, output] }
    return [input, bias("in_proj_bias", 3 * width), output, bias("out_proj.bias", width)]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    SelfAttentionOperation(
      shape: AttentionShape(steps: input[0], heads: heads, width: input[1], isCausal: isCausal),
      hasBias: hasBias, dropout: dropout)
  }
}

struct SelfAttentionOperation: Operation {
  let shape: AttentionShape
  let hasBias: Bool
  let dropout: Scalar

  /// Rows are taken so many at once that their numbers stay in a processor's second cache.
  private var rowsAtOnce: Int { max(1, 256 / shape.steps) }

  /// A row's queries, keys and values; its probabilities; its heads' outputs; its mask.
  ///
  /// Once: the gradients of the first and third for as many rows as are taken at once, and of one
  /// head's probabilities.
  var workspace: (perRow: Int, fixed: Int) {
    let square = shape.steps * shape.steps
    let width = shape.steps * shape.width
    let factors = dropout > 0 ? 2 : 1
    return (4 * width + factors * shape.heads * square, 4 * width * rowsAtOnce + factors * square)
  }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let tensors = Slices(buffers.parameters, self)
    let work = Work(buffers, pass, self)
    if !work.mask.isEmpty {
      memory.makeDropoutMask(
        work.mask, rate: dropout, key: buffers.stream, step: UInt64(pass.step))
    }
    var first = 0
    while first < pass.rows {
      let chunk = Chunk(first, min(rowsAtOnce, pass.rows - first), shape)
      first += chunk.rows
      memory.affine(
        chunk.of(buffers.input, shape.width), weight: tensors.inputWeight,
        bias: tensors.inputBias, into: chunk.of(work.packed, 3 * shape.width), rows: chunk.lines,
        inputs: shape.width, outputs: 3 * shape.width)
      memory.attend(
        AttentionParts(packed: chunk.of(work.packed, 3 * shape.width), width: shape.width),
        rows: chunk.rows, shape, probabilities: chunk.ofSquares(work.probabilities, shape),
        mask: work.mask.isEmpty ? .empty : chunk.ofSquares(work.mask, shape),
        scratch: work.scratch,
        into: MatrixPart(chunk.of(work.heads, shape.width), stride: shape.width))
      memory.affine(
        chunk.of(work.heads, shape.width), weight: tensors.outputWeight, bias: tensors.outputBias,
        into: chunk.of(buffers.output, shape.width), rows: chunk.lines, inputs: shape.width,
        outputs: shape.width)
    }
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let tensors = Slices(buffers.parameters, self)
    let work = Work(buffers, pass, self)
    var first = 0
    while first < pass.rows {
      let chunk = Chunk(first, min(rowsAtOnce, pass.rows - first), shape)
      let accumulates = pass.accumulates || first > 0
      first += chunk.rows
      let outputGradient = chunk.of(buffers.outputGradient, shape.width)
      memory.inputGradient(
        outputGradient: outputGradient, weight: tensors.outputWeight, into: work.headsGradient,
        rows: chunk.lines, inputs: shape.width, outputs: shape.width)
      memory.attendGradient(
        AttentionParts(packed: chunk.of(work.packed, 3 * shape.width), width: shape.width),
        rows: chunk.rows, shape, probabilities: chunk.ofSquares(work.probabilities, shape),
        mask: work.mask.isEmpty ? .empty : chunk.ofSquares(work.mask, shape),
        scratch: work.scratch,
        outputGradient: MatrixPart(work.headsGradient, stride: shape.width),
        into: AttentionParts(packed: work.packedGradient, width: shape.width), addsUp: false)
      if !buffers.gradients.isEmpty {
        let gradients = Slices(buffers.gradients, self)
        memory.addGradients(
          of: chunk.of(work.heads, shape.width), outputGradient, weight: gradients.outputWeight,
          bias: gradients.outputBias, rows: chunk.lines, inputs: shape.width,
          outputs: shape.width, accumulates: accumulates)
        memory.addGradients(
          of: chunk.of(buffers.input, shape.width), work.packedGradient,
          weight: gradients.inputWeight, bias: gradients.inputBias, rows: chunk.lines,
          inputs: shape.width, outputs: 3 * shape.width, accumulates: accumulates)
      }
      guard !buffers.inputGradient.isEmpty else { continue }
      memory.inputGradient(
        outputGradient: work.packedGradient, weight: tensors.inputWeight,
        into: chunk.of(buffers.inputGradient, shape.width), rows: chunk.lines,
        inputs: shape.width, outputs: 3 * shape.width)
    }
  }
}

extension SelfAttentionOperation {
  /// The tensors in the layer's slice of parameters or of gradients.
  struct Slices {
    let inputWeight: Region
    let inputBias: Region
    let outputWeight: Region
    let outputBias: Region

    init(_ slice: Region, _ operation: SelfAttentionOperation) {
      let width = operation.shape.width
      let bias = operation.hasBias ? width : 0
      inputWeight = slice.part(0, 3 * width * width)
      inputBias = slice.part(inputWeight.count, 3 * bias)
      outputWeight = slice.part(inputWeight.count + 3 * bias, width * width)
      outputBias = slice.part(slice.count - bias, bias)
    }
  }

  /// The parts of the workspace.
  struct Work {
    let packed: Region
    let probabilities: Region
    let heads: Region
    /// Empty where nothing is dropped.
    let mask: Region
    let packedGradient: Region
    let headsGradient: Region
    let scratch: Region

    init(_ buffers: LayerBuffers, _ pass: Pass, _ operation: SelfAttentionOperation) {
      let shape = operation.shape
      let width = pass.rows * shape.steps * shape.width
      let squares = pass.rows * shape.heads * shape.steps * shape.steps
      packed = buffers.workspace.part(0, 3 * width)
      heads = buffers.workspace.part(3 * width, width)
      probabilities = buffers.workspace.part(4 * width, squares)
      let drops = operation.dropout > 0 && pass.mode == .training
      mask = drops ? buffers.workspace.part(4 * width + squares, squares) : .empty
      let chunk = operation.rowsAtOnce * shape.steps * shape.width
      packedGradient = buffers.fixed.part(0, 3 * chunk)
      headsGradient = buffers.fixed.part(3 * chunk, chunk)
      scratch = buffers.fixed.part(4 * chunk, buffers.fixed.count - 4 * chunk)
    }
  }

  /// Some of a pass's rows.
  private struct Chunk {
    let first: Int
    let rows: Int
    let steps: Int

    init(_ first: Int, _ rows: Int, _ shape: AttentionShape) {
      self.first = first
      self.rows = rows
      steps = shape.steps
    }

    var lines: Int { rows * steps }

    /// Their part of a region with `width` numbers for each step.
    func of(_ region: Region, _ width: Int) -> Region {
      region.part(first * steps * width, lines * width)
    }

    /// Their part of a region with numbers for each pair of steps and head.
    func ofSquares(_ region: Region, _ shape: AttentionShape) -> Region {
      let square = shape.heads * steps * steps
      return region.part(first * square, rows * square)
    }
  }
}

extension Arena {
  /// The gradients of an affine map's weight, and of its bias unless that is empty.
  fileprivate func addGradients(
    of input: Region, _ outputGradient: Region, weight: Region, bias: Region, rows: Int,
    inputs: Int, outputs: Int, accumulates: Bool
  ) {
    addWeightGradient(
      of: input, outputGradient: outputGradient, into: weight, rows: rows, inputs: inputs,
      outputs: outputs, accumulates: accumulates)
    guard !bias.isEmpty else { return }
    sumColumns(
      outputGradient, into: bias, rows: rows, width: outputs, accumulates: accumulates)
  }
}
