/// A chain of layers with their names.
public struct Network: Sendable {
  public let layers: [NamedLayer]

  /// Layers named by kind and order: "dense1", "relu1", "dense2".
  public init(_ layers: [any Layer]) {
    self.init(settings: layers.map { LayerSetting($0) })
  }

  /// Layers with names of their own where given; the others count on among their kind.
  public init(settings: [LayerSetting]) {
    var ordinals: [String: Int] = [:]
    layers = settings.map { setting in
      let kind = setting.layer.kind.filter(\.isLetter)
      ordinals[kind, default: 0] += 1
      let name = setting.name ?? "\(kind)\(ordinals[kind, default: 0])"
      return NamedLayer(name: name, layer: setting.layer, isFrozen: setting.isFrozen)
    }
  }
}

/// A layer as a user writes it down.
public struct LayerSetting: Sendable {
  public var layer: any Layer
  /// Nil for a name by kind and order.
  public var name: String?
  /// Whether training leaves the layer's parameters alone.
  public var isFrozen: Bool

  public init(_ layer: any Layer, name: String? = nil, isFrozen: Bool = false) {
    self.layer = layer
    self.name = name
    self.isFrozen = isFrozen
  }
}

/// A layer in its place in a network.
public struct NamedLayer: Sendable {
  public let name: String
  public let layer: any Layer
  /// Whether training leaves the layer's parameters alone.
  public let isFrozen: Bool
}
