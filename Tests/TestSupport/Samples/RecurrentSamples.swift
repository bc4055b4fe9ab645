internal import Learning

/// Recurrent layers with every setting.
///
/// Of a cell with a kink those settings whose sums stay away from it by a step of the check.
let recurrentSamples: [LayerSample] =
  recurrent { RNN($0) } + recurrent { LSTM($0) } + recurrent { GRU($0) }
  + [1, 2, 4, 5].map { recurrent { RNN($0, activation: .relu) }[$0] }

private func recurrent(_ make: (RecurrentStack) -> any RecurrentLayer) -> [LayerSample] {
  let rows = [3, 2]
  return [
    LayerSample(make(RecurrentStack(3)), rows),
    LayerSample(make(RecurrentStack(2, output: .sequence)), rows),
    LayerSample(make(RecurrentStack(2, hasBias: false)), [1, 3]),
    LayerSample(make(RecurrentStack(1, layers: 2, isBidirectional: true)), [2, 1]),
    LayerSample(make(RecurrentStack(2, layers: 3, output: .sequence, dropout: 0.4)), rows),
    LayerSample(
      make(
        RecurrentStack(
          2, layers: 2, isBidirectional: true, output: .sequence, hasBias: false, dropout: 0.3)),
      rows),
  ]
}
