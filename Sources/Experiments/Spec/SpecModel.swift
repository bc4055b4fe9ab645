internal import JSONTrees
internal import Learning
internal import Tensors

/// A model as the spec writes it, walked in the order that its layers are planned in.
struct SpecModel {
  /// A layer, or the join that ends a block, and where the spec has it.
  struct Part {
    /// Its own name, or one by kind and order.
    let name: String
    let layer: Chosen
    let node: JSONNode
    /// Its place: "training.model[2].residual.layers[0]".
    let keyPath: String
  }

  private(set) var parts: [Part] = []
  private var naming = LayerNaming()

  init(_ training: Settings) {
    walk(training.list("model"), at: "training.model")
  }

  var names: [String] { parts.map(\.name) }

  /// The part of a name, or of a step on the way to its join; the first where there is none.
  func part(named name: String?) -> Part? {
    parts.first { $0.name == name } ?? parts.first { name?.hasPrefix($0.name + ".") == true }
      ?? parts.first
  }

  private mutating func walk(_ nodes: [JSONNode], at keyPath: String) {
    for (index, node) in nodes.enumerated() {
      walk(node, at: "\(keyPath)[\(index)]")
    }
  }

  private mutating func walk(_ node: JSONNode, at keyPath: String) {
    let layer = Chosen(node)
    let inside = "\(keyPath).\(layer.name)"
    switch layer.name {
    case Block.residualKind:
      walk(layer.settings.list("layers"), at: "\(inside).layers")
      walk(layer.settings.list("projection"), at: "\(inside).projection")
    case Block.parallelKind:
      for (index, branch) in layer.settings.list("branches").enumerated() {
        walk(branch.elements, at: "\(inside).branches[\(index)]")
      }
    case TransformerBlock.kind:
      // Its layers all stand where the block does.
      let block = Self.transformer(layer.settings, width: 1, PyTorchDefault())
      for kind in block.blocks.flatMap(\.kinds) {
        parts.append(
          Part(name: naming.name(of: kind), layer: layer, node: node, keyPath: keyPath))
      }
      return
    default: break
    }
    let name = naming.name(of: layer.name, given: layer.settings.textIfAny("name"))
    parts.append(Part(name: name, layer: layer, node: node, keyPath: keyPath))
  }

  /// A transformer block on sequences of this width; the width changes none of its layers' kinds.
  static func transformer(
    _ settings: Settings, width: Int, _ weights: any Initializer
  ) -> TransformerBlock {
    TransformerBlock(
      width: width, heads: settings.integer("heads"),
      feedForward: settings.integer("feed-forward"), dropout: Scalar(settings.number("dropout")),
      activation: settings.text("activation") == "gelu" ? GELU() : ReLU(),
      isNormFirst: settings.flag("norm-first"), isCausal: settings.flag("causal"),
      weights: weights)
  }
}
