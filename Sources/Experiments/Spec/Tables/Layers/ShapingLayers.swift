internal import JSONTrees

extension LayerTable {
  /// Layers that change the shape of a row and not its numbers.
  static let shaping: [Choice.Variant] = []
}
