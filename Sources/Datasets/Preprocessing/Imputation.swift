extension MissingPolicy {
  /// Fills the missing numbers of both parts from the training rows.
  ///
  /// A column of which every training row is missing has no mean or median: it is filled with 0.
  func fill(training: inout Features, validation: inout Features) {
    guard training.hasMissing || validation.hasMissing else { return }
    let fillings = training.names.indices.map { index -> Double in
      let known = training.column(index).filter { !$0.isNaN }
      guard !known.isEmpty else { return 0 }
      return switch self {
      case .mean: known.reduce(0, +) / Double(known.count)
      case .median: percentile(50, ofSorted: known.sorted())
      case .zero, .error, .dropRow: 0
      }
    }
    training.fillMissing(with: fillings)
    validation.fillMissing(with: fillings)
  }
}

extension Features {
  fileprivate mutating func fillMissing(with fillings: [Double]) {
    let columns = featureOfEachColumn()
    for index in values.indices where values[index].isNaN {
      values[index] = fillings[columns[index % columns.count]]
    }
  }
}
