import Tensors
import TestSupport
import Testing

/// Each update kernel against its rule, written out for one parameter in Double.
@Suite struct UpdateTests {
  private let count = 67
  private var start: [Scalar] { numbers(67) }
  private var zeros: [Scalar] { [Scalar](repeating: 0, count: 67) }

  /// Runs three updates with other gradients each and compares with the rule's trajectory.
  private func check(
    rule: (inout [Double], Double, Int) -> Double,
    kernel: (borrowing Arena, [Region], Int) -> Bool
  ) throws {
    let bench = try Bench(start, zeros, zeros, zeros, zeros)
    var memories = [[Double]](repeating: [0, 0, 0], count: count)
    var expected = start.map { Double($0) }
    for step in 1...3 {
      let gradient = numbers(count, seed: UInt64(step + 10))
      bench.arena.store(gradient, in: bench.regions[1])
      let isFinite = kernel(bench.arena, bench.regions, step)
      #expect(isFinite)
      for i in 0..<count {
        let d = Double(gradient[i]) + decay * expected[i]
        expected[i] -= rule(&memories[i], d, step)
      }
    }
    let bound = 20 * precision
    #expect(bench[0].isClose(to: expected.map { Scalar($0) }, within: bound, absolute: bound))
  }

  private let rate = 0.05
  private let decay = 0.1

  @Test func descent() throws {
    try check { _, d, _ in
      rate * d
    } kernel: { arena, r, _ in
      arena.descend(r[0], along: r[1], rate: Scalar(rate), weightDecay: Scalar(decay))
    }
  }

  @Test(arguments: [false, true])
  func descentWithMomentum(isNesterov: Bool) throws {
    try check { memory, d, step in
      memory[0] = 0.9 * memory[0] + (step == 1 ? 1 : 0.75) * d
      return rate * (isNesterov ? d + 0.9 * memory[0] : memory[0])
    } kernel: { arena, r, step in
      arena.descendWithMomentum(
        r[0], along: r[1], velocity: r[2], rate: Scalar(rate), momentum: 0.9,
        intake: step == 1 ? 1 : 0.75, isNesterov: isNesterov, weightDecay: Scalar(decay))
    }
  }

  @Test(arguments: [0, 0.8], [false, true])
  func rmsprop(momentum: Double, isCentered: Bool) throws {
    try check { memory, d, _ in
      memory[0] = 0.9 * memory[0] + 0.1 * d * d
      memory[2] = 0.9 * memory[2] + 0.1 * d
      let variance = isCentered ? memory[0] - memory[2] * memory[2] : memory[0]
      memory[1] = momentum * memory[1] + d / (variance.squareRoot() + 1e-3)
      return rate * memory[1]
    } kernel: { arena, r, _ in
      arena.rmsprop(
        r[0], along: r[1], square: r[2], velocity: momentum > 0 ? r[3] : .empty,
        mean: isCentered ? r[4] : .empty, rate: Scalar(rate), alpha: 0.9, epsilon: 1e-3,
        momentum: Scalar(momentum), weightDecay: Scalar(decay))
    }
  }

  @Test func adagrad() throws {
    try check { memory, d, _ in
      memory[0] += d * d
      return rate * d / (memory[0].squareRoot() + 1e-3)
    } kernel: { arena, r, _ in
      arena.adagrad(
        r[0], along: r[1], sum: r[2], rate: Scalar(rate), epsilon: 1e-3,
        weightDecay: Scalar(decay))
    }
  }

  @Test(arguments: [false, true])
  func adam(keepsLargest: Bool) throws {
    try check { memory, d, step in
      memory[0] = 0.9 * memory[0] + 0.1 * d
      memory[1] = 0.99 * memory[1] + 0.01 * d * d
      memory[2] = max(memory[2], memory[1])
      let (first, second) = corrections(step)
      let square = keepsLargest ? memory[2] : memory[1]
      return rate * (memory[0] / first) / ((square / second).squareRoot() + 1e-3)
    } kernel: { arena, r, step in
      let (first, second) = corrections(step)
      return arena.adam(
        r[0], along: r[1], mean: r[2], square: r[3], largestSquare: keepsLargest ? r[4] : .empty,
        AdamFactors(
          rate: Scalar(rate / first), beta1: 0.9, beta2: 0.99,
          inverseRootCorrection: Scalar(1 / second.squareRoot()), epsilon: 1e-3,
          addedDecay: Scalar(decay), shrinkage: 1))
    }
  }

  private func corrections(_ step: Int) -> (Double, Double) {
    var (first, second) = (1.0, 1.0)
    for _ in 0..<step { (first, second) = (first * 0.9, second * 0.99) }
    return (1 - first, 1 - second)
  }

  @Test func shrinkageActsOnTheParameterAlone() throws {
    let bench = try Bench([2, -4], [0, 0], [0, 0], [0, 0])
    let r = bench.regions
    let isFinite = bench.arena.adam(
      r[0], along: r[1], mean: r[2], square: r[3], largestSquare: .empty,
      AdamFactors(
        rate: 1, beta1: 0.9, beta2: 0.9, inverseRootCorrection: 1, epsilon: 1, addedDecay: 0,
        shrinkage: 0.75))
    #expect(isFinite && bench[0] == [1.5, -3])
  }

  @Test(arguments: [Scalar.nan, .infinity, -.infinity], [0, 31, 66])
  func nonFiniteParametersAreNoticed(value: Scalar, place: Int) throws {
    var gradient = zeros
    gradient[place] = value
    let bench = try Bench(start, gradient, zeros, zeros, zeros)
    let r = bench.regions
    let plain = bench.arena.descend(r[0], along: r[1], rate: 0.1, weightDecay: 0)
    bench.arena.store(start, in: r[0])
    let heavy = bench.arena.descendWithMomentum(
      r[0], along: r[1], velocity: r[2], rate: 0.1, momentum: 0.9, intake: 1, isNesterov: false,
      weightDecay: 0)
    #expect(!plain && !heavy)
  }

  @Test func penaltiesAddTheirGradient() throws {
    let bench = try Bench([2, -3, 0], [1, 1, 1])
    bench.arena.addPenalty(of: bench.regions[0], to: bench.regions[1], l1: 0.5, l2: 0.25)
    #expect(bench[1] == [2, -0.25, 1])
  }

  @Test func clampingKeepsNaN() throws {
    let bench = try Bench([-5, -0.5, .nan, 7, .infinity])
    bench.arena.clamp(bench.regions[0], within: 2)
    #expect(bench[0].isClose(to: [-2, -0.5, .nan, 2, 2], within: 0))
  }
}
