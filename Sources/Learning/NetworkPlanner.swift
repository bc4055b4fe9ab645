internal import Tensors

/// What a place in a network hands on, while it is planned.
struct PlannedValue: Equatable {
  var source: LayerSource
  var shape: [Int]
}

/// Walks the blocks of a network and lines its layers up.
struct NetworkPlanner {
  private(set) var layers: [PlannedLayer] = []
  private(set) var parameters: TensorCounter
  private(set) var statistics: TensorCounter
  private var names: Set<String> = []

  init(byteLimit: Int) {
    parameters = TensorCounter(limit: byteLimit / MemoryLayout<Scalar>.stride)
    statistics = parameters
  }

  /// Adds blocks one after another; returns what the last one hands on.
  mutating func add(
    _ blocks: [Block], to start: PlannedValue
  ) throws(ShapeError) -> PlannedValue {
    var value = start
    for block in blocks { value = try add(block, to: value) }
    return value
  }

  private mutating func add(
    _ block: Block, to value: PlannedValue
  ) throws(ShapeError) -> PlannedValue {
    switch block {
    case .layer(let setting): return try add(setting, to: value)
    case .residual(let branch, let projection, let name):
      let name = name ?? Block.residualKind
      guard !branch.isEmpty else {
        throw ShapeError(layer: name, .structure("a residual block needs a layer"))
      }
      let result = try add(branch, to: value)
      let skipped = try add(projection, to: value)
      guard result.shape == skipped.shape else {
        throw ShapeError(
          layer: name,
          .unfittingBranches(
            first: result.shape, second: skipped.shape,
            advice: projection.isEmpty
              ? "a branch that gives \(value.shape) as it takes, or a \"projection\" to \(result.shape)"
              : "a projection to \(result.shape)"))
      }
      return try add(.sum, of: result, skipped, name: name, kind: Block.residualKind)
    case .parallel(let branches, let join, let name):
      let name = name ?? Block.parallelKind
      guard branches.count >= 2 else {
        throw ShapeError(layer: name, .structure("parallel branches are two at least"))
      }
      var joined = try add(branches[0], to: value)
      for (index, branch) in branches.enumerated().dropFirst() {
        let result = try add(branch, to: value)
        // The last join bears the block's name; those before it are steps on the way.
        let isLast = index == branches.count - 1
        joined = try add(
          join, of: joined, result, name: isLast ? name : "\(name).\(index)",
          kind: Block.parallelKind)
      }
      return joined
    }
  }

  private mutating func add(
    _ setting: LayerSetting, to value: PlannedValue
  ) throws(ShapeError) -> PlannedValue {
    let (name, layer) = (setting.name ?? setting.layer.kind, setting.layer)
    try take(name)
    do {
      let output = try layer.outputShape(for: value.shape)
      var size = TensorCounter(limit: parameters.limit)
      _ = try size.reserve(output)
      let (firstParameter, firstStatistic) = (parameters.count, statistics.count)
      var tensors: [PlannedTensor] = []
      for tensor in try layer.parameters(for: value.shape) {
        let region =
          tensor.role == .statistic
          ? try statistics.reserve(tensor.shape) : try parameters.reserve(tensor.shape)
        tensors.append(
          PlannedTensor(name: "\(name).\(tensor.name)", description: tensor, region: region))
      }
      let ownParameters = Region(
        offset: firstParameter, count: parameters.count - firstParameter)
      let isTrained = !setting.isFrozen && !ownParameters.isEmpty
      layers.append(
        PlannedLayer(
          name: name, kind: layer.kind, isFrozen: setting.isFrozen, inputShape: value.shape,
          outputShape: output, sources: [value.source],
          takesGradient: isTrained || takesGradient(value.source),
          minimumBatch: layer.minimumBatch(for: value.shape), parameters: ownParameters,
          statistics: Region(offset: firstStatistic, count: statistics.count - firstStatistic),
          tensors: tensors, operation: try layer.operation(for: value.shape)))
      return PlannedValue(source: .layer(layers.count - 1), shape: output)
    } catch {
      var located = error
      located.layer = name
      throw located
    }
  }

  private mutating func add(
    _ join: Join, of first: PlannedValue, _ second: PlannedValue, name: String, kind: String
  ) throws(ShapeError) -> PlannedValue {
    try take(name)
    guard let shape = join.shape(of: first.shape, second.shape) else {
      throw ShapeError(
        layer: name,
        .unfittingBranches(first: first.shape, second: second.shape, advice: join.advice))
    }
    var size = TensorCounter(limit: parameters.limit)
    do {
      _ = try size.reserve(shape)
    } catch {
      throw ShapeError(layer: name, error.problem)
    }
    layers.append(
      PlannedLayer(
        name: name, kind: kind, isFrozen: false, inputShape: first.shape, outputShape: shape,
        sources: [first.source, second.source],
        takesGradient: takesGradient(first.source) || takesGradient(second.source),
        minimumBatch: 1, parameters: Region(offset: parameters.count, count: 0),
        statistics: Region(offset: statistics.count, count: 0), tensors: [],
        operation: join.operation(of: first.shape, second.shape)))
    return PlannedValue(source: .layer(layers.count - 1), shape: shape)
  }

  private mutating func take(_ name: String) throws(ShapeError) {
    guard names.insert(name).inserted else {
      throw ShapeError(layer: name, .structure("the name is taken by another layer"))
    }
  }

  private func takesGradient(_ source: LayerSource) -> Bool {
    switch source {
    case .networkInput: false
    case .layer(let index): layers[index].takesGradient
    }
  }
}

extension Join {
  /// The shape of what is joined; nil where these don't fit together.
  fileprivate func shape(of first: [Int], _ second: [Int]) -> [Int]? {
    guard first.count == second.count, let (head, tail) = ends(first), let other = ends(second)
    else { return nil }
    switch self {
    case .sum: return first == second ? first : nil
    case .concatenatedFirst:
      let (length, overflow) = head.addingReportingOverflow(other.0)
      guard first.dropFirst() == second.dropFirst(), !overflow else { return nil }
      return [length] + first.dropFirst()
    case .concatenatedLast:
      let (length, overflow) = tail.addingReportingOverflow(other.1)
      guard first.dropLast() == second.dropLast(), !overflow else { return nil }
      return first.dropLast() + [length]
    }
  }

  private func ends(_ shape: [Int]) -> (Int, Int)? {
    guard let first = shape.first, let last = shape.last else { return nil }
    return (first, last)
  }

  fileprivate func operation(of first: [Int], _ second: [Int]) -> any Operation {
    let widths = (first.reduce(1, *), second.reduce(1, *))
    switch self {
    case .sum: return SumOperation(width: widths.0)
    case .concatenatedFirst:
      return ConcatenationOperation(pieces: 1, first: widths.0, second: widths.1)
    case .concatenatedLast:
      return ConcatenationOperation(
        pieces: first.dropLast().reduce(1, *), first: first.last ?? 0, second: second.last ?? 0)
    }
  }

  fileprivate var advice: String {
    switch self {
    case .sum: "branches that give one shape"
    case .concatenatedFirst: "shapes that differ in their first axis alone"
    case .concatenatedLast: "shapes that differ in their last axis alone"
    }
  }
}

/// Places of tensors one after another, with every sum and product checked.
struct TensorCounter {
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
