internal import Learning

/// Norms on tables, sequences and images.
let normalizationSamples: [LayerSample] = [
  LayerSample(BatchNorm()), LayerSample(BatchNorm(epsilon: 0.1, momentum: 0.5)),
  LayerSample(BatchNorm(), [3, 7]), LayerSample(BatchNorm(epsilon: 0.1), [2, 3, 5]),
  LayerSample(LayerNorm()), LayerSample(LayerNorm(isAffine: false), [3, 5]),
  LayerSample(LayerNorm(epsilon: 0.1), [2, 3, 6]), LayerSample(LayerNorm(axes: .all), [3, 5]),
  LayerSample(LayerNorm(), [3, 35]),
  LayerSample(GroupNorm(groups: 2, epsilon: 0.5)), LayerSample(GroupNorm(groups: 1), [3, 5]),
  LayerSample(GroupNorm(groups: 2, epsilon: 0.1), [4, 2, 3]),
  LayerSample(GroupNorm(groups: 3, isAffine: false), [6, 7]),
  LayerSample(RMSNorm()), LayerSample(RMSNorm(epsilon: 0.1), [3, 5]),
  LayerSample(RMSNorm(isAffine: false), [2, 2, 9]), LayerSample(RMSNorm(), [2, 35]),
]
