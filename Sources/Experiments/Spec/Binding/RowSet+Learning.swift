public import Datasets
public import Learning
internal import Tensors

extension LabelledRows {
  /// Prepared rows as the engine takes them, each row flat, as dense layers want it.
  public init(_ rows: RowSet) {
    let targets: Targets =
      switch rows.targets {
      case .classes(let classes, let names): .classes(classes, count: names.count)
      case .values(let values, let names):
        .values(values.map { Scalar($0) }, width: names.count)
      }
    self.init(
      features: rows.scalarFeatures(), rowCount: rows.rowCount,
      rowShape: [rows.features.columnCount], targets: targets)
  }
}
