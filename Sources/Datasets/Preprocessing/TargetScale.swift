/// The units of standardised targets: (y − mean) / scale.
///
/// Each of several targets has its own mean. They share one scale, the root of their mean variance
/// over n, so that an error over all of them can be given in their own units again.
public struct TargetScale: Sendable, Equatable {
  public let means: [Double]
  /// What one unit of the standardised targets is worth; 1 where the targets don't vary.
  public let scale: Double

  /// The units of some targets, row by row with `width` numbers each.
  public init(fitting values: [Double], width: Int) {
    precondition(width > 0 && values.count % width == 0, "\(values.count) numbers of \(width)")
    let features = Features(
      names: columnNames(width), values: values, rowCount: values.count / width)
    let moments = features.moments()
    means = moments.means
    let variance = moments.variances.reduce(0, +) / Double(width)
    // What rounding makes of constant targets is no spread.
    let least = 1e-12 * (means.map(\.magnitude).max() ?? 0)
    let deviation = variance.squareRoot()
    scale = deviation > least ? deviation : 1
  }

  /// Targets in these units; classes as they are.
  func standardized(_ targets: DatasetTargets) -> DatasetTargets {
    guard case .values(var values, let names) = targets else { return targets }
    for index in values.indices {
      values[index] = (values[index] - means[index % means.count]) / scale
    }
    return .values(values, names: names)
  }
}
