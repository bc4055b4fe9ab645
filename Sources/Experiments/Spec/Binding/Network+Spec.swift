internal import Learning
internal import Tensors

extension TrainingSpec {
  /// The network for rows and targets of these sizes.
  func network(_ sizes: TargetSizes) -> Network {
    let initializer = InitializerBinding.make(settings.chosen("init"))
    let frozen = Set(settings.texts("freeze"))
    let layers = settings.list("model").map(Chosen.init)
    return Network(
      settings: zip(layers, LayerNames.names(of: layers)).map { layer, name in
        LayerSetting(
          LayerBinding(layer, sizes, initializer: initializer).make(), name: name,
          isFrozen: frozen.contains(name))
      })
  }
}

/// The numbers that a layer's size may stand for.
struct TargetSizes: Equatable, Sendable {
  var features: Int
  /// 1 in a regression.
  var classes: Int
  var targets: Int

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
