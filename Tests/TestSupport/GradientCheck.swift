public import Tensors

/// Central differences, with a step and a tolerance that suit the scalar's precision.
///
/// In Double the step is 1e-5: its square, 1e-10, bounds the error of the difference, and rounding adds
/// 1e-16 / 1e-5. In Float it is 1e-2, where both come to about 1e-4.
public enum GradientCheck {
  public static let step: Scalar = MemoryLayout<Scalar>.size == 8 ? 1e-5 : 1e-2
  public static let tolerance: Scalar = MemoryLayout<Scalar>.size == 8 ? 1e-7 : 5e-3

  /// The gradient of a function of several numbers.
  public static func gradient(at point: [Scalar], of function: ([Scalar]) -> Double) -> [Scalar] {
    point.indices.map { i in
      var (above, below) = (point, point)
      above[i] += step
      below[i] -= step
      return Scalar((function(above) - function(below)) / (2 * Double(step)))
    }
  }
}

/// Reproducible numbers of sizes between 0.1 and 1.1, away from the kinks at 0.
public func sampleNumbers(_ count: Int, seed: UInt64 = 1) -> [Scalar] {
  var random = Philox(seed: seed, purpose: "test")
  return (0..<count).map { _ in
    let size = 0.1 + random.uniform()
    return Scalar(random.uniform() < 0.5 ? -size : size)
  }
}

/// Reproducible numbers around 0 in random order, no two closer than 0.03: for layers with a maximum.
public func distinctNumbers(_ count: Int, seed: UInt64 = 1) -> [Scalar] {
  var random = Philox(seed: seed, purpose: "test")
  var order = (0..<Int32(count)).map { $0 }
  random.shuffle(&order)
  return order.map { Scalar(0.03) * (Scalar($0) - Scalar(count) / 2 + 0.5) }
}
