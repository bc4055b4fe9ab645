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
    let operation = try layer.operation(for: shape)
    var plan = ArenaPlan()
    var buffers = try reserve(operation, rows: input.count / rowSize, &plan)
    if !needsInputGradient { buffers.inputGradient = .empty }
    let arena = try Arena(plan)
    arena.store(input, in: buffers.input)
    arena.store(parameters, in: buffers.parameters)
    arena.fill(buffers.statistics, with: 1)
    var pass = Pass(rows: input.count / rowSize, mode: mode, step: step)
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

  /// Numbers that the layer takes and gives: rows, parameters and the gradient of the output.
  public struct Point {
    public var input: [Scalar]
    public var parameters: [Scalar]
    public var outputGradient: [Scalar]

    public init(input: [Scalar], parameters: [Scalar], outputGradient: [Scalar]) {
      self.input = input
      self.parameters = parameters
      self.outputGradient = outputGradient
    }

    /// The point moved along another, times a factor.
    public func moved(along other: Point, by factor: Scalar) -> Point {
      func sum(_ a: [Scalar], _ b: [Scalar]) -> [Scalar] { zip(a, b).map { $0 + factor * $1 } }
      return Point(
        input: sum(input, other.input), parameters: sum(parameters, other.parameters),
        outputGradient: sum(outputGradient, other.outputGradient))
    }
  }

  /// What both passes give at a point.
  public func run(_ point: Point) throws -> Passes {
    try run(point.input, parameters: point.parameters, outputGradient: point.outputGradient)
  }

  /// The exact derivatives of what both passes give; nil where the layer has none.
  public func tangents(at point: Point, along change: Point) throws -> Passes? {
    guard let operation = try layer.operation(for: shape) as? any TwiceDifferentiable else {
      return nil
    }
    let rows = point.input.count / rowSize
    var plan = ArenaPlan()
    let buffers = try reserve(operation, rows: rows, &plan)
    var tangents = try reserve(operation, rows: rows, &plan)
    tangents.workspace = try plan.reserve(rows, operation.tangentWorkspace.perRow)
    tangents.fixed = try plan.reserve(operation.tangentWorkspace.fixed)
    let arena = try Arena(plan)
    for (place, values) in [(buffers, point), (tangents, change)] {
      arena.store(values.input, in: place.input)
      arena.store(values.parameters, in: place.parameters)
      arena.store(values.outputGradient, in: place.outputGradient)
    }
    arena.fill(buffers.statistics, with: 1)
    let pass = Pass(rows: rows, mode: .training, step: 3)
    operation.forward(buffers, pass, memory: arena)
    operation.backward(buffers, pass, memory: arena)
    operation.forwardTangent(buffers, tangents, pass, memory: arena)
    operation.backwardTangent(buffers, tangents, pass, memory: arena)
    return Passes(
      output: arena.values(tangents.output), inputGradient: arena.values(tangents.inputGradient),
      parameterGradient: arena.values(tangents.gradients), statistics: [])
  }

  private var rowSize: Int { shape.reduce(1, *) }

  private func reserve(
    _ operation: any Operation, rows: Int, _ plan: inout ArenaPlan
  ) throws -> LayerBuffers {
    let width = try layer.outputShape(for: shape).reduce(1, *)
    let statistics = try layer.parameters(for: shape).filter { $0.role == .statistic }
    var buffers = LayerBuffers()
    buffers.input = try plan.reserve(rows, rowSize)
    buffers.output = try plan.reserve(rows, width)
    buffers.outputGradient = try plan.reserve(rows, width)
    buffers.inputGradient = try plan.reserve(rows, rowSize)
    buffers.parameters = try plan.reserve(try parameterCount())
    buffers.gradients = try plan.reserve(try parameterCount())
    buffers.statistics = try plan.reserve(statistics.reduce(0) { $0 + $1.shape.reduce(1, *) })
    buffers.workspace = try plan.reserve(rows, operation.workspace.perRow)
    buffers.fixed = try plan.reserve(operation.workspace.fixed)
    buffers.stream = Philox.Key(seed: 1, purpose: "dropout", name: "layer")
    return buffers
  }
}
