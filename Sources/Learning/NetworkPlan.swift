public import Tensors

/// A network laid out for rows of one shape: every shape, every tensor and its place.
public struct NetworkPlan: Sendable {
  public let inputShape: [Int]
  public let layers: [PlannedLayer]
  /// Values that training may change, frozen layers' too.
  public let parameterCount: Int
  /// Running statistics.
  public let statisticCount: Int

  public var outputShape: [Int] { layers.last?.outputShape ?? inputShape }

  /// Outputs a row.
  public var outputWidth: Int { outputShape.reduce(1, *) }
}

/// A layer in a plan.
public struct PlannedLayer: Sendable {
  public let name: String
  public let kind: String
  public let isFrozen: Bool
  public let inputShape: [Int]
  public let outputShape: [Int]
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
    guard !layers.isEmpty else { throw ShapeError(.structure("a network needs a layer")) }
    var planned: [PlannedLayer] = []
    var names: Set<String> = []
    var shape = inputShape
    var parameters = Counter(limit: byteLimit / MemoryLayout<Scalar>.stride)
    var statistics = parameters
    for layer in layers {
      guard names.insert(layer.name).inserted else {
        throw ShapeError(layer: layer.name, .structure("the name is taken by another layer"))
      }
      do {
        let next = try layer.plan(
          input: shape, parameters: &parameters, statistics: &statistics)
        shape = next.outputShape
        planned.append(next)
      } catch {
        var located = error
        located.layer = layer.name
        throw located
      }
    }
    return NetworkPlan(
      inputShape: inputShape, layers: planned, parameterCount: parameters.count,
      statisticCount: statistics.count)
  }
}

extension NamedLayer {
  fileprivate func plan(
    input: [Int], parameters: inout Counter, statistics: inout Counter
  ) throws(ShapeError) -> PlannedLayer {
    let output = try layer.outputShape(for: input)
    var size = Counter(limit: parameters.limit)
    _ = try size.reserve(output)
    let (firstParameter, firstStatistic) = (parameters.count, statistics.count)
    var tensors: [PlannedTensor] = []
    for tensor in try layer.parameters(for: input) {
      let region =
        tensor.role == .statistic
        ? try statistics.reserve(tensor.shape) : try parameters.reserve(tensor.shape)
      tensors.append(
        PlannedTensor(name: "\(name).\(tensor.name)", description: tensor, region: region))
    }
    return PlannedLayer(
      name: name, kind: layer.kind, isFrozen: isFrozen, inputShape: input, outputShape: output,
      parameters: Region(offset: firstParameter, count: parameters.count - firstParameter),
      statistics: Region(offset: firstStatistic, count: statistics.count - firstStatistic),
      tensors: tensors, operation: try layer.operation(for: input))
  }
}

/// Places of tensors one after another, with every sum and product checked.
private struct Counter {
  let limit: Int
  private(set) var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  mutating func reserve(_ shape: [Int]) throws(ShapeError) -> Region {
    var size = 1
    for side in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: side)
      guard !overflow, product <= limit - count else { throw tooLarge }
      size = product
    }
    let region = Region(offset: count, count: size)
    count += size
    return region
  }

  private var tooLarge: ShapeError {
    let (bytes, overflow) = limit.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    return ShapeError(.tooLarge(byteLimit: overflow ? .max : bytes))
  }
}
