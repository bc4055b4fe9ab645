internal import JSONTrees

extension LayerTable {
  /// Layers over the steps of a sequence: embedding and recurrent networks.
  static let recurrent: [Choice.Variant] = []
}
