public import Tensors

/// What a training step runs for one layer.
///
/// Operations are plain bits, so that calling one in the step loop counts no references; all that
/// they read and write is in the buffers.
public protocol Operation: BitwiseCopyable, Sendable {
  /// Numbers needed beside the output: for each row, and once.
  var workspace: (perRow: Int, fixed: Int) { get }

  /// Makes the outputs of the pass's rows from their inputs.
  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena)

  /// Makes the gradients of parameters and inputs from the outputs' gradient.
  ///
  /// Follows a forward pass over the same rows, whose buffers are still in place. Parameter gradients
  /// are added to what is there where the pass accumulates, else replaced. The input gradient is
  /// not made where its region is empty.
  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena)
}

extension Operation {
  public var workspace: (perRow: Int, fixed: Int) { (0, 0) }
}

/// The regions that one layer works on; those for rows hold as many as the largest batch.
public struct LayerBuffers: BitwiseCopyable, Sendable {
  public var input = Region.empty
  public var output = Region.empty
  public var inputGradient = Region.empty
  public var outputGradient = Region.empty
  /// The layer's slice of all parameters.
  public var parameters = Region.empty
  /// Its slice of all gradients; empty where the layer is frozen.
  public var gradients = Region.empty
  /// Running statistics.
  public var statistics = Region.empty
  /// The operation's own numbers for each row: ``Operation/workspace``'s `perRow` times the rows.
  public var workspace = Region.empty
  /// Its own numbers whatever the rows.
  public var fixed = Region.empty
  /// A second input and its gradient, of operations that join two branches.
  public var second = Region.empty
  public var secondGradient = Region.empty
  /// The random stream that belongs to the layer's name.
  public var stream = Philox.Key(low: 0, high: 0)

  public init() {}
}

/// What changes from one pass through the network to the next.
public struct Pass: BitwiseCopyable, Sendable {
  public enum Mode: BitwiseCopyable, Sendable {
    /// Dropout drops, batch norm takes the batch's statistics and updates the running ones.
    case training
    /// Every row is computed on its own.
    case evaluation
  }

  public var rows: Int
  public var mode: Mode
  /// How many batches were drawn before this one: what dropout's masks are keyed by.
  public var step: Int
  /// Whether parameter gradients are added to those of the batch before.
  public var accumulates: Bool

  public init(rows: Int, mode: Mode, step: Int = 0, accumulates: Bool = false) {
    self.rows = rows
    self.mode = mode
    self.step = step
    self.accumulates = accumulates
  }
}
