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
    let distance = zip(x, y).reduce(0.0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }.squareRoot()
    let measured = bench.arena.distance(r[0], r[1])
    #expect(measured.isClose(to: distance, within: 1e-14))
  }

  /// Squares of 1e-30 underflow in Float, but not in the sum.
  @Test func normsOfTinyNumbersAreNotLost() throws {
    let bench = try Bench([3e-30, 4e-30])
    let norm = bench.arena.norm(bench.regions[0])
    #expect(norm.isClose(to: 5e-30, within: 1e-6))
  }

  @Test func deviationIsOverN() throws {
    let bench = try Bench([1, 3, 1, 3, 2])
    let deviation = bench.arena.standardDeviation(bench.regions[0])
    #expect(deviation.isClose(to: 0.8.squareRoot(), within: 1e-15))
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

  @Test func deadColumnsAreZeroInEveryRow() throws {
    let bench = try Bench([0, 1, 0, 0, 0, 0, 0, 2])
    let dead = bench.arena.deadColumns(bench.regions[0], rows: 2, width: 4)
    #expect(dead == 2)
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
    x += [0, -0.0, .nan, .infinity, 1, 10, 1e-12, 1e8]
    let bench = try Bench(x)
    let counts = bench.arena.countSizes(bench.regions[0])
    #expect(counts.zeros == 2 && counts.nonFinite == 2)
    #expect(counts.bins.reduce(0, +) == x.count - 4)
    let edges = (0...SizeCounts.binCount).map { pow(10, Double($0) / 5 - 12) }
    var expected = [Int](repeating: 0, count: SizeCounts.binCount)
    for value in x where value.isFinite && value != 0 {
      let size = Double(value.magnitude)
      let bin = edges.count { $0 <= size } - 1
      expected[min(max(bin, 0), SizeCounts.binCount - 1)] += 1
    }
    #expect(counts.bins == expected)
  }
}
