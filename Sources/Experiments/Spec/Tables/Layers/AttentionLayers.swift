internal import JSONTrees

extension LayerTable {
  /// Layers in which each step of a sequence looks at the others.
  static let attention: [Choice.Variant] = []
}
