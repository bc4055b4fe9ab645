internal import JSONTrees

extension LayerTable {
  /// Layers that hold layers.
  static let blocks: [Choice.Variant] = []
}
