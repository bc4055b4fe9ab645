public import Tensors

/// What recurrent layers have in common: how large they are, what they read and what they put out.
///
/// Several layers stand on each other: each reads the states of the one before at every step. In a
/// bidirectional stack each layer is two, one of which reads the steps backwards; their states stand
/// side by side.
public struct RecurrentStack: Sendable {
  /// What becomes of the last layer's states.
  public enum Output: String, BitwiseCopyable, CaseIterable, Sendable {
    /// The state after the last step that each direction reads: [hidden · directions].
    case last
    /// The states of all steps: [steps, hidden · directions].
    case sequence
  }

  /// The most layers that may stand on each other.
  public static let mostLayers = 100

  /// Units of one layer's state in one direction.
  public let hidden: Int
  public let layers: Int
  public let isBidirectional: Bool
  public let output: Output
  public let hasBias: Bool
  /// The share of the states between layers that training drops.
  public let dropout: Scalar
  /// How the weights of a layer's inputs start.
  public let weights: any Initializer
  /// How the weights of the state before start.
  public let recurrentWeights: any Initializer
  public let biases: any Initializer

  /// - Parameters:
  ///   - hidden: Units of one layer's state in one direction.
  ///   - layers: How many layers stand on each other.
  ///   - isBidirectional: Whether each layer reads the steps backwards too.
  ///   - output: What becomes of the last layer's states.
  ///   - hasBias: Whether biases are added to inputs and states.
  ///   - dropout: The share of the states between layers that training drops.
  ///   - weights: The input weights' initialiser; PyTorch's default is uniform within ±1/√hidden.
  ///   - recurrentWeights: That of the state's weights; without one, as the input weights.
  ///   - biases: That of the biases; without one, PyTorch's default where the weights have it, else
  ///     zeros.
  public init(
    _ hidden: Int, layers: Int = 1, isBidirectional: Bool = false, output: Output = .last,
    hasBias: Bool = true, dropout: Scalar = 0, weights: any Initializer = PyTorchDefault(),
    recurrentWeights: (any Initializer)? = nil, biases: (any Initializer)? = nil
  ) {
    precondition((0...1).contains(dropout), "dropout must be in 0...1, not \(dropout)")
    self.hidden = hidden
    self.layers = layers
    self.isBidirectional = isBidirectional
    self.output = output
    self.hasBias = hasBias
    self.dropout = dropout
    self.weights = weights
    self.recurrentWeights = recurrentWeights ?? weights
    self.biases = biases ?? (weights is PyTorchDefault ? PyTorchDefault() : Zeros())
  }

  var directions: Int { isBidirectional ? 2 : 1 }
}

/// A layer that goes through the steps of a sequence with one kind of cell.
///
/// Rows are [steps, features]. Tensors have the names, shapes and order of PyTorch's modules:
/// "weight_ih_l0" [gates · hidden, features], "weight_hh_l0" [gates · hidden, hidden], "bias_ih_l0" and
/// "bias_hh_l0", then those of the backward direction, "weight_ih_l0_reverse", then the next layer's.
/// The state before the first step is zeros.
public protocol RecurrentLayer: Layer {
  init(_ stack: RecurrentStack)
  var stack: RecurrentStack { get }
  var cell: RecurrentCell { get }
}

extension RecurrentLayer {
  /// A single layer with all defaults, or several.
  public init(
    _ hidden: Int, layers: Int = 1, isBidirectional: Bool = false,
    output: RecurrentStack.Output = .last
  ) {
    self.init(
      RecurrentStack(hidden, layers: layers, isBidirectional: isBidirectional, output: output))
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    let width = try operation(on: input).stateWidth
    return stack.output == .last ? [width] : [input[0], width]
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    let sizes = try operation(on: input)
    var tensors: [ParameterDescription] = []
    for layer in 0..<sizes.layers {
      for direction in 0..<sizes.directions {
        let suffix = "_l\(layer)" + (direction == 1 ? "_reverse" : "")
        let inputs = sizes.inputWidth(of: layer)
        tensors.append(weight("weight_ih" + suffix, inputs, stack.weights))
        tensors.append(weight("weight_hh" + suffix, stack.hidden, stack.recurrentWeights))
        guard stack.hasBias else { continue }
        tensors += ["bias_ih", "bias_hh"].map { bias($0 + suffix) }
      }
    }
    return tensors
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try operation(on: input)
  }

  private func weight(
    _ name: String, _ inputs: Int, _ initializer: any Initializer
  ) -> ParameterDescription {
    let sums = cell.gates * stack.hidden
    return ParameterDescription(
      name: name, role: .weight, shape: [sums, inputs], fanIn: inputs, fanOut: sums,
      initializer: resolved(initializer), isTransposed: true)
  }

  private func bias(_ name: String) -> ParameterDescription {
    ParameterDescription(
      name: name, role: .bias, shape: [cell.gates * stack.hidden], fanIn: stack.hidden,
      fanOut: cell.gates * stack.hidden, initializer: resolved(stack.biases))
  }

  /// PyTorch takes one bound for all tensors, whatever their inputs.
  private func resolved(_ initializer: any Initializer) -> any Initializer {
    initializer is PyTorchDefault
      ? Uniform((1 / Double(stack.hidden)).squareRoot()) : initializer
  }

  private func operation(on input: [Int]) throws(ShapeError) -> RecurrentOperation {
    guard input.count == 2, input[0] > 0, input[1] > 0 else {
      throw ShapeError(.unfitting(shape: input, expected: "[steps, features]"))
    }
    guard stack.hidden > 0 else {
      throw ShapeError(
        .outOfRange(setting: "hidden", value: "\(stack.hidden)", expected: "a positive number"))
    }
    guard (1...RecurrentStack.mostLayers).contains(stack.layers) else {
      throw ShapeError(
        .outOfRange(
          setting: "layers", value: "\(stack.layers)",
          expected: "a number from 1 to \(RecurrentStack.mostLayers)"))
    }
    let operation = RecurrentOperation(
      cell: cell, steps: input[0], inputs: input[1], hidden: stack.hidden, layers: stack.layers,
      directions: stack.directions, hasBias: stack.hasBias, output: stack.output,
      dropout: stack.layers > 1 ? stack.dropout : 0)
    guard operation.isCountable else { throw ShapeError(.tooLarge(byteLimit: .max)) }
    return operation
  }
}
