internal import JSONTrees
internal import Learning

extension TrainingSpec {
  /// The network for rows and targets of these sizes.
  func network(_ sizes: TargetSizes) -> Network {
    var builder = NetworkBuilder(
      sizes: sizes, initializer: InitializerBinding.make(settings.chosen("init")),
      shape: sizes.rowShape)
    let blocks = builder.blocks(settings.list("model"))
    return Network(blocks: blocks).freezing(Set(settings.texts("freeze")))
  }
}

/// The spec's layers as the engine's blocks, with the shape that rows have on the way.
private struct NetworkBuilder {
  let sizes: TargetSizes
  let initializer: any Initializer
  /// What comes out of the blocks so far; nil after one that doesn't fit, which planning reports.
  var shape: [Int]?

  mutating func blocks(_ nodes: [JSONNode]) -> [Block] {
    var blocks: [Block] = []
    for node in nodes {
      let next = self.blocks(Chosen(node))
      shape = shape.flatMap { try? Network(blocks: next).plan(inputShape: $0).outputShape }
      blocks += next
    }
    return blocks
  }

  private func blocks(_ layer: Chosen) -> [Block] {
    let settings = layer.settings
    let name = settings.textIfAny("name")
    switch layer.name {
    case Block.residualKind:
      return [
        .residual(
          branch: branch(settings.list("layers")),
          projection: branch(settings.list("projection")), name: name)
      ]
    case Block.parallelKind:
      let join: Join =
        switch settings.text("join") {
        case "add": .sum
        case "concatenate-last": .concatenatedLast
        default: .concatenatedFirst
        }
      return [
        .parallel(settings.list("branches").map { branch($0.elements) }, join: join, name: name)
      ]
    case TransformerBlock.kind:
      return SpecModel.transformer(settings, width: shape?.last ?? 1, initializer).blocks
    default:
      let engines = LayerBinding(layer, sizes, initializer: initializer).make()
      return [.layer(LayerSetting(engines, name: name))]
    }
  }

  private func branch(_ nodes: [JSONNode]) -> [Block] {
    var builder = self
    return builder.blocks(nodes)
  }
}

/// The numbers that a layer's size may stand for.
struct TargetSizes: Equatable, Sendable {
  var features: Int
  /// 1 in a regression.
  var classes: Int
  var targets: Int
  /// The shape of a row of features.
  var rowShape: [Int]
  /// How many tokens the features number; nil where they are quantities.
  var vocabulary: Int?

  init(
    features: Int, classes: Int, targets: Int, rowShape: [Int]? = nil, vocabulary: Int? = nil
  ) {
    self.vocabulary = vocabulary
    self.features = features
    self.classes = classes
    self.targets = targets
    self.rowShape = rowShape ?? [features]
    self.vocabulary = vocabulary
  }

  /// The number that a layer's `units` gives.
  func units(_ settings: Settings) -> Int {
    switch settings.textIfAny("units") {
    case "classes": classes
    case "targets": targets
    case "features": features
    default: settings.integer("units")
    }
  }
}

/// The spec's initialisers as the engine's.
enum InitializerBinding {
  static func make(_ chosen: Chosen) -> any Initializer {
    switch chosen.name {
    case "pytorch": return PyTorchDefault()
    case "glorot-uniform": return GlorotUniform()
    case "glorot-normal": return GlorotNormal()
    case "he-uniform": return HeUniform()
    case "he-normal": return HeNormal()
    case "lecun-uniform": return LeCunUniform()
    case "lecun-normal": return LeCunNormal()
    case "orthogonal": return Orthogonal()
    case "zeros": return Zeros()
    case "constant": return Constant(chosen.number)
    case "normal": return Normal(chosen.number)
    case "uniform": return Uniform(chosen.number)
    default: preconditionFailure("the table has an initializer \"\(chosen.name)\", the binding not")
    }
  }
}
