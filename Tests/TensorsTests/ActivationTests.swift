import Glibc
import Tensors
import TestSupport
import Testing

/// Each kernel against its formula in Double, written out.
@Suite struct ActivationTests {
  struct Case: Sendable, CustomStringConvertible {
    let activation: Activation
    let value: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double

    var description: String { "\(activation)" }
  }

  static func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
  static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  static let root = (2 / Double.pi).squareRoot()

  static let cases = [
    Case(activation: .identity, value: { $0 }, slope: { _ in 1 }),
    Case(activation: .relu, value: { max(0, $0) }, slope: { $0 > 0 ? 1 : 0 }),
    Case(
      activation: .leakyReLU(slope: 0.125), value: { $0 > 0 ? $0 : 0.125 * $0 },
      slope: { $0 > 0 ? 1 : 0.125 }),
    Case(
      activation: .elu(alpha: 1.5), value: { $0 > 0 ? $0 : 1.5 * expm1($0) },
      slope: { $0 > 0 ? 1 : 1.5 * exp($0) }),
    Case(
      activation: .gelu, value: { $0 * normal($0) }, slope: { normal($0) + $0 * density($0) }),
    Case(
      activation: .geluTanh, value: { $0 / 2 * (1 + tanh(root * ($0 + 0.044715 * $0 * $0 * $0))) },
      slope: { x in
        let t = tanh(root * (x + 0.044715 * x * x * x))
        return (1 + t) / 2 + x / 2 * (1 - t * t) * root * (1 + 0.134145 * x * x)
      }),
    Case(
      activation: .silu, value: { $0 * logistic($0) },
      slope: { logistic($0) * (1 + $0 * (1 - logistic($0))) }),
    Case(
      activation: .softplus(beta: 2, threshold: 5),
      value: { 2 * $0 > 5 ? $0 : log1p(exp(2 * $0)) / 2 },
      slope: { 2 * $0 > 5 ? 1 : logistic(2 * $0) }),
    Case(activation: .tanh, value: { tanh($0) }, slope: { 1 - tanh($0) * tanh($0) }),
    Case(
      activation: .sigmoid, value: { logistic($0) }, slope: { logistic($0) * (1 - logistic($0)) }),
  ]

  /// 1001 numbers, so that a kernel's vectors leave a rest; rounding is to the size of the terms.
  @Test(arguments: cases)
  func followsItsFormula(_ test: Case) throws {
    let x = numbers(1001, bound: 8) + [0, 30, -30, 1e-5, -1e-5]
    let dy = numbers(x.count, seed: 2)
    let bench = try Bench(x, x, dy, x)
    let r = bench.regions
    bench.arena.apply(test.activation, to: r[0], into: r[1], count: x.count)
    bench.arena.applyDerivative(
      of: test.activation, input: r[0], output: r[1], outputGradient: r[2], into: r[3],
      count: x.count)
    let (y, dx) = (bench[1], bench[3])
    for i in x.indices {
      let expected = Scalar(test.value(Double(x[i])))
      let bound = precision * Swift.max(1, x[i].magnitude)
      #expect(y[i].isClose(to: expected, within: precision, absolute: bound), "at \(x[i])")
      let gradient = Scalar(test.slope(Double(x[i])) * Double(dy[i]))
      #expect(
        dx[i].isClose(to: gradient, within: precision, absolute: 3 * bound), "slope at \(x[i])")
    }
  }

  @Test(arguments: cases)
  func keepsNaN(_ test: Case) throws {
    let bench = try Bench([.nan, 1], [0, 0])
    bench.arena.apply(test.activation, to: bench.regions[0], into: bench.regions[1], count: 2)
    #expect(bench[1][0].isNaN && !bench[1][1].isNaN)
  }

  @Test func boundedFunctionsSettleAtTheirEnds() throws {
    let x: [Scalar] = [-.infinity, -500, 500, .infinity]
    let bench = try Bench(x, x)
    let r = bench.regions
    bench.arena.apply(.sigmoid, to: r[0], into: r[1], count: 4)
    #expect(bench[1].isClose(to: [0, 0, 1, 1], within: 0, absolute: 1e-37))
    bench.arena.apply(.tanh, to: r[0], into: r[1], count: 4)
    #expect(bench[1] == [-1, -1, 1, 1])
    bench.arena.apply(.softplus(beta: 1, threshold: 20), to: r[0], into: r[1], count: 4)
    #expect(bench[1].isClose(to: [0, 0, 500, .infinity], within: 0, absolute: 1e-37))
  }
}
