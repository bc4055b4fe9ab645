internal import Tensors

extension TrainingJob {
  /// Refuses rows that hold something else than tokens where the first layer takes tokens.
  func checkTokens(
    _ training: LabelledRows, _ validation: LabelledRows?
  ) throws(TrainingError) {
    guard let first = network.layers.first, let limit = first.layer.tokenLimit else { return }
    for (name, rows) in [("training", training), ("validation", validation)] {
      guard let rows, let index = rows.firstNonToken(below: limit) else { continue }
      throw .setting(
        name: "\(name) row \(index / rows.rowSize)", value: "\(rows.features[index])",
        expected: "whole numbers below \(limit), the tokens that \(first.name) knows")
    }
  }
}

extension LabelledRows {
  /// Where the first feature lies that is not a whole number in 0 ..< limit.
  fileprivate func firstNonToken(below limit: Int) -> Int? {
    features.firstIndex { value in
      guard let token = Int(exactly: value) else { return true }
      return token < 0 || token >= limit
    }
  }
}
