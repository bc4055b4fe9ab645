import Glibc
import Tensors
import TestSupport
import Testing

/// Attention's kernels through the arena against loops over their definition, in Double.
@Suite struct AttentionTests {
  struct Sizes: Sendable {
    let steps: Int
    let heads: Int
    let isCausal: Bool
  }

  /// Below, at and beyond the width of vectors and the block of causal products.
  static let sizes = [1, 5, 16, 33, 64, 130].flatMap { steps in
    [Sizes(steps: steps, heads: 1, isCausal: true), Sizes(steps: steps, heads: 2, isCausal: false)]
  }

  private let rows = 2
  private let width = 4

  /// Queries, keys and values side by side in each line; probabilities and outputs of one head.
  private func attention(
    _ packed: [Scalar], row: Int, head: Int, _ sizes: Sizes
  ) -> (probabilities: [[Double]], outputs: [[Double]]) {
    let size = width / sizes.heads
    func number(_ part: Int, _ step: Int, _ c: Int) -> Double {
      Double(packed[((row * sizes.steps + step) * 3 + part) * width + head * size + c])
    }
    var (probabilities, outputs): ([[Double]], [[Double]]) = ([], [])
    for step in 0..<sizes.steps {
      let powers = (0..<sizes.steps).map { other -> Double in
        guard !sizes.isCausal || other <= step else { return 0 }
        let product = (0..<size).reduce(0) { $0 + number(0, step, $1) * number(1, other, $1) }
        return exp(product / Double(size).squareRoot())
      }
      let sum = powers.reduce(0, +)
      let shares = powers.map { $0 / sum }
      probabilities.append(shares)
      outputs.append(
        (0..<size).map { c in
          shares.indices.reduce(0) { $0 + shares[$1] * number(2, $1, c) }
        })
    }
    return (probabilities, outputs)
  }

  @Test(arguments: sizes)
  func headsFollowTheirFormula(_ sizes: Sizes) throws {
    let (steps, heads, size) = (sizes.steps, sizes.heads, width / sizes.heads)
    let packed = numbers(rows * steps * 3 * width, bound: 1)
    let square = steps * steps
    let bench = try Bench(
      packed, numbers(rows * heads * square), numbers(rows * steps * width), numbers(square))
    let r = bench.regions
    bench.arena.attend(
      AttentionParts(packed: r[0], width: width), rows: rows,
      AttentionShape(steps: steps, heads: heads, width: width, isCausal: sizes.isCausal),
      probabilities: r[1], mask: .empty, scratch: r[3], into: MatrixPart(r[2], stride: width))
    let (probabilities, outputs) = (bench[1], bench[2])
    for row in 0..<rows {
      for head in 0..<heads {
        let expected = attention(packed, row: row, head: head, sizes)
        let place = (row * heads + head) * square
        let shares = expected.probabilities.flatMap { $0.map { Scalar($0) } }
        #expect(
          probabilities[place..<place + square]
            .isClose(to: shares, within: 20 * precision, absolute: precision))
        for step in 0..<steps {
          let start = (row * steps + step) * width + head * size
          let line = expected.outputs[step].map { Scalar($0) }
          #expect(
            outputs[start..<start + size].isClose(to: line, within: 0, absolute: 20 * precision))
        }
      }
    }
  }

  /// With p the probabilities and g = dy vᵀ: ds = p (g − Σ p g) / √d, dq = ds k, dk = dsᵀ q, dv = pᵀ dy.
  @Test(arguments: sizes)
  func gradientsFollowTheirFormula(_ sizes: Sizes) throws {
    let (steps, heads, size) = (sizes.steps, sizes.heads, width / sizes.heads)
    let shape = AttentionShape(
      steps: steps, heads: heads, width: width, isCausal: sizes.isCausal)
    let packed = numbers(rows * steps * 3 * width, bound: 1)
    let dy = numbers(rows * steps * width, seed: 2, bound: 1)
    let square = steps * steps
    let bench = try Bench(
      packed, numbers(rows * heads * square), dy, numbers(square), numbers(packed.count, seed: 3),
      dy)
    let r = bench.regions
    let parts = AttentionParts(packed: r[0], width: width)
    bench.arena.attend(
      parts, rows: rows, shape, probabilities: r[1], mask: .empty, scratch: r[3],
      into: MatrixPart(r[5], stride: width))
    bench.arena.attendGradient(
      parts, rows: rows, shape, probabilities: r[1], mask: .empty, scratch: r[3],
      outputGradient: MatrixPart(r[2], stride: width),
      into: AttentionParts(packed: r[4], width: width), addsUp: false)
    var expected = [Double](repeating: 0, count: packed.count)
    for row in 0..<rows {
      for head in 0..<heads {
        let p = attention(packed, row: row, head: head, sizes).probabilities
        func place(_ part: Int, _ step: Int, _ c: Int) -> Int {
          ((row * steps + step) * 3 + part) * width + head * size + c
        }
        for i in 0..<steps {
          let d = (0..<size).map { Double(dy[(row * steps + i) * width + head * size + $0]) }
          let g = (0..<steps).map { j in
            (0..<size).reduce(0) { $0 + d[$1] * Double(packed[place(2, j, $1)]) }
          }
          let mean = zip(p[i], g).reduce(0) { $0 + $1.0 * $1.1 }
          for j in 0..<steps {
            let slope = p[i][j] * (g[j] - mean) / Double(size).squareRoot()
            for c in 0..<size {
              expected[place(0, i, c)] += slope * Double(packed[place(1, j, c)])
              expected[place(1, j, c)] += slope * Double(packed[place(0, i, c)])
              expected[place(2, j, c)] += p[i][j] * d[c]
            }
          }
        }
      }
    }
    #expect(
      bench[4].isClose(to: expected.map { Scalar($0) }, within: 0, absolute: 100 * precision))
  }

  /// A step that is not finite makes its own row and those that see it so, and no other.
  @Test func whatLiesAheadCannotSpoilACausalRow() throws {
    let packed: [Scalar] = [1, 1, 1, 2, .infinity, 1]
    let bench = try Bench(packed, [0, 0, 0, 0], [0, 0], [0, 0, 0, 0])
    let r = bench.regions
    bench.arena.attend(
      AttentionParts(packed: r[0], width: 1), rows: 1,
      AttentionShape(steps: 2, heads: 1, width: 1, isCausal: true), probabilities: r[1],
      mask: .empty, scratch: r[3], into: MatrixPart(r[2], stride: 1))
    #expect(bench[2][0] == 1)
    #expect(bench[2][1].isNaN)
  }
}
