/// Which numbers of a row belong to one feature, by the row's shape.
///
/// Rows of one axis hold a number a feature. Rows of two are sequences, [steps, features]: the last
/// axis tells features apart. Rows of more are images, [channels, height, width]: the first does.
struct RowLayout: Equatable {
  var featureCount: Int
  var positions: Int
  var isPlanar: Bool

  init(_ shape: [Int]) {
    let count = shape.reduce(1, *)
    switch shape.count {
    case 0, 1: (featureCount, isPlanar) = (count, false)
    case 2: (featureCount, isPlanar) = (shape[1], false)
    default: (featureCount, isPlanar) = (shape[0], true)
    }
    positions = featureCount == 0 ? 1 : count / featureCount
  }

  /// Names for features that have none: pixels and channels of images, "x1", "x2", … else.
  var names: [String] {
    guard isPlanar else { return columnNames(featureCount) }
    return featureCount == 1 ? ["pixel"] : (1...featureCount).map { "channel \($0)" }
  }

  /// Features of this layout under these names.
  func features(_ values: [Double], rowCount: Int, names: [String]? = nil) -> Features {
    Features(
      names: names ?? self.names, values: values, rowCount: rowCount, positions: positions,
      isPlanar: isPlanar)
  }
}
