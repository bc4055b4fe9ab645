import Tensors
import TestSupport
import Testing

/// Batch norm's kernels against their formulas in Double.
@Suite struct ColumnTests {
  private let rows = 11
  private let width = 5

  private func column(_ x: [Scalar], _ c: Int) -> [Double] {
    (0..<rows).map { Double(x[$0 * width + c]) }
  }

  @Test func momentsAndRunningValues() throws {
    let x = numbers(rows * width).map { $0 + 100 }
    let row = [Scalar](repeating: 0, count: width)
    let bench = try Bench(x, row, row, numbers(width), [1, 2, 3, 4, 5])
    let r = bench.regions
    let before = bench[3]
    bench.arena.measureColumns(
      r[0], rows: rows, mean: r[1], inverseDeviation: r[2], epsilon: 0.5, runningMean: r[3],
      runningVariance: r[4], momentum: 0.25)
    for c in 0..<width {
      let values = column(x, c)
      let mean = values.reduce(0, +) / Double(rows)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
      let unbiased = variance * Double(rows) / Double(rows - 1)
      let bound = 20 * precision
      #expect(bench[1][c].isClose(to: Scalar(mean), within: bound))
      #expect(bench[2][c].isClose(to: Scalar(1 / (variance + 0.5).squareRoot()), within: 4 * bound))
      let runningMean = 0.75 * Double(before[c]) + 0.25 * mean
      #expect(bench[3][c].isClose(to: Scalar(runningMean), within: bound))
      let runningVariance = 0.75 * Double(c + 1) + 0.25 * unbiased
      #expect(bench[4][c].isClose(to: Scalar(runningVariance), within: 4 * bound))
    }
  }

  /// With x̂ the standardised column: dx = γ s (dy − mean dy − x̂ mean(dy x̂)).
  @Test func gradientFollowsItsFormula() throws {
    let (x, dy) = (numbers(rows * width), numbers(rows * width, seed: 2))
    let (mean, inverse, scale) = (
      numbers(width, seed: 3), numbers(width, seed: 4).map { abs($0) + 1 }, numbers(width, seed: 5)
    )
    let bench = try Bench(x, dy, mean, inverse, scale, numbers(2 * width), numbers(2 * width), x)
    let r = bench.regions
    bench.arena.standardizeColumnsGradient(
      input: r[0], outputGradient: r[1], rows: rows, mean: r[2], inverseDeviation: r[3],
      sums: r[5], scale: r[4], gradients: r[6], accumulates: false, into: r[7])
    for c in 0..<width {
      let standard = column(x, c).map { ($0 - Double(mean[c])) * Double(inverse[c]) }
      let d = column(dy, c)
      let sum = d.reduce(0, +)
      let product = zip(d, standard).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(bench[6][c].isClose(to: Scalar(product), within: 0, absolute: 400 * precision))
      #expect(bench[6][width + c].isClose(to: Scalar(sum), within: 0, absolute: 60 * precision))
      for row in 0..<rows {
        let rest = d[row] - (sum + standard[row] * product) / Double(rows)
        let expected = Scalar(Double(scale[c]) * Double(inverse[c]) * rest)
        #expect(
          bench[7][row * width + c].isClose(to: expected, within: 0, absolute: 2000 * precision))
      }
    }
  }
}
