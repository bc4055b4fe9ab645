/// How the loss's largest curvature is found.
public struct CurvatureSettings: Equatable, Sendable {
  /// The most steps of the power iteration.
  public var iterations: Int
  /// The relative change of the eigenvalue at which it ends before.
  public var tolerance: Double
  /// Training rows on which the loss is taken.
  public var rows: Int

  public init(iterations: Int = 20, tolerance: Double = 1e-3, rows: Int = 512) {
    self.iterations = iterations
    self.tolerance = tolerance
    self.rows = rows
  }
}
