import Tensors
import TestSupport
import Testing

@Suite struct AugmentationKernelTests {
  /// The twin draws from ``Philox``: two 32-bit words of each number, 23 bits of each.
  @Test func noiseIsTheNormalQuantileOfTheStream() throws {
    let key = Philox.Key(seed: 3, purpose: "augmentation", name: "noise")
    let bench = try Bench([Scalar](repeating: 1, count: 1003))
    bench.arena.addNormalNoise(to: bench.regions[0], deviation: 0.5, key: key, step: 7)
    var random = Philox(key: key, step: 7)
    var expected: [Scalar] = []
    for _ in 0..<502 {
      let word = random.next()
      for half in [word & 0xFFFF_FFFF, word >> 32] {
        let p = (Double(half >> 9) + 0.5) * 0x1p-23
        expected.append(Scalar(1 + 0.5 * normalQuantile(p)))
      }
    }
    // Giles' polynomials are within 3e-7 of the quantile, relatively.
    #expect(bench[0].isClose(to: expected.prefix(1003), within: 1e-6, absolute: 1e-6))
  }

  @Test func noiseHasMeanAndDeviationOfItsLaw() throws {
    let bench = try Bench([Scalar](repeating: 0, count: 100_000))
    let key = Philox.Key(seed: 1, purpose: "augmentation", name: "noise")
    bench.arena.addNormalNoise(to: bench.regions[0], deviation: 2, key: key, step: 0)
    let values = bench[0].map { Double($0) }
    let mean = values.reduce(0, +) / 1e5
    let variance = values.reduce(0) { $0 + $1 * $1 } / 1e5 - mean * mean
    // Five standard errors: 2 / √n, and √2 · 4 / √n.
    #expect(abs(mean) < 0.032 && abs(variance - 4) < 0.09)
  }

  static let planes = [
    PlaneShape(outer: 2, height: 3, width: 4, inner: 1),
    PlaneShape(outer: 1, height: 1, width: 6, inner: 3),
    PlaneShape(outer: 3, height: 1, width: 5, inner: 1),
  ]

  @Test(arguments: planes, [(0, 0), (0, 2), (0, -1), (1, 1), (-2, 3), (2, -3), (9, 9)])
  func shiftsAgreeWithTheirTwin(plane: PlaneShape, by distance: (Int, Int)) throws {
    let down = plane.height > 1 ? distance.0 : 0
    for mirrors in [false, true] {
      if mirrors, abs(down) >= plane.height || abs(distance.1) >= plane.width { continue }
      let values = numbers(plane.count)
      let bench = try Bench(values, [Scalar](repeating: .nan, count: plane.count))
      bench.arena.shift(
        bench.regions[0], plane, down: down, right: distance.1, mirrors: mirrors,
        aside: bench.regions[1])
      let twin = moved(values, plane) { row, column in
        let from = (row - down, column - distance.1)
        guard mirrors else { return from }
        return (mirrored(from.0, plane.height), mirrored(from.1, plane.width))
      }
      #expect(bench[0] == twin)
    }
  }

  @Test(arguments: planes) func flipsAgreeWithTheirTwin(plane: PlaneShape) throws {
    let values = numbers(plane.count)
    let bench = try Bench(values, values)
    bench.arena.flipHorizontally(bench.regions[0], plane)
    #expect(bench[0] == moved(values, plane) { ($0, plane.width - 1 - $1) })
    bench.arena.flipVertically(bench.regions[1], plane)
    #expect(bench[1] == moved(values, plane) { (plane.height - 1 - $0, $1) })
    bench.arena.flipHorizontally(bench.regions[0], plane)
    #expect(bench[0] == values)
  }

  @Test(arguments: planes) func boxesAreCleared(plane: PlaneShape) throws {
    let values = numbers(plane.count)
    let bench = try Bench(values)
    let rows = plane.height > 1 ? 1..<3 : 0..<1
    bench.arena.clear(bench.regions[0], plane, rows: rows, columns: 1..<3)
    let isOut = { (row: Int, column: Int) in !(rows.contains(row) && (1..<3).contains(column)) }
    #expect(bench[0] == moved(values, plane) { isOut($0, $1) ? ($0, $1) : (-1, -1) })
  }

  @Test func mixturesAreWeightedMeans() throws {
    let bench = try Bench([1, 2, -4], [5, 2, 4])
    bench.arena.mix(bench.regions[0], with: bench.regions[1], share: 0.75)
    #expect(bench[0] == [2, 2, -2])
  }

  /// Each place gets what stood at the place that the rule names; 0 where that lies outside.
  private func moved(
    _ values: [Scalar], _ plane: PlaneShape, _ origin: (Int, Int) -> (Int, Int)
  ) -> [Scalar] {
    var result: [Scalar] = []
    for outer in 0..<plane.outer {
      for row in 0..<plane.height {
        for column in 0..<plane.width {
          let (y, x) = origin(row, column)
          let isInside = (0..<plane.height).contains(y) && (0..<plane.width).contains(x)
          for inner in 0..<plane.inner {
            let index = ((outer * plane.height + y) * plane.width + x) * plane.inner + inner
            result.append(isInside ? values[index] : 0)
          }
        }
      }
    }
    return result
  }

  /// The place inside that a mirrored row shows: 2 1 | 0 1 2 … n−1 | n−2 n−3.
  private func mirrored(_ index: Int, _ extent: Int) -> Int {
    index < 0 ? -index : index >= extent ? 2 * (extent - 1) - index : index
  }
}
