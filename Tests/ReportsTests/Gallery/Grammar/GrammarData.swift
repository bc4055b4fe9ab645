import Glibc

/// Numbers as a study has them, the same on every machine: no file is read.
enum GrammarData {
  /// A share in 0..<1 from a place in a sequence.
  static func share(_ index: Int, _ purpose: Int) -> Double {
    var state = UInt64(index &+ 1) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(purpose &* 104_729 + 17)
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((state ^ (state >> 31)) >> 11) / Double(UInt64(1) << 53)
  }

  /// About normal: the mean of twelve shares has variance 1/144.
  static func normal(_ count: Int, mean: Double, deviation: Double, _ purpose: Int) -> [Double] {
    (0..<count).map { index in
      let sum = (0..<12).reduce(0.0) { $0 + share(index * 12 + $1, purpose) }
      return mean + (sum - 6) * deviation
    }
  }

  static let epochs = (0...60).map(Double.init)

  /// The loss of a seed that learns, at every epoch.
  static func falling(_ seed: Int, to end: Double = 0.13) -> [Double] {
    let final = end * exp(0.6 * (share(seed, 1) - 0.5))
    return epochs.map { epoch in
      let ripple = 1 + 0.05 * (share(seed * 61 + Int(epoch), 2) - 0.5)
      return (final + (1.1 - final) / (1 + exp(9 * (epoch / 60 - 0.4)))) * ripple
    }
  }

  /// The loss of a seed that stays where it began.
  static func stuck(_ seed: Int) -> [Double] {
    epochs.map { 1.09 + 0.02 * (share(seed * 61 + Int($0), 3) - 0.5) }
  }

  static func median(_ runs: [[Double]]) -> [Double] {
    epochs.indices.map { index in
      let sorted = runs.map { $0[index] }.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }

  /// Alcohol, flavanoids and colour of three cultivars, after the wine table's means and spreads.
  static let cultivars: [(name: String, alcohol: [Double], flavanoids: [Double])] = [
    ("cultivar 1", 59, 13.74, 0.46, 2.98, 0.4), ("cultivar 2", 71, 12.28, 0.54, 2.08, 0.7),
    ("cultivar 3", 48, 13.15, 0.53, 0.78, 0.29),
  ].enumerated().map { index, row in
    (
      row.0, normal(row.1, mean: row.2, deviation: row.3, 10 + index),
      normal(row.1, mean: row.4, deviation: row.5, 20 + index).map { max($0, 0.3) }
    )
  }

  /// log10 of a layer's gradient sizes; deeper layers of a sigmoid stack have smaller ones.
  static func gradients(layer: Int) -> [Double] {
    normal(
      400, mean: -1.6 - 0.75 * Double(layer), deviation: 0.42 + 0.03 * Double(layer), 40 + layer)
  }
}
