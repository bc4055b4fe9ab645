internal import Learning

/// Layers that change the shape of rows, and the dropout of channels.
let shapingSamples: [LayerSample] = [
  LayerSample(Pad([1, 2]), [3]), LayerSample(Pad([0, 1, 2, 0], value: 3), [2, 3]),
  LayerSample(Pad([1, 0, 0, 2, 1, 1], value: -1), [2, 1, 2, 3]),
  LayerSample(Flatten(), [2, 3, 2]), LayerSample(Reshape([3, 4]), [2, 6]),
  LayerSample(Reshape([2, -1, 1]), [6]), LayerSample(Transpose(), [3, 4]),
  LayerSample(Transpose(), [2, 3, 2]), LayerSample(Dropout2D(), [4, 3]),
  LayerSample(Dropout2D(rate: 0.2), [6, 2, 2]),
]
