/// Sizes of attention of sequences to themselves.
public struct AttentionShape: BitwiseCopyable, Sendable {
  public var steps: Int
  public var heads: Int
  /// Numbers of all heads at one step.
  public var width: Int
  /// Whether a step sees only itself and those before.
  public var isCausal: Bool

  public init(steps: Int, heads: Int, width: Int, isCausal: Bool) {
    precondition(heads > 0 && width % heads == 0, "\(heads) heads of \(width) numbers")
    self.steps = steps
    self.heads = heads
    self.width = width
    self.isCausal = isCausal
  }

  var headWidth: Int { width / heads }
  var scale: Scalar { 1 / Scalar(headWidth).squareRoot() }

  /// Probabilities of one head.
  var square: Int { steps * steps }

  /// Steps whose products are made together; smaller where what lies ahead need not be made.
  var block: Int { isCausal ? min(steps, 64) : steps }
}

/// Three matrices of one shape, a line for each step: of what asks, what answers, what is told.
public struct AttentionParts: BitwiseCopyable, Sendable {
  public var queries: MatrixPart
  public var keys: MatrixPart
  public var values: MatrixPart

  public init(queries: MatrixPart, keys: MatrixPart, values: MatrixPart) {
    self.queries = queries
    self.keys = keys
    self.values = values
  }

  /// All three in one matrix, which holds them side by side.
  public init(packed region: Region, width: Int) {
    queries = MatrixPart(region, stride: 3 * width)
    keys = MatrixPart(region, offset: width, stride: 3 * width)
    values = MatrixPart(region, offset: 2 * width, stride: 3 * width)
  }

  /// One matrix as all three.
  public init(shared matrix: MatrixPart) {
    self.init(queries: matrix, keys: matrix, values: matrix)
  }
}
