import Tensors
import TestSupport
import Testing

/// Products, sums and copies of matrices against loops over their definition.
@Suite struct MatrixTests {
  struct Sizes: Sendable {
    let rows: Int
    let inputs: Int
    let outputs: Int
  }

  static let sizes = [
    Sizes(rows: 1, inputs: 1, outputs: 1), Sizes(rows: 5, inputs: 3, outputs: 1),
    Sizes(rows: 7, inputs: 19, outputs: 33), Sizes(rows: 32, inputs: 64, outputs: 2),
  ]

  @Test(arguments: sizes)
  func affineMaps(_ sizes: Sizes) throws {
    let (rows, inputs, outputs) = (sizes.rows, sizes.inputs, sizes.outputs)
    let (x, w) = (numbers(rows * inputs), numbers(inputs * outputs, seed: 2))
    let b = numbers(outputs, seed: 3)
    let bench = try Bench(x, w, b, numbers(rows * outputs, seed: 4))
    let r = bench.regions
    for hasBias in [true, false] {
      bench.arena.affine(
        r[0], weight: r[1], bias: hasBias ? r[2] : .empty, into: r[3], rows: rows, inputs: inputs,
        outputs: outputs)
      var expected: [Scalar] = []
      for row in 0..<rows {
        for o in 0..<outputs {
          let sum = (0..<inputs).reduce(hasBias ? Double(b[o]) : 0) {
            $0 + Double(x[row * inputs + $1]) * Double(w[$1 * outputs + o])
          }
          expected.append(Scalar(sum))
        }
      }
      #expect(bench[3].isClose(to: expected, within: 0, absolute: 200 * precision))
    }
  }

  @Test(arguments: sizes)
  func gradientsOfAffineMaps(_ sizes: Sizes) throws {
    let (rows, inputs, outputs) = (sizes.rows, sizes.inputs, sizes.outputs)
    let (x, w) = (numbers(rows * inputs), numbers(inputs * outputs, seed: 2))
    let dy = numbers(rows * outputs, seed: 3)
    let bench = try Bench(x, w, dy, w, x)
    let r = bench.regions
    bench.arena.inputGradient(
      outputGradient: r[2], weight: r[1], into: r[4], rows: rows, inputs: inputs, outputs: outputs)
    var weightGradient = [Scalar](repeating: 0, count: inputs * outputs)
    var inputGradient = [Scalar](repeating: 0, count: rows * inputs)
    for row in 0..<rows {
      for i in 0..<inputs {
        for o in 0..<outputs {
          weightGradient[i * outputs + o] += x[row * inputs + i] * dy[row * outputs + o]
          inputGradient[row * inputs + i] += w[i * outputs + o] * dy[row * outputs + o]
        }
      }
    }
    #expect(bench[4].isClose(to: inputGradient, within: 0, absolute: 400 * precision))
    for (accumulates, factor) in [(false, 1 as Scalar), (true, 2)] {
      bench.arena.addWeightGradient(
        of: r[0], outputGradient: r[2], into: r[3], rows: rows, inputs: inputs, outputs: outputs,
        accumulates: accumulates)
      let expected = weightGradient.map { factor * $0 }
      #expect(bench[3].isClose(to: expected, within: 0, absolute: 400 * precision))
    }
  }

  /// A 3 × 4 and a 4 × 5 matrix, each at an offset inside rows of 9; what lies around stays.
  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func productsOfParts(aIsTransposed: Bool, bIsTransposed: Bool) throws {
    let (a, b, c) = (numbers(60), numbers(60, seed: 2), numbers(60, seed: 3))
    let bench = try Bench(a, b, c)
    let r = bench.regions
    bench.arena.product(
      MatrixPart(r[0], offset: 2, stride: 9, isTransposed: aIsTransposed),
      MatrixPart(r[1], offset: 1, stride: 9, isTransposed: bIsTransposed),
      into: MatrixPart(r[2], offset: 3, stride: 9), rows: 3, columns: 5, inner: 4, scale: 2,
      plus: 0.5)
    var expected = c
    for row in 0..<3 {
      for column in 0..<5 {
        let sum = (0..<4).reduce(0 as Scalar) { sum, k in
          let left = aIsTransposed ? a[2 + k * 9 + row] : a[2 + row * 9 + k]
          return sum + left * (bIsTransposed ? b[1 + column * 9 + k] : b[1 + k * 9 + column])
        }
        expected[3 + row * 9 + column] = 2 * sum + c[3 + row * 9 + column] / 2
      }
    }
    #expect(bench[2].isClose(to: expected, within: 0, absolute: 200 * precision))
  }

  @Test func aPartOutsideItsRegionIsRefused() async {
    await #expect(processExitsWith: .failure) {
      let bench = try Bench(numbers(8), numbers(9), numbers(9))
      let parts = bench.regions.map { MatrixPart($0, stride: 3) }
      bench.arena.product(parts[0], parts[1], into: parts[2], rows: 3, columns: 3, inner: 3)
    }
  }

  @Test(arguments: [1, 2, 17])
  func columnSums(width: Int) throws {
    let x = numbers(9 * width)
    let bench = try Bench(x, [Scalar](repeating: 0, count: width))
    let expected = (0..<width).map { c in (0..<9).reduce(0 as Scalar) { $0 + x[$1 * width + c] } }
    for (accumulates, factor) in [(false, 1 as Scalar), (true, 2)] {
      bench.arena.sumColumns(
        bench.regions[0], into: bench.regions[1], rows: 9, width: width, accumulates: accumulates)
      let sums = expected.map { factor * $0 }
      #expect(bench[1].isClose(to: sums, within: 0, absolute: 60 * precision))
    }
  }

  @Test func rowsAreGathered() throws {
    let matrix: [Scalar] = [0, 1, 10, 11, 20, 21]
    let rows: [Int32] = [2, 0, 2]
    let bench = try Bench([Scalar](repeating: 0, count: 6))
    bench.arena.gather(rows.span, of: matrix.span, width: 2, into: bench.regions[0])
    #expect(bench[0] == [20, 21, 0, 1, 20, 21])
  }

  @Test func aRowOutsideIsRefused() async {
    await #expect(processExitsWith: .failure) {
      let (matrix, rows): ([Scalar], [Int32]) = ([1, 2], [2])
      let bench = try Bench([0])
      bench.arena.gather(rows.span, of: matrix.span, width: 1, into: bench.regions[0])
    }
  }

  @Test(arguments: [(5, 3), (37, 19), (1, 40)])
  func transposingTwiceChangesNothing(rows: Int, width: Int) throws {
    let x = numbers(rows * width)
    let bench = try Bench(x)
    bench.arena.storeTransposed(x, in: bench.regions[0], rows: rows, width: width)
    let transposed = (0..<width).flatMap { c in (0..<rows).map { x[$0 * width + c] } }
    #expect(bench[0] == transposed)
    let back = bench.arena.transposedValues(bench.regions[0], rows: width, width: rows)
    #expect(back == x)
  }
}
