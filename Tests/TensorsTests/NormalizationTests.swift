import Tensors
import TestSupport
import Testing

/// The norms' kernels against their formulas in Double, at widths that fill vectors and leave a rest.
@Suite struct NormalizationTests {
  static let widths = [1, 3, 16, 37, 128]
  private let rows = 5
  private let epsilon: Scalar = 0.25
  private let bound = 400 * precision

  /// (x − mean) / √(variance + ε) of one list of numbers, and 1 / √(variance + ε).
  private func standardized(_ x: [Double]) -> ([Double], inverse: Double) {
    let mean = x.reduce(0, +) / Double(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    let inverse = 1 / (variance + Double(epsilon)).squareRoot()
    return (x.map { ($0 - mean) * inverse }, inverse)
  }

  /// With d = γ dy: dx = s (d − mean d − x̂ mean(d x̂)).
  private func gradient(_ d: [Double], _ standard: [Double], _ inverse: Double) -> [Scalar] {
    let count = Double(d.count)
    let mean = d.reduce(0, +) / count
    let product = zip(d, standard).reduce(0) { $0 + $1.0 * $1.1 } / count
    return zip(d, standard).map { Scalar(inverse * ($0 - mean - $1 * product)) }
  }

  @Test(arguments: widths)
  func layerNormFollowsItsFormula(width: Int) throws {
    let count = rows * width
    let (x, dy) = (numbers(count), numbers(count, seed: 2))
    let (scale, shift) = (numbers(width, seed: 3), numbers(width, seed: 4))
    let bench = try Bench(x, dy, scale, shift, numbers(rows), numbers(rows), x, x, scale + shift)
    let r = bench.regions
    bench.arena.layerNorm(
      r[0], rows: rows, width: width, epsilon: epsilon, scale: r[2], shift: r[3], mean: r[4],
      inverseDeviation: r[5], into: r[6])
    bench.arena.layerNormGradient(
      input: r[0], outputGradient: r[1], rows: rows, width: width, mean: r[4],
      inverseDeviation: r[5], scale: r[2], gradients: r[8], accumulates: true, into: r[7])
    var learned = (scale + shift).map { Double($0) }
    for row in 0..<rows {
      let range = row * width..<(row + 1) * width
      let (standard, inverse) = standardized(x[range].map { Double($0) })
      let d = dy[range].map { Double($0) }
      for c in 0..<width {
        learned[c] += d[c] * standard[c]
        learned[width + c] += d[c]
      }
      let output = (0..<width).map { Scalar(standard[$0] * Double(scale[$0]) + Double(shift[$0])) }
      #expect(bench[6][range].isClose(to: output, within: 0, absolute: bound))
      let scaled = (0..<width).map { d[$0] * Double(scale[$0]) }
      let expected = gradient(scaled, standard, inverse)
      #expect(bench[7][range].isClose(to: expected, within: 0, absolute: bound))
    }
    #expect(bench[8].isClose(to: learned.map { Scalar($0) }, within: 0, absolute: bound))
  }

  @Test(arguments: widths)
  func rmsNormFollowsItsFormula(width: Int) throws {
    let count = rows * width
    let (x, dy, scale) = (numbers(count), numbers(count, seed: 2), numbers(width, seed: 3))
    let bench = try Bench(x, dy, scale, numbers(rows), x, x, scale)
    let r = bench.regions
    bench.arena.rmsNorm(
      r[0], rows: rows, width: width, epsilon: epsilon, scale: r[2], inverseRoot: r[3], into: r[4])
    bench.arena.rmsNormGradient(
      input: r[0], outputGradient: r[1], rows: rows, width: width, inverseRoot: r[3], scale: r[2],
      gradients: r[6], accumulates: false, into: r[5])
    var learned = [Double](repeating: 0, count: width)
    for row in 0..<rows {
      let range = row * width..<(row + 1) * width
      let values = x[range].map { Double($0) }
      let square = values.reduce(0) { $0 + $1 * $1 } / Double(width)
      let inverse = 1 / (square + Double(epsilon)).squareRoot()
      let standard = values.map { $0 * inverse }
      let d = dy[range].map { Double($0) }
      for c in 0..<width { learned[c] += d[c] * standard[c] }
      let output = (0..<width).map { Scalar(standard[$0] * Double(scale[$0])) }
      #expect(bench[4][range].isClose(to: output, within: 0, absolute: bound))
      let scaled = (0..<width).map { d[$0] * Double(scale[$0]) }
      let product = zip(scaled, standard).reduce(0) { $0 + $1.0 * $1.1 } / Double(width)
      let expected = zip(scaled, standard).map { Scalar(inverse * ($0 - $1 * product)) }
      #expect(bench[5][range].isClose(to: expected, within: 0, absolute: bound))
    }
    #expect(bench[6].isClose(to: learned.map { Scalar($0) }, within: 0, absolute: bound))
  }

  /// Batch norm gathers a channel over all rows, group norm two channels of one row.
  @Test(arguments: [1, 3, 16, 37])
  func channelNormsFollowTheirFormulas(positions: Int) throws {
    let shape = ChannelShape(rows: rows, channels: 4, positions: positions)
    let (x, dy) = (numbers(shape.count), numbers(shape.count, seed: 2))
    let (scale, shift) = (numbers(4, seed: 3), numbers(4, seed: 4))
    let place = { (row: Int, channel: Int, k: Int) in (row * 4 + channel) * positions + k }
    let batchSets = (0..<4).map { c in
      (0..<rows).flatMap { row in (0..<positions).map { place(row, c, $0) } }
    }
    let groupSets = (0..<rows).flatMap { row in
      [0, 2].map { c in (0..<2 * positions).map { place(row, c, 0) + $0 } }
    }
    let bench = try Bench(
      x, dy, scale, shift, numbers(2 * rows), numbers(2 * rows), numbers(8), scale, shift, x, x,
      numbers(8))
    let r = bench.regions
    for (sets, isBatch) in [(batchSets, true), (groupSets, false)] {
      if isBatch {
        bench.arena.batchNormChannels(
          r[0], shape, epsilon: epsilon, momentum: 0.1, scale: r[2], shift: r[3], mean: r[4],
          inverseDeviation: r[5], variance: r[6], runningMean: r[7], runningVariance: r[8],
          into: r[9])
        bench.arena.batchNormChannelsGradient(
          input: r[0], outputGradient: r[1], shape, mean: r[4], inverseDeviation: r[5], sums: r[6],
          scale: r[2], gradients: r[11], accumulates: false, into: r[10])
      } else {
        bench.arena.groupNorm(
          r[0], shape, groups: 2, epsilon: epsilon, scale: r[2], shift: r[3], mean: r[4],
          inverseDeviation: r[5], into: r[9])
        bench.arena.groupNormGradient(
          input: r[0], outputGradient: r[1], shape, groups: 2, mean: r[4], inverseDeviation: r[5],
          scale: r[2], gradients: r[11], accumulates: false, into: r[10])
      }
      var learned = [Double](repeating: 0, count: 8)
      for indices in sets {
        let (standard, inverse) = standardized(indices.map { Double(x[$0]) })
        let channels = indices.map { $0 / positions % 4 }
        let d = indices.map { Double(dy[$0]) }
        for (i, c) in channels.enumerated() {
          learned[c] += d[i] * standard[i]
          learned[4 + c] += d[i]
        }
        let output = zip(standard, channels).map {
          Scalar($0 * Double(scale[$1]) + Double(shift[$1]))
        }
        let (ours, ourGradient) = (bench[9], bench[10])
        #expect(indices.map { ours[$0] }.isClose(to: output, within: 0, absolute: bound))
        let scaled = zip(d, channels).map { $0 * Double(scale[$1]) }
        let expected = gradient(scaled, standard, inverse)
        #expect(indices.map { ourGradient[$0] }.isClose(to: expected, within: 0, absolute: bound))
      }
      #expect(bench[11].isClose(to: learned.map { Scalar($0) }, within: 0, absolute: 4 * bound))
    }
  }
}
