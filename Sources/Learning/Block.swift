/// What stands in one place of a network: a layer, or branches that come together again.
public indirect enum Block: Sendable {
  case layer(LayerSetting)
  /// f(x) + p(x): the branch's output added to the projection's.
  ///
  /// Without a projection x itself is added, and the branch has to give rows of the shape it takes.
  ///
  /// Reference: He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016.
  case residual(branch: [Block], projection: [Block] = [], name: String? = nil)
  /// All branches take the same rows, and their outputs are joined.
  case parallel([[Block]], join: Join, name: String? = nil)

  /// The kinds of blocks by their names in a spec.
  public static let residualKind = "residual"
  public static let parallelKind = "parallel"

  /// A layer as it comes, named by kind and order.
  public static func layer(_ layer: any Layer) -> Block { .layer(LayerSetting(layer)) }
}

/// How the outputs of branches become one.
public enum Join: Equatable, Sendable {
  /// Number by number; all branches give one shape.
  case sum
  /// One after another along the first axis: channels of images, features of tables.
  case concatenatedFirst
  /// One after another along the last axis: features of sequences.
  case concatenatedLast
}

extension Block {
  /// The block with every name filled in.
  func named(by naming: inout LayerNaming) -> Block {
    switch self {
    case .layer(var setting):
      setting.name = naming.name(of: setting.layer.kind, given: setting.name)
      return .layer(setting)
    case .residual(let branch, let projection, let name):
      let branch = branch.map { $0.named(by: &naming) }
      let projection = projection.map { $0.named(by: &naming) }
      return .residual(
        branch: branch, projection: projection,
        name: naming.name(of: Self.residualKind, given: name))
    case .parallel(let branches, let join, let name):
      let branches = branches.map { $0.map { $0.named(by: &naming) } }
      return .parallel(
        branches, join: join, name: naming.name(of: Self.parallelKind, given: name))
    }
  }

  /// The block with layers of these names frozen, or with all of them inside of one that is.
  func freezing(_ names: Set<String>, inside isFrozen: Bool) -> Block {
    switch self {
    case .layer(var setting):
      setting.isFrozen = setting.isFrozen || isFrozen || setting.name.map(names.contains) == true
      return .layer(setting)
    case .residual(let branch, let projection, let name):
      let isFrozen = isFrozen || name.map(names.contains) == true
      return .residual(
        branch: branch.map { $0.freezing(names, inside: isFrozen) },
        projection: projection.map { $0.freezing(names, inside: isFrozen) }, name: name)
    case .parallel(let branches, let join, let name):
      let isFrozen = isFrozen || name.map(names.contains) == true
      return .parallel(
        branches.map { $0.map { $0.freezing(names, inside: isFrozen) } }, join: join, name: name)
    }
  }

  /// The kinds of all layers and joins, in the order that they are named in.
  public var kinds: [String] {
    switch self {
    case .layer(let setting): [setting.layer.kind]
    case .residual(let branch, let projection, _):
      (branch + projection).flatMap(\.kinds) + [Self.residualKind]
    case .parallel(let branches, _, _):
      branches.flatMap { $0.flatMap(\.kinds) } + [Self.parallelKind]
    }
  }

  /// The layers inside, in the order that they are planned in.
  var layers: [LayerSetting] {
    switch self {
    case .layer(let setting): [setting]
    case .residual(let branch, let projection, _): (branch + projection).flatMap(\.layers)
    case .parallel(let branches, _, _): branches.flatMap { $0.flatMap(\.layers) }
    }
  }
}
