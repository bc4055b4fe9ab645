public import Tensors

/// A network laid out for rows of one shape: every shape, every tensor and its place.
public struct NetworkPlan: Sendable {
  public let inputShape: [Int]
  /// In an order in which each comes after all that it takes from; blocks end in their join.
  public let layers: [PlannedLayer]
  /// Values that training may change, frozen layers' too.
  public let parameterCount: Int
  /// Running statistics.
  public let statisticCount: Int

  public var outputShape: [Int] { layers.last?.outputShape ?? inputShape }

  /// Outputs a row.
  public var outputWidth: Int { outputShape.reduce(1, *) }
}

/// Where a planned layer's numbers come from.
public enum LayerSource: Equatable, Sendable {
  case networkInput
  /// The output of an earlier layer of the plan.
  case layer(Int)
}

/// A layer in a plan, or the join that ends a block.
public struct PlannedLayer: Sendable {
  public let name: String
  public let kind: String
  public let isFrozen: Bool
  public let inputShape: [Int]
  public let outputShape: [Int]
  /// What it takes from: one source, or two where it joins branches.
  public let sources: [LayerSource]
  /// Whether training goes back through it: it is trained, or one that it takes from is.
  public let takesGradient: Bool
  /// The fewest rows that it can train on at once.
  public let minimumBatch: Int
  /// The layer's slice of all parameters, counted from their start.
  public let parameters: Region
  /// Its slice of all running statistics.
  public let statistics: Region
  public let tensors: [PlannedTensor]
  public let operation: any Operation

  /// Whether training changes something in this layer.
  public var isTrained: Bool { !isFrozen && !parameters.isEmpty }

  /// Inputs a row.
  public var inputWidth: Int { inputShape.reduce(1, *) }
  /// Outputs a row.
  public var outputWidth: Int { outputShape.reduce(1, *) }
}

/// A tensor in a plan.
public struct PlannedTensor: Sendable {
  /// The layer's name and the tensor's own: "dense1.weight".
  public let name: String
  public let description: ParameterDescription
  /// Its place among all parameters, or among all running statistics.
  public let region: Region
}

extension Network {
  /// Lays out the network for rows of this shape, allocating nothing.
  ///
  /// Throws where a layer can't take what the one before it makes, where two layers share a name, and
  /// where the parameters alone pass the limit of bytes.
  public func plan(
    inputShape: [Int], byteLimit: Int = .max
  ) throws(ShapeError) -> NetworkPlan {
    guard !blocks.isEmpty else { throw ShapeError(.structure("a network needs a layer")) }
    var planner = NetworkPlanner(byteLimit: byteLimit)
    _ = try planner.add(blocks, to: PlannedValue(source: .networkInput, shape: inputShape))
    return NetworkPlan(
      inputShape: inputShape, layers: planner.layers,
      parameterCount: planner.parameters.count, statisticCount: planner.statistics.count)
  }
}
