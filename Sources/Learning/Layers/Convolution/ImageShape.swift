/// A row of channels, each a line or a plane of numbers.
struct ImageShape {
  let channels: Int
  /// 1 for a sequence.
  let height: Int
  let width: Int

  /// Reads [channels, length] in 1 dimension or [channels, height, width] in 2, or says what would fit.
  init(_ shape: [Int], dimensions: Int) throws(ShapeError) {
    guard shape.count == dimensions + 1 else {
      throw ShapeError(
        .unfitting(
          shape: shape, expected: Self.expected(dimensions),
          advice: Self.advice(for: shape, dimensions: dimensions)))
    }
    channels = shape[0]
    height = dimensions == 2 ? shape[1] : 1
    width = shape[dimensions]
  }

  private static func expected(_ dimensions: Int) -> String {
    dimensions == 2 ? "[channels, height, width]" : "[channels, length]"
  }

  private static func advice(for shape: [Int], dimensions: Int) -> String? {
    switch (dimensions, shape.count) {
    case (2, 2), (1, 1): return "reshape to \([1] + shape) first"
    case (1, 3):
      let (length, overflow) = shape[1].multipliedReportingOverflow(by: shape[2])
      return overflow ? nil : "reshape to \([shape[0], length]) first"
    case (2, 1):
      let side = Int(Double(shape[0]).squareRoot())
      return side * side == shape[0] ? "reshape to \([1, side, side]) first" : nil
    default: return nil
    }
  }
}
