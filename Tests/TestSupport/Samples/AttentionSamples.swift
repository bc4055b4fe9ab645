internal import Learning

/// Attention, and encodings of the position.
let attentionSamples: [LayerSample] = [
  LayerSample(ScaledDotProductAttention(), [3, 4]),
  LayerSample(ScaledDotProductAttention(heads: 2, isCausal: true), [5, 6]),
  LayerSample(ScaledDotProductAttention(), [1, 3]),
  LayerSample(SelfAttention(heads: 1), [3, 2]), LayerSample(SelfAttention(heads: 2), [4, 6]),
  LayerSample(SelfAttention(heads: 3, isCausal: true), [5, 6]),
  LayerSample(SelfAttention(heads: 2, hasBias: false), [2, 4]),
  LayerSample(SelfAttention(heads: 2, isCausal: true, dropout: 0.4), [4, 4]),
  LayerSample(SelfAttention(heads: 1), [1, 1]),
  LayerSample(PositionalEncoding(), [3, 5]),
  LayerSample(PositionalEncoding(.learned()), [3, 2]),
  LayerSample(PositionalEncoding(.learned(maximumSteps: 5)), [3, 2]),
]
