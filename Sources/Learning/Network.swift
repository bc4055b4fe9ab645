/// Layers in the order that rows pass through them, some of them side by side.
public struct Network: Sendable {
  /// What it is made of, every layer and block with its name.
  public let blocks: [Block]

  /// A chain of layers, named by kind and order: "dense1", "relu1", "dense2".
  public init(_ layers: [any Layer]) {
    self.init(blocks: layers.map { .layer($0) })
  }

  /// A chain of layers with names of their own where given.
  public init(settings: [LayerSetting]) {
    self.init(blocks: settings.map { .layer($0) })
  }

  /// Layers and blocks; those without a name get one from ``LayerNaming``.
  public init(blocks: [Block]) {
    var naming = LayerNaming()
    self.blocks = blocks.map { $0.named(by: &naming) }
  }

  /// The same network with these layers left alone by training; a block's name stands for all in it.
  public func freezing(_ names: Set<String>) -> Network {
    Network(named: blocks.map { $0.freezing(names, inside: false) })
  }

  private init(named blocks: [Block]) {
    self.blocks = blocks
  }

  /// Every layer, those inside of blocks too, in the order that they are planned in.
  public var layers: [NamedLayer] {
    blocks.flatMap(\.layers).map { setting in
      NamedLayer(
        name: setting.name ?? setting.layer.kind, layer: setting.layer, isFrozen: setting.isFrozen)
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
