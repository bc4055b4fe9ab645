import Tensors
import TestSupport
import Testing

/// Steps of recurrent cells against loops over their definition; widths around a vector's.
@Suite struct RecurrentKernelTests {
  private static let widths = [1, 3, 16, 21]
  private let rows = 3

  private func sigmoid(_ x: Scalar) -> Scalar { plain(.sigmoid, x) }
  private func tanh(_ x: Scalar) -> Scalar { plain(.tanh, x) }

  /// The activation kernels, which have twins of their own.
  private func plain(_ activation: Activation, _ x: Scalar) -> Scalar {
    guard let bench = try? Bench([x], [0]) else { return .nan }
    bench.arena.apply(activation, to: bench.regions[0], into: bench.regions[1], count: 1)
    return bench[1][0]
  }

  private func zeros(_ count: Int) -> [Scalar] { [Scalar](repeating: 0, count: count) }

  private func expectClose(
    _ found: [Scalar], _ expected: [Scalar], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      found.isClose(to: expected, within: 8 * precision, absolute: 8 * precision),
      sourceLocation: sourceLocation)
  }

  @Test(arguments: widths, [false, true])
  func lstmSteps(width w: Int, hasPrevious: Bool) throws {
    let (gates, previous) = (numbers(rows * 4 * w), numbers(rows * w, seed: 2))
    let (count, stride) = (rows * w, 2 * w)
    let bench = try Bench(gates, previous, zeros(count), zeros(count), zeros(rows * stride))
    let r = bench.regions
    bench.arena.lstmStep(
      gates: r[0], previous: hasPrevious ? r[1] : nil, cell: r[2], squashed: r[3],
      into: MatrixPart(r[4], offset: w, stride: stride), rows: rows, width: w)
    var (after, cell, squashed) = (gates, zeros(count), zeros(count))
    var state = zeros(rows * stride)
    for row in 0..<rows {
      for j in 0..<w {
        let (at, here) = (row * 4 * w + j, row * w + j)
        let i = sigmoid(gates[at])
        let f = sigmoid(gates[at + w])
        let g = tanh(gates[at + 2 * w])
        let o = sigmoid(gates[at + 3 * w])
        (after[at], after[at + w], after[at + 2 * w], after[at + 3 * w]) = (i, f, g, o)
        cell[here] = (hasPrevious ? f * previous[here] : 0) + i * g
        squashed[here] = tanh(cell[here])
        state[row * stride + w + j] = o * squashed[here]
      }
    }
    expectClose(bench[0], after)
    expectClose(bench[2], cell)
    expectClose(bench[3], squashed)
    expectClose(bench[4], state)
  }

  @Test(arguments: widths, [false, true])
  func lstmGradients(width w: Int, isWhole: Bool) throws {
    let count = rows * w
    let (gates, previous) = (numbers(4 * count, bound: 1), numbers(count, seed: 2))
    let (squashed, above) = (numbers(count, seed: 3, bound: 1), numbers(count, seed: 4))
    let (later, cell) = (numbers(count, seed: 5), numbers(count, seed: 6))
    let bench = try Bench(gates, previous, squashed, above, later, cell, zeros(4 * count))
    let r = bench.regions
    bench.arena.lstmStepGradient(
      gates: r[0], previous: isWhole ? r[1] : nil, squashed: r[2],
      above: isWhole ? MatrixPart(r[3], stride: w) : nil, later: r[4], cell: r[5], into: r[6],
      rows: rows, width: w)
    var (sums, carried) = (zeros(4 * count), zeros(count))
    for row in 0..<rows {
      for j in 0..<w {
        let (at, here) = (row * 4 * w + j, row * w + j)
        let (i, f, g, o) = (gates[at], gates[at + w], gates[at + 2 * w], gates[at + 3 * w])
        let dh = later[here] + (isWhole ? above[here] : 0)
        let dc = cell[here] + dh * o * (1 - squashed[here] * squashed[here])
        sums[at] = dc * g * i * (1 - i)
        sums[at + w] = isWhole ? dc * previous[here] * f * (1 - f) : 0
        sums[at + 2 * w] = dc * i * (1 - g * g)
        sums[at + 3 * w] = dh * squashed[here] * o * (1 - o)
        carried[here] = dc * f
      }
    }
    expectClose(bench[6], sums)
    expectClose(bench[5], carried)
  }

  @Test(arguments: widths, [(false, false), (false, true), (true, false), (true, true)])
  func gruSteps(width w: Int, has: (previous: Bool, bias: Bool)) throws {
    let (hasPrevious, hasBias) = has
    let count = rows * w
    let (gates, products) = (numbers(3 * count), numbers(3 * count, seed: 2))
    let (bias, previous) = (numbers(3 * w, seed: 3), numbers(count, seed: 4))
    let bench = try Bench(gates, products, bias, previous, zeros(count), zeros(count))
    let r = bench.regions
    bench.arena.gruStep(
      gates: r[0], products: r[1], bias: hasBias ? r[2] : .empty, hidden: r[4],
      previous: hasPrevious ? MatrixPart(r[3], stride: w) : nil,
      into: MatrixPart(r[5], stride: w), rows: rows, width: w)
    var (after, hidden, state) = (gates, zeros(count), zeros(count))
    for row in 0..<rows {
      for j in 0..<w {
        let (at, here) = (row * 3 * w + j, row * w + j)
        func share(_ gate: Int) -> Scalar {
          (hasPrevious ? products[at + gate * w] : 0) + (hasBias ? bias[gate * w + j] : 0)
        }
        let (reset, update) = (sigmoid(gates[at] + share(0)), sigmoid(gates[at + w] + share(1)))
        hidden[here] = share(2)
        let fresh = tanh(gates[at + 2 * w] + reset * hidden[here])
        (after[at], after[at + w], after[at + 2 * w]) = (reset, update, fresh)
        state[here] = (1 - update) * fresh + update * (hasPrevious ? previous[here] : 0)
      }
    }
    expectClose(bench[0], after)
    expectClose(bench[4], hidden)
    expectClose(bench[5], state)
  }

  @Test(arguments: widths, [false, true])
  func gruGradients(width w: Int, isWhole: Bool) throws {
    let count = rows * w
    let (gates, hidden) = (numbers(3 * count, bound: 1), numbers(count, seed: 2))
    let (previous, above) = (numbers(count, seed: 3), numbers(count, seed: 4))
    let later = numbers(count, seed: 5)
    let bench = try Bench(
      gates, hidden, previous, above, later, zeros(3 * count), zeros(3 * count))
    let r = bench.regions
    bench.arena.gruStepGradient(
      gates: r[0], hidden: r[1], previous: isWhole ? MatrixPart(r[2], stride: w) : nil,
      above: isWhole ? MatrixPart(r[3], stride: w) : nil, later: r[4], intoInputs: r[5],
      intoProducts: r[6], rows: rows, width: w)
    var (inputs, products, passed) = (zeros(3 * count), zeros(3 * count), zeros(count))
    for row in 0..<rows {
      for j in 0..<w {
        let (at, here) = (row * 3 * w + j, row * w + j)
        let (reset, update, fresh) = (gates[at], gates[at + w], gates[at + 2 * w])
        let dh = later[here] + (isWhole ? above[here] : 0)
        let dn = dh * (1 - update) * (1 - fresh * fresh)
        let dz = dh * ((isWhole ? previous[here] : 0) - fresh) * update * (1 - update)
        let dr = dn * hidden[here] * reset * (1 - reset)
        (inputs[at], inputs[at + w], inputs[at + 2 * w]) = (dr, dz, dn)
        (products[at], products[at + w], products[at + 2 * w]) = (dr, dz, dn * reset)
        passed[here] = dh * update
      }
    }
    expectClose(bench[5], inputs)
    expectClose(bench[6], products)
    expectClose(bench[4], passed)
  }

  @Test(arguments: widths, [false, true])
  func plainSteps(width w: Int, isReLU: Bool) throws {
    let count = rows * w
    let (sums, above, later) = (numbers(count), numbers(count, seed: 2), numbers(count, seed: 3))
    let bench = try Bench(sums, zeros(count), above, later, zeros(count))
    let r = bench.regions
    let state = MatrixPart(r[1], stride: w)
    bench.arena.rnnStep(r[0], into: state, isReLU: isReLU, rows: rows, width: w)
    let expected = sums.map { isReLU ? max(0, $0) : tanh($0) }
    expectClose(bench[1], expected)
    for hasAbove in [false, true] {
      bench.arena.rnnStepGradient(
        state: state, above: hasAbove ? MatrixPart(r[2], stride: w) : nil, later: r[3],
        into: r[4], isReLU: isReLU, rows: rows, width: w)
      let gradient = expected.indices.map { i in
        let whole = later[i] + (hasAbove ? above[i] : 0)
        return isReLU ? (expected[i] > 0 ? whole : 0) : whole * (1 - expected[i] * expected[i])
      }
      expectClose(bench[4], gradient)
    }
  }

  @Test func axesSwap() throws {
    let bench = try Bench([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], zeros(12))
    bench.arena.swapAxes(
      bench.regions[0], into: bench.regions[1], first: 2, second: 3, width: 2)
    #expect(bench[1] == [1, 2, 7, 8, 3, 4, 9, 10, 5, 6, 11, 12])
  }
}
