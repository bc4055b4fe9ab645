import Glibc

/// A distribution that draws are tested against.
enum Law: Sendable {
  case uniform(bound: Double)
  case normal(deviation: Double)
  case cosineOfUniformAngle

  /// What √n times the largest distance exceeds once in a thousand samples.
  ///
  /// Reference: Kolmogorov's distribution; 2 exp(−2 · 1.95²) = 0.001.
  static let criticalDistance = 1.95

  /// What it exceeds once in twenty thousand: for cases with dozens of samples.
  static let criticalDistanceOfMany = 2.3

  func probability(below x: Double) -> Double {
    switch self {
    case .uniform(let bound): min(1, max(0, (x / bound + 1) / 2))
    case .normal(let deviation): erfc(-x / deviation / 2.0.squareRoot()) / 2
    case .cosineOfUniformAngle: 1 - acos(min(1, max(-1, x))) / .pi
    }
  }

  /// √n times the largest distance between the law and the draws' distribution function.
  func distance(of draws: [Double]) -> Double {
    let count = Double(draws.count)
    var largest = 0.0
    for (i, draw) in draws.sorted().enumerated() {
      let below = probability(below: draw)
      largest = max(largest, below - Double(i) / count, Double(i + 1) / count - below)
    }
    return largest * count.squareRoot()
  }
}
