internal import Learning

/// Convolutions of either kind, with every setting.
let convolutionSamples: [LayerSample] = [
  LayerSample(Conv1D(3, kernel: 2), [2, 5]),
  LayerSample(Conv1D(2, kernel: 3, stride: 2, padding: .zeros(1), dilation: 2), [3, 8]),
  LayerSample(Conv1D(4, kernel: 4, padding: .same, groups: 2), [2, 5]),
  LayerSample(Conv1D(2, kernel: 1, hasBias: false), [3, 4]),
  LayerSample(Conv2D(2, kernel: 1), [3, 2, 4]),
  LayerSample(Conv2D(4, kernel: 1, groups: 2, hasBias: false), [2, 3, 2]),
  LayerSample(Conv2D(3, kernel: 3, padding: .same), [2, 5, 4]),
  LayerSample(Conv2D(2, kernel: Extent2D(2, 4), padding: .same), [1, 3, 5]),
  LayerSample(Conv2D(2, kernel: 3, padding: .zeros(2)), [1, 4, 4]),
  LayerSample(
    Conv2D(2, kernel: Extent2D(3, 2), stride: Extent2D(2, 3), padding: .zeros(Extent2D(2, 1))),
    [2, 6, 7]),
  LayerSample(Conv2D(2, kernel: 2, dilation: Extent2D(1, 2)), [2, 3, 5]),
  LayerSample(Conv2D(4, kernel: 3, padding: .valid, groups: 4, hasBias: false), [4, 3, 5]),
  LayerSample(Conv2D(1, kernel: 1, stride: 2), [1, 3, 3]),
]
