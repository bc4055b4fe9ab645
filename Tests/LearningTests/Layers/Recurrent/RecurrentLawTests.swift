import Learning
import Tensors
import TestSupport
import Testing

@Suite struct RecurrentLawTests {
  private static let rows = [3, 2]

  static func cases(_ make: (RecurrentStack) -> any RecurrentLayer) -> [LayerCase] {
    [
      LayerCase(make(RecurrentStack(3)), rows),
      LayerCase(make(RecurrentStack(2, output: .sequence)), rows),
      LayerCase(make(RecurrentStack(2, hasBias: false)), [1, 3]),
      LayerCase(make(RecurrentStack(1, layers: 2, isBidirectional: true)), [2, 1]),
      LayerCase(make(RecurrentStack(2, layers: 3, output: .sequence, dropout: 0.4)), rows),
      LayerCase(
        make(
          RecurrentStack(
            2, layers: 2, isBidirectional: true, output: .sequence, hasBias: false, dropout: 0.3)),
        rows),
    ]
  }

  /// Of a cell with a kink those settings whose sums stay away from it by a step of the check.
  static let cases =
    cases { RNN($0) } + cases { LSTM($0) } + cases { GRU($0) }
    + [1, 2, 4, 5].map { cases { RNN($0, activation: .relu) }[$0] }

  @Test(arguments: cases.indices)
  func keepsLayerLaws(index: Int) throws {
    try checkLaws(of: Self.cases[index].layer, shape: Self.cases[index].shape)
  }
}
