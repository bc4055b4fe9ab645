public import Tensors

/// A rule that moves parameters along their gradient.
///
/// Rules are immutable; what they remember lies in the arena, in up to three slots as long as the
/// parameters.
public protocol Optimizer: Sendable {
  /// The kind's name in a spec: "adam".
  static var kind: String { get }

  /// What each slot of state starts from.
  var slots: [Scalar] { get }

  /// Makes one update and tells whether every parameter is still finite.
  func update(_ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena) -> Bool
}

extension Optimizer {
  public var kind: String { Self.kind }
}

/// The regions of one update, all of one length.
public struct OptimizerBuffers: BitwiseCopyable, Sendable {
  public var parameters: Region
  public var gradients: Region
  /// The slots of state; those beyond the rule's own are empty.
  public var state: (Region, Region, Region)

  public init(parameters: Region, gradients: Region, state: (Region, Region, Region)) {
    self.parameters = parameters
    self.gradients = gradients
    self.state = state
  }
}

/// When an update is made.
public struct UpdateTime: BitwiseCopyable, Sendable {
  /// The number of this update, from 1.
  public var step: Int
  public var rate: Double

  public init(step: Int, rate: Double) {
    self.step = step
    self.rate = rate
  }
}

/// Every kind of optimiser, for documentation and tests; "momentum" and "nesterov" are ``SGD`` too.
public let optimizerKinds: [any Optimizer.Type] = [
  SGD.self, RMSprop.self, Adagrad.self, Adam.self, AdamW.self,
]
