import Tensors

/// How far a vector is from PyTorch's, and which one it is.
struct Deviation: Comparable, CustomStringConvertible {
  /// ‖ours − theirs‖ / ‖theirs‖; infinite where counts differ or a number isn't finite.
  let error: Double
  let place: String

  var description: String { "\(place) off by \(error) of its norm" }

  static func < (a: Self, b: Self) -> Bool { a.error < b.error }

  /// The distance of one vector.
  ///
  /// Rounding is in proportion to the numbers that went in. So where theirs is 0, as the gradient of
  /// a bias before batch norm, the norm of the vectors that it belongs to stands in; and a parameter
  /// that ends nearer to 0 than it started is measured against its start.
  init(
    _ ours: [Double], from theirs: [Double], group: [[Double]] = [], start: [Double] = [],
    at place: String
  ) {
    self.place = place
    guard ours.count == theirs.count, ours.allSatisfy(\.isFinite) else {
      error = .infinity
      return
    }
    let difference = norm(zip(ours, theirs).map { $0 - $1 })
    let size = max(norm(theirs), norm(start))
    error = difference == 0 ? 0 : difference / (size > 0 ? size : norm(group.flatMap(\.self)))
  }

  /// What is allowed: 1e-5 in Float, as its rounding of 6e-8 grows over 20 steps by up to 40 times
  /// in PyTorch's own Float runs; 1e-9 in Double, as the fixtures have ten digits.
  static var allowed: Double { Scalar.self == Double.self ? 1e-9 : 1e-5 }
}

private func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
