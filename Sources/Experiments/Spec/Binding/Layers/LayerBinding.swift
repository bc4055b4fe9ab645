internal import JSONTrees
internal import Learning
internal import Tensors

/// One layer of the spec on its way to the engine's: each family of layers has a file of its own.
struct LayerBinding {
  let name: String
  let settings: Settings
  let sizes: TargetSizes
  /// The initialiser of layers that give none.
  let initializer: any Initializer

  init(_ layer: Chosen, _ sizes: TargetSizes, initializer: any Initializer) {
    name = layer.name
    settings = layer.settings
    self.sizes = sizes
    self.initializer = initializer
  }

  func make() -> any Layer {
    let families = [basic, convolution, recurrent, attention, normalization, shaping]
    for family in families {
      if let layer = family() { return layer }
    }
    preconditionFailure("the table has a layer \"\(name)\" and the binding not")
  }

  func scalar(_ key: String) -> Scalar { Scalar(settings.number(key)) }

  /// The layer's own initialiser of weights, or the one that holds for all.
  var weights: any Initializer {
    settings.chosenIfAny("init").map(InitializerBinding.make) ?? initializer
  }

  /// The layer's own initialiser of biases; nil for the one that goes with the weights'.
  var biases: (any Initializer)? {
    settings.chosenIfAny("bias-init").map(InitializerBinding.make)
  }
}
