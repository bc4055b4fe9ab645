internal import Tensors

/// xWᵀ + b: each output a weighted sum of all inputs.
///
/// Rows of several axes are mapped along the last one, each step of a sequence by itself, as
/// `torch.nn.Linear` does: [steps, in] becomes [steps, units].
///
/// The weight is [out, in] for everyone outside, as in PyTorch; memory holds it as [in, out], so that
/// the forward product needs no transposition.
public struct Dense: Layer {
  public static let kind = "dense"

  /// The number of outputs.
  public let units: Int
  public let hasBias: Bool
  public let weights: any Initializer
  public let biases: any Initializer

  /// - Parameters:
  ///   - units: The number of outputs.
  ///   - hasBias: Whether a bias is added.
  ///   - weights: The weights' initialiser.
  ///   - biases: The biases' initialiser; without one, PyTorch's default where the weights have it
  ///     too, else zeros.
  public init(
    _ units: Int, hasBias: Bool = true, weights: any Initializer = PyTorchDefault(),
    biases: (any Initializer)? = nil
  ) {
    self.units = units
    self.hasBias = hasBias
    self.weights = weights
    self.biases = biases ?? (weights is PyTorchDefault ? PyTorchDefault() : Zeros())
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard let inputs = input.last, inputs > 0 else {
      throw ShapeError(.unfitting(shape: input, expected: "at least one axis"))
    }
    guard units > 0 else {
      throw ShapeError(
        .outOfRange(setting: "units", value: "\(units)", expected: "a positive number"))
    }
    return input.dropLast() + [units]
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    let inputs = input.last ?? 0
    let weight = ParameterDescription(
      name: "weight", role: .weight, shape: [units, inputs], fanIn: inputs, fanOut: units,
      initializer: weights, isTransposed: true)
    guard hasBias else { return [weight] }
    let bias = ParameterDescription(
      name: "bias", role: .bias, shape: [units], fanIn: inputs, fanOut: units, initializer: biases)
    return [weight, bias]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    DenseOperation(
      positions: input.dropLast().reduce(1, *), inputs: input.last ?? 0, outputs: units,
      hasBias: hasBias)
  }
}

struct DenseOperation: Operation {
  /// Vectors a row that are mapped alike.
  let positions: Int
  let inputs: Int
  let outputs: Int
  let hasBias: Bool

  private func weight(in slice: Region) -> Region { slice.part(0, inputs * outputs) }

  private func bias(in slice: Region) -> Region {
    hasBias ? slice.part(inputs * outputs, outputs) : .empty
  }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.affine(
      buffers.input, weight: weight(in: buffers.parameters), bias: bias(in: buffers.parameters),
      into: buffers.output, rows: pass.rows * positions, inputs: inputs, outputs: outputs)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    if !buffers.gradients.isEmpty {
      memory.addWeightGradient(
        of: buffers.input, outputGradient: buffers.outputGradient,
        into: weight(in: buffers.gradients), rows: pass.rows * positions, inputs: inputs,
        outputs: outputs,
        accumulates: pass.accumulates)
      if hasBias {
        memory.sumColumns(
          buffers.outputGradient, into: bias(in: buffers.gradients), rows: pass.rows * positions,
          width: outputs, accumulates: pass.accumulates)
      }
    }
    guard !buffers.inputGradient.isEmpty else { return }
    memory.inputGradient(
      outputGradient: buffers.outputGradient, weight: weight(in: buffers.parameters),
      into: buffers.inputGradient, rows: pass.rows * positions, inputs: inputs, outputs: outputs)
  }
}
