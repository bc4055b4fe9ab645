internal import JSONTrees

extension LayerTable {
  /// Layers over images and over sequences of channels: convolutions, pooling.
  static let convolution: [Choice.Variant] = []
}
