internal import Tensors

/// A learned row of numbers for each token.
///
/// Rows hold whole numbers in 0 ..< vocabulary, and each becomes its row of the weight: [steps] ->
/// [steps, dimension]. Tokens have no gradient. Rows of data with other numbers are refused before
/// training; where other layers make the numbers, what is no token becomes NaN.
///
/// Reference: `torch.nn.Embedding`, which draws the weight from the standard normal.
public struct Embedding: Layer {
  public static let kind = "embedding"

  /// How many tokens there are.
  public let vocabulary: Int
  /// Numbers for each token.
  public let dimension: Int
  /// The token that fills short rows up: its numbers start at 0 and never change.
  public let paddingIndex: Int?
  public let weights: any Initializer

  public init(
    vocabulary: Int, dimension: Int, paddingIndex: Int? = nil,
    weights: any Initializer = PyTorchDefault()
  ) {
    self.vocabulary = vocabulary
    self.dimension = dimension
    self.paddingIndex = paddingIndex
    self.weights = weights
  }

  public var tokenLimit: Int? { vocabulary }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    func require(
      _ condition: Bool, _ setting: String, _ value: Int, _ expected: String
    ) throws(ShapeError) {
      guard !condition else { return }
      throw ShapeError(.outOfRange(setting: setting, value: "\(value)", expected: expected))
    }
    try require(
      vocabulary > 0, "vocabulary", vocabulary, "the number of tokens, which these data don't tell")
    try require(dimension > 0, "dimension", dimension, "a positive number")
    if let paddingIndex {
      try require(
        (0..<vocabulary).contains(paddingIndex), "padding-index", paddingIndex,
        "a token below \(vocabulary)")
    }
    guard !input.isEmpty, input.allSatisfy({ $0 > 0 }) else {
      throw ShapeError(.unfitting(shape: input, expected: "[steps], whole numbers,"))
    }
    return input + [dimension]
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    let rows: any Initializer = weights is PyTorchDefault ? Normal(1) : weights
    return [
      ParameterDescription(
        name: "weight", role: .weight, shape: [vocabulary, dimension], fanIn: vocabulary,
        fanOut: dimension,
        initializer: paddingIndex.map { ZeroRow(index: $0, others: rows) } ?? rows)
    ]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    EmbeddingOperation(
      tokens: input.reduce(1, *), vocabulary: vocabulary, dimension: dimension,
      paddingIndex: paddingIndex)
  }
}

/// Another initialiser's values, with one row of zeros.
private struct ZeroRow: Initializer {
  static let kind = "zero-row"

  let index: Int
  let others: any Initializer

  func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    var values = others.values(for: tensor, random: &random)
    let width = tensor.shape[1]
    for i in index * width..<(index + 1) * width { values[i] = 0 }
    return values
  }
}

struct EmbeddingOperation: Operation {
  /// Tokens a row.
  let tokens: Int
  let vocabulary: Int
  let dimension: Int
  let paddingIndex: Int?

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.embed(
      buffers.input, count: pass.rows * tokens, table: buffers.parameters, vocabulary: vocabulary,
      width: dimension, into: buffers.output)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    if !buffers.gradients.isEmpty {
      if !pass.accumulates { memory.fill(buffers.gradients, with: 0) }
      memory.addEmbeddingGradient(
        buffers.input, count: pass.rows * tokens, outputGradient: buffers.outputGradient,
        into: buffers.gradients, vocabulary: vocabulary, width: dimension, padding: paddingIndex)
    }
    guard !buffers.inputGradient.isEmpty else { return }
    memory.fill(buffers.inputGradient.first(pass.rows * tokens), with: 0)
  }
}
