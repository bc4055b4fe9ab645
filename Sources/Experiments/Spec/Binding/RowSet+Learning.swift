public import Datasets
public import Learning
internal import Tensors

extension LabelledRows {
  /// Prepared rows as the engine takes them.
  public init(_ rows: RowSet, shape: [Int]) {
    let targets: Targets =
      switch rows.targets {
      case .classes(let classes, let names): .classes(classes, count: names.count)
      case .steps(let classes, let names, let length):
        .steps(classes, count: names.count, length: length)
      case .values(let values, let names):
        .values(values.map { Scalar($0) }, width: names.count)
      }
    self.init(
      features: rows.scalarFeatures(), rowCount: rows.rowCount,
      rowShape: shape, targets: targets)
  }
}
