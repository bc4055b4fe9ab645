public import Learning
public import Tensors

/// One layer by itself: what goes in, what comes out.
public struct LayerRig {
  public let layer: any Layer
  public let shape: [Int]

  /// What one forward and backward pass gave.
  public struct Passes: Equatable {
    public var output: [Scalar]
    public var inputGradient: [Scalar]
    public var parameterGradient: [Scalar]
    public var statistics: [Scalar]
  }

  public init(_ layer: any Layer, shape: [Int]) {
    self.layer = layer
    self.shape = shape
  }

  /// How many parameters the layer has, running statistics not counted.
  public func parameterCount() throws -> Int {
    try layer.parameters(for: shape).filter { $0.role != .statistic }
      .reduce(0) { $0 + $1.shape.reduce(1, *) }
  }

  /// Runs the layer forward, and backward from `outputGradient`, `backwards` times accumulating.
  public func run(
    _ input: [Scalar], parameters: [Scalar], outputGradient: [Scalar]? = nil,
    mode: Pass.Mode = .training, step: Int = 3, backwards: Int = 1, needsInputGradient: Bool = true
  ) throws -> Passes {
    let rows = input.count / shape.reduce(1, *)
    let operation = try layer.operation(for: shape)
    let width = try layer.outputShape(for: shape).reduce(1, *)
    let statistics = try layer.parameters(for: shape).filter { $0.role == .statistic }
    var plan = ArenaPlan()
    var buffers = LayerBuffers()
    buffers.input = try plan.reserve(input.count)
    buffers.output = try plan.reserve(rows, width)
    buffers.outputGradient = try plan.reserve(rows, width)
    buffers.inputGradient = needsInputGradient ? try plan.reserve(input.count) : .empty
    buffers.parameters = try plan.reserve(parameters.count)
    buffers.gradients = try plan.reserve(parameters.count)
    buffers.statistics = try plan.reserve(statistics.reduce(0) { $0 + $1.shape.reduce(1, *) })
    buffers.workspace = try plan.reserve(rows, operation.workspace.perRow)
    buffers.fixed = try plan.reserve(operation.workspace.fixed)
    buffers.stream = Philox.Key(seed: 1, purpose: "dropout", name: "layer")
    let arena = try Arena(plan)
    arena.store(input, in: buffers.input)
    arena.store(parameters, in: buffers.parameters)
    arena.fill(buffers.statistics, with: 1)
    var pass = Pass(rows: rows, mode: mode, step: step)
    operation.forward(buffers, pass, memory: arena)
    if let outputGradient {
      arena.store(outputGradient, in: buffers.outputGradient)
      for index in 0..<backwards {
        pass.accumulates = index > 0
        operation.backward(buffers, pass, memory: arena)
      }
    }
    return Passes(
      output: arena.values(buffers.output), inputGradient: arena.values(buffers.inputGradient),
      parameterGradient: arena.values(buffers.gradients),
      statistics: arena.values(buffers.statistics))
  }
}
