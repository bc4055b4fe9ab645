import Glibc
import Tensors
import TestSupport
import Testing

/// Each kernel against its formula in Double.
@Suite struct LossKernelTests {
  private let count = 101

  private func check(
    outputs o: [Scalar], targets t: [Scalar],
    term: (Double, Double) -> Double, slope: (Double, Double) -> Double,
    kernel: (borrowing Arena, [Region]) -> Double
  ) throws {
    let bench = try Bench(o, t, o)
    let total = kernel(bench.arena, bench.regions)
    let terms = zip(o, t).map { term(Double($0), Double($1)) }
    #expect(total.isClose(to: terms.reduce(0, +), within: 4 * Double(precision)))
    let slopes = zip(o, t).map { Scalar(0.5 * slope(Double($0), Double($1))) }
    #expect(bench[2].isClose(to: slopes, within: 8 * precision, absolute: 2 * precision))
    let withoutGradient = kernel(bench.arena, [bench.regions[0], bench.regions[1], .empty])
    #expect(withoutGradient == total)
  }

  private var binary: [Scalar] { numbers(count, seed: 3).map { $0 > 0 ? 1 : 0 } }
  private var probabilities: [Scalar] { numbers(count, bound: 0.49).map { $0 + 0.5 } }

  @Test func squaredError() throws {
    try check(
      outputs: numbers(count), targets: numbers(count, seed: 2)
    ) {
      ($0 - $1) * ($0 - $1)
    } slope: {
      2 * ($0 - $1)
    } kernel: {
      $0.squaredError(outputs: $1[0], targets: $1[1], gradient: $1[2], scale: 0.5, count: count)
    }
  }

  @Test func absoluteError() throws {
    try check(
      outputs: numbers(count) + [1], targets: numbers(count, seed: 2) + [1]
    ) {
      abs($0 - $1)
    } slope: {
      $0 > $1 ? 1 : $0 < $1 ? -1 : 0
    } kernel: {
      $0.absoluteError(
        outputs: $1[0], targets: $1[1], gradient: $1[2], scale: 0.5, count: count + 1)
    }
  }

  @Test func huberError() throws {
    try check(
      outputs: numbers(count), targets: numbers(count, seed: 2)
    ) {
      abs($0 - $1) < 0.75 ? ($0 - $1) * ($0 - $1) / 2 : 0.75 * (abs($0 - $1) - 0.375)
    } slope: {
      min(max($0 - $1, -0.75), 0.75)
    } kernel: {
      $0.huberError(
        outputs: $1[0], targets: $1[1], delta: 0.75, gradient: $1[2], scale: 0.5, count: count)
    }
  }

  @Test func binaryCrossEntropy() throws {
    try check(
      outputs: probabilities, targets: binary
    ) {
      -($1 * log($0) + (1 - $1) * log(1 - $0))
    } slope: {
      ($0 - $1) / ($0 * (1 - $0))
    } kernel: {
      $0.binaryCrossEntropy(
        outputs: $1[0], targets: $1[1], gradient: $1[2], scale: 0.5, count: count)
    }
  }

  @Test func binaryCrossEntropyByHand() throws {
    try check(
      outputs: probabilities, targets: binary
    ) {
      -($1 * log($0) + (1 - $1) * log(1 - $0))
    } slope: {
      ($0 - $1) / ($0 * (1 - $0))
    } kernel: {
      $0.binaryCrossEntropyByHand(
        outputs: $1[0], targets: $1[1], gradient: $1[2], scale: 0.5, count: count)
    }
  }

  @Test func binaryCrossEntropyWithLogits() throws {
    try check(
      outputs: numbers(count, bound: 30), targets: binary
    ) { x, y in
      3 * y * log1p(exp(-x)) + (1 - y) * (x + log1p(exp(-x)))
    } slope: { x, y in
      (1 - y) - (1 + 2 * y) / (1 + exp(x))
    } kernel: {
      $0.binaryCrossEntropyWithLogits(
        outputs: $1[0], targets: $1[1], positiveWeight: 3, gradient: $1[2], scale: 0.5,
        count: count)
    }
  }

  /// Clamped logarithms make 100 of a certain mistake; without clamping it is infinite, and NaN where
  /// the logarithm's weight is 0 or its argument negative.
  @Test func certainMistakesCostAHundredOrEverything() throws {
    let bench = try Bench([0], [1], [1], [-0.5])
    let r = bench.regions
    let arena = (
      clamped: bench.arena.binaryCrossEntropy(
        outputs: r[0], targets: r[1], gradient: .empty, scale: 1, count: 1),
      certain: bench.arena.binaryCrossEntropyByHand(
        outputs: r[0], targets: r[1], gradient: .empty, scale: 1, count: 1),
      right: bench.arena.binaryCrossEntropyByHand(
        outputs: r[2], targets: r[1], gradient: .empty, scale: 1, count: 1),
      negative: bench.arena.binaryCrossEntropyByHand(
        outputs: r[3], targets: r[1], gradient: .empty, scale: 1, count: 1)
    )
    #expect(arena.clamped == 100)
    #expect(arena.certain == .infinity)
    #expect(arena.right.isNaN)
    #expect(arena.negative.isNaN)
  }

  /// Σᵢⱼ (oᵢ − tⱼ)², and 2 Σⱼ (oᵢ − tⱼ), written as double loops.
  @Test func broadcastSquaredError() throws {
    let (o, t) = (numbers(17), numbers(17, seed: 2))
    let bench = try Bench(o, t, o)
    let total = bench.arena.broadcastSquaredError(
      outputs: bench.regions[0], targets: bench.regions[1], gradient: bench.regions[2], scale: 1,
      rows: 17)
    var sum = 0.0
    for a in o { for b in t { sum += Double(a - b) * Double(a - b) } }
    #expect(total.isClose(to: sum, within: 4 * Double(precision)))
    for (i, a) in o.enumerated() {
      let slope = t.reduce(0) { $0 + 2 * (a - $1) }
      #expect(bench[2][i].isClose(to: slope, within: 0, absolute: 300 * precision))
    }
  }

  @Test(arguments: [0, 0.3] as [Scalar], [[], [0.5, 2, 1, 0.25]] as [[Scalar]])
  func crossEntropy(smoothing: Scalar, weights: [Scalar]) throws {
    let (x, width) = (numbers(20, bound: 4), 4)
    let classes: [Scalar] = [0, 3, 2, 2, 1]
    let bench = try Bench(x, classes, weights, x)
    let r = bench.regions
    let total = bench.arena.crossEntropy(
      logits: r[0], classes: r[1], weights: r[2], smoothing: smoothing, gradient: r[3], scale: 0.5,
      rows: 5, width: width)
    var sum = 0.0
    var slopes: [Scalar] = []
    for row in 0..<5 {
      let logits = (0..<width).map { Double(x[row * width + $0]) }
      let normaliser = log(logits.reduce(0) { $0 + exp($1) })
      let shares = (0..<width).map { c in
        let weight = weights.isEmpty ? 1 : Double(weights[c])
        let own = c == Int(classes[row]) ? 1 - Double(smoothing) : 0
        return weight * (own + Double(smoothing) / Double(width))
      }
      for c in 0..<width {
        sum -= shares[c] * (logits[c] - normaliser)
        let p = exp(logits[c] - normaliser)
        slopes.append(Scalar(0.5 * (p * shares.reduce(0, +) - shares[c])))
      }
    }
    #expect(total.isClose(to: sum, within: 8 * Double(precision)))
    #expect(bench[3].isClose(to: slopes, within: 8 * precision, absolute: 4 * precision))
  }

  @Test func negativeLogLikelihood() throws {
    let x = numbers(6)
    let bench = try Bench(x, [2, 0], x)
    let r = bench.regions
    let total = bench.arena.negativeLogLikelihood(
      outputs: r[0], classes: r[1], gradient: r[2], scale: 0.5, rows: 2, width: 3)
    #expect(total.isClose(to: Double(-x[2] - x[3]), within: Double(precision)))
    #expect(bench[2] == [0, 0, -0.5, -0.5, 0, 0])
  }

  @Test func aClassOutsideIsRefused() async {
    await #expect(processExitsWith: .failure) {
      let bench = try Bench([1, 2], [2])
      _ = bench.arena.crossEntropy(
        logits: bench.regions[0], classes: bench.regions[1], weights: .empty, smoothing: 0,
        gradient: .empty, scale: 1, rows: 1, width: 2)
    }
  }
}
