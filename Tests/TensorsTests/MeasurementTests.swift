import Glibc
import Tensors
import TestSupport
import Testing

@Suite struct MeasurementTests {
  @Test func norms() throws {
    let (x, y) = (numbers(77), numbers(77, seed: 2))
    let bench = try Bench(x, y)
    let r = bench.regions
    let square = x.reduce(0) { $0 + Double($1) * Double($1) }
    let (sum, norm) = (bench.arena.sumOfSquares(r[0]), bench.arena.norm(r[0]))
    #expect(sum.isClose(to: square, within: 1e-14))
    #expect(norm.isClose(to: square.squareRoot(), within: 1e-14))
    let sums = bench.arena.updateSums(r[0], from: r[1])
    let distance = zip(x, y).reduce(0.0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }
    #expect(sums.new.isClose(to: square, within: 1e-14))
    #expect(sums.old.isClose(to: y.reduce(0) { $0 + Double($1) * Double($1) }, within: 1e-14))
    #expect(sums.difference.isClose(to: distance, within: 1e-14))
  }

  /// Squares of 1e-30 underflow in Float, but not in the sum.
  @Test func normsOfTinyNumbersAreNotLost() throws {
    let bench = try Bench([3e-30, 4e-30])
    let norm = bench.arena.norm(bench.regions[0])
    #expect(norm.isClose(to: 5e-30, within: 1e-6))
  }

  /// The twin: one sum after another in Double, over regions of blocks and of odd ends.
  @Test(arguments: [1, 511, 512, 1700]) func momentsOfTwoRegionsAddUp(count: Int) throws {
    let (x, y) = (numbers(count), numbers(77, seed: 2))
    let bench = try Bench(x, y)
    var moments = Moments()
    bench.arena.addMoments(of: bench.regions[0], to: &moments)
    bench.arena.addMoments(of: bench.regions[1], to: &moments)
    let all = (x + y).map { Double($0) }
    let mean = all.reduce(0, +) / Double(all.count)
    let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
    #expect(moments.count == all.count)
    #expect(moments.mean.isClose(to: mean, within: 1e-5, absolute: 1e-6))
    #expect(moments.standardDeviation.isClose(to: variance.squareRoot(), within: 1e-6))
    #expect(moments.zeroShare == Double(all.count { $0 == 0 }) / Double(all.count))
  }

  /// Squares of these overflow or vanish in Float; 10⁶ beside a spread of 1 would swallow it.
  @Test(arguments: [(1e25, 0.0), (1e-30, 0), (1, 1e6)])
  func momentsKeepTheirDigits(size: Double, center: Double) throws {
    let x = (0..<1024).map { Scalar(center + ($0 % 2 == 0 ? size : -size)) }
    let bench = try Bench(x)
    var moments = Moments()
    bench.arena.addMoments(of: bench.regions[0], to: &moments)
    #expect(moments.standardDeviation.isClose(to: size, within: 1e-6))
    #expect(moments.mean.isClose(to: center, within: 1e-6, absolute: 1e-6 * size))
  }

  @Test func momentsOfEqualNumbersHaveNoSpread() throws {
    let bench = try Bench([Scalar](repeating: 0.1, count: 700))
    var moments = Moments()
    bench.arena.addMoments(of: bench.regions[0], to: &moments)
    #expect(moments.standardDeviation == 0 && moments.mean.isClose(to: 0.1, within: 1e-6))
  }

  @Test(arguments: [Scalar.nan, .infinity, -.infinity])
  func theFirstNonFiniteNumberIsFound(value: Scalar) throws {
    var x = numbers(40)
    let bench = try Bench(x)
    let before = bench.arena.firstNonFinite(bench.regions[0])
    #expect(before == nil)
    (x[17], x[30]) = (value, value)
    bench.arena.store(x, in: bench.regions[0])
    let after = bench.arena.firstNonFinite(bench.regions[0])
    #expect(after == 17)
  }

  @Test func rowSizes() throws {
    let bench = try Bench([1, -2, 3, -4, 5, -6])
    var sums = [10.0, 20]
    bench.arena.addRowSizes(bench.regions[0], width: 3, to: &sums)
    #expect(sums == [16, 35])
  }

  @Test func unitsAreAliveThatAreNotZeroSomewhere() throws {
    let bench = try Bench([0, 1, 0, 0, 0, 0, 0, 2], [Scalar](repeating: 0, count: 40) + [.nan, 0])
    var alive: [Scalar] = [0, 0, 0, 0]
    bench.arena.markAlive(bench.regions[0], rows: 2, positions: 1, in: &alive)
    #expect(alive == [0, 1, 0, 1])
    alive = [0, 0]
    bench.arena.markAlive(bench.regions[0], rows: 1, positions: 4, in: &alive)
    #expect(alive == [1, 1])
    alive = [0, 0]
    bench.arena.markAlive(bench.regions[1], rows: 21, positions: 1, in: &alive)
    #expect(alive == [1, 0], "in the last of many rows; NaN is not 0")
  }

  @Test func numbersOutsideARange() throws {
    let bench = try Bench([-2, -1, 0, 1, 2, .infinity])
    let outside = bench.arena.countOutside(-1...1, in: bench.regions[0])
    #expect(outside == 3)
  }

  /// The twin: the bin is the number of lower edges that the size reaches, less one.
  ///
  /// Sizes keep off the edges, where rounding decides, but for 1, 10 and both ends.
  @Test func sizesAreCountedByDecade() throws {
    var x = (0..<3000).map { i in
      Scalar(pow(10, Double(i) / 100 - 15.997) * (i % 2 == 0 ? 1 : -1))
    }
    x += [0, -0.0, .nan, .infinity, 1, 10, 1e-12, 1e8, .leastNonzeroMagnitude]
    let bench = try Bench(x)
    var counts = SizeCounts()
    counts.appendSet()
    counts.appendSet()
    bench.arena.countSizes(bench.regions[0], into: &counts)
    #expect(counts.bins(0).allSatisfy { $0 == 0 }, "counts into the last set")
    #expect(counts.zeros(1) == 2 && counts.nonFinite(1) == 2)
    #expect(counts.bins(1).reduce(0, +) == x.count - 4)
    #expect(counts.bins(1) == expectedBins(x))
  }

  /// Every edge's own neighbours in the scalar's precision.
  @Test func sizesBesideEachEdgeAreParted() throws {
    let edges = (1..<SizeCounts.binCount).map { pow(10, Double($0) / 5 - 12) }
    let x = edges.flatMap { edge in
      [Scalar(edge * (1 - 1e-6)), -Scalar(edge * (1 + 1e-6)), Scalar(edge * 1.2)]
    }
    let bench = try Bench(x)
    var counts = SizeCounts()
    counts.appendSet()
    bench.arena.countSizes(bench.regions[0], into: &counts)
    #expect(counts.bins(0) == expectedBins(x))
  }

  private func expectedBins(_ x: [Scalar]) -> [Int] {
    let edges = (0...SizeCounts.binCount).map { pow(10, Double($0) / 5 - 12) }
    var expected = [Int](repeating: 0, count: SizeCounts.binCount)
    for value in x where value.isFinite && value != 0 {
      let size = Double(value.magnitude)
      let bin = edges.count { $0 <= size } - 1
      expected[min(max(bin, 0), SizeCounts.binCount - 1)] += 1
    }
    return expected
  }
}
