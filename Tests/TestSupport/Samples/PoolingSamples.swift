internal import Learning

/// Pools: fixed, global and adaptive.
let poolingSamples: [LayerSample] = [
  LayerSample(MaxPool1D(kernel: 2), [2, 7], inputsLieApart: true),
  LayerSample(
    MaxPool1D(kernel: 3, stride: 1, padding: 1, dilation: 2), [2, 7], inputsLieApart: true),
  LayerSample(MaxPool2D(kernel: 2), [2, 4, 6], inputsLieApart: true),
  LayerSample(MaxPool2D(kernel: 2), [1, 5, 7], inputsLieApart: true),
  LayerSample(MaxPool2D(kernel: 3, stride: 2, padding: 1), [2, 5, 6], inputsLieApart: true),
  LayerSample(
    MaxPool2D(kernel: Extent2D(1, 2), stride: Extent2D(2, 1)), [2, 3, 4],
    inputsLieApart: true),
  LayerSample(AveragePool1D(kernel: 2), [2, 7]),
  LayerSample(AveragePool1D(kernel: 3, stride: 2, padding: 1), [2, 6]),
  LayerSample(AveragePool2D(kernel: 2), [2, 4, 5]),
  LayerSample(
    AveragePool2D(kernel: 3, stride: 2, padding: 1, countsPadding: false), [2, 5, 6]),
  LayerSample(AveragePool2D(kernel: Extent2D(2, 3), padding: Extent2D(1, 0)), [1, 3, 6]),
  LayerSample(GlobalAveragePool(), [3, 5]), LayerSample(GlobalAveragePool(), [2, 3, 4]),
  LayerSample(GlobalMaxPool(), [3, 5], inputsLieApart: true),
  LayerSample(GlobalMaxPool(), [2, 3, 4], inputsLieApart: true),
  LayerSample(AdaptiveAveragePool1D(3), [2, 7]),
  LayerSample(AdaptiveAveragePool1D(5), [2, 3]),
  LayerSample(AdaptiveAveragePool2D(Extent2D(2, 3)), [2, 5, 4]),
  LayerSample(AdaptiveMaxPool1D(3), [2, 7], inputsLieApart: true),
  LayerSample(AdaptiveMaxPool2D(2), [2, 5, 4], inputsLieApart: true),
  LayerSample(AdaptiveMaxPool2D(Extent2D(4, 2)), [1, 3, 5], inputsLieApart: true),
]
