internal import Learning

/// Embeddings of few and of many tokens.
let embeddingSamples: [LayerSample] = [
  LayerSample(Embedding(vocabulary: 3, dimension: 2)),
  LayerSample(Embedding(vocabulary: 7, dimension: 1)),
  LayerSample(Embedding(vocabulary: 5, dimension: 17), [2, 3]),
]
