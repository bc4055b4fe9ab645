import Glibc
import Tensors
import TestSupport
import Testing

@Suite struct SoftmaxTests {
  static let widths = [1, 2, 3, 10, 33]

  private func softmax(_ row: [Double]) -> [Double] {
    let powers = row.map { exp($0 - (row.max() ?? 0)) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  @Test(arguments: widths)
  func followsItsFormula(width: Int) throws {
    let x = numbers(7 * width, bound: 10)
    let bench = try Bench(x, x, x)
    bench.arena.softmax(bench.regions[0], into: bench.regions[1], rows: 7, width: width)
    bench.arena.logSoftmax(bench.regions[0], into: bench.regions[2], rows: 7, width: width)
    for row in 0..<7 {
      let expected = softmax((0..<width).map { Double(x[row * width + $0]) })
      for c in 0..<width {
        let i = row * width + c
        #expect(bench[1][i].isClose(to: Scalar(expected[c]), within: 8 * precision))
        #expect(
          bench[2][i].isClose(
            to: Scalar(log(expected[c])), within: 4 * precision, absolute: 10 * precision))
      }
    }
  }

  /// dx = y (dy − Σ y dy), and for the logarithm dx = dy − e^y Σ dy.
  @Test(arguments: widths)
  func gradientsFollowTheirFormulas(width: Int) throws {
    let (x, dy) = (numbers(5 * width), numbers(5 * width, seed: 2))
    let bench = try Bench(x, x, dy, x, x, x)
    let r = bench.regions
    bench.arena.softmax(r[0], into: r[1], rows: 5, width: width)
    bench.arena.softmaxGradient(
      output: r[1], outputGradient: r[2], into: r[3], rows: 5, width: width)
    bench.arena.logSoftmax(r[0], into: r[4], rows: 5, width: width)
    bench.arena.logSoftmaxGradient(
      output: r[4], outputGradient: r[2], into: r[5], rows: 5, width: width)
    let y = bench[1].map { Double($0) }
    for row in 0..<5 {
      let range = row * width..<(row + 1) * width
      let product = range.reduce(0) { $0 + y[$1] * Double(dy[$1]) }
      let sum = range.reduce(0) { $0 + Double(dy[$1]) }
      for i in range {
        let (d, bound) = (Double(dy[i]), 20 * precision)
        #expect(bench[3][i].isClose(to: Scalar(y[i] * (d - product)), within: 0, absolute: bound))
        #expect(bench[5][i].isClose(to: Scalar(d - y[i] * sum), within: 0, absolute: 2 * bound))
      }
    }
  }

  @Test func largeLogitsDoNotOverflow() throws {
    let bench = try Bench([1e30, 0, -1e30], [0, 0, 0])
    bench.arena.softmax(bench.regions[0], into: bench.regions[1], rows: 1, width: 3)
    #expect(bench[1] == [1, 0, 0])
  }
}
