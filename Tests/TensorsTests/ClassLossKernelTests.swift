import Glibc
import Tensors
import TestSupport
import Testing

/// The kernels of focal, hinge and density losses against their formulas in Double.
@Suite struct ClassLossKernelTests {
  private let classes: [Scalar] = [0, 3, 2, 2, 1]
  private let width = 4

  private func probabilities(_ x: ArraySlice<Scalar>) -> [Double] {
    let terms = x.map { exp(Double($0)) }
    return terms.map { $0 / terms.reduce(0, +) }
  }

  /// dL/dz(c) = L'(p) p (δ(c, y) − p(c)) with L = −(1 − p)^γ ln p.
  @Test(arguments: [0, 0.5, 2] as [Scalar], [[], [0.5, 2, 1, 0.25]] as [[Scalar]])
  func focal(gamma: Scalar, weights: [Scalar]) throws {
    let x = numbers(20, bound: 4)
    let bench = try Bench(x, classes, weights, x)
    let r = bench.regions
    let total = bench.arena.focal(
      logits: r[0], classes: r[1], weights: r[2], gamma: gamma, gradient: r[3], scale: 0.5, rows: 5,
      width: width)
    let g = Double(gamma)
    var sum = 0.0
    var slopes: [Scalar] = []
    for row in 0..<5 {
      let p = probabilities(x[row * width..<(row + 1) * width])
      let y = Int(classes[row])
      let weight = weights.isEmpty ? 1 : Double(weights[y])
      sum -= weight * pow(1 - p[y], g) * log(p[y])
      let slope =
        (g == 0 ? 0 : g * pow(1 - p[y], g - 1) * log(p[y])) - pow(1 - p[y], g) / p[y]
      for c in 0..<width {
        slopes.append(Scalar(0.5 * weight * slope * p[y] * ((c == y ? 1 : 0) - p[c])))
      }
    }
    #expect(total.isClose(to: sum, within: 16 * Double(precision)))
    #expect(bench[3].isClose(to: slopes, within: 64 * precision, absolute: 8 * precision))
    let withoutGradient = bench.arena.focal(
      logits: r[0], classes: r[1], weights: r[2], gamma: gamma, gradient: .empty, scale: 0.5,
      rows: 5, width: width)
    #expect(withoutGradient.isClose(to: total, within: 8 * Double(precision)))
  }

  @Test(arguments: [0, 0.5, 2] as [Scalar], [[], [0.5, 2]] as [[Scalar]])
  func focalOfOneLogit(gamma: Scalar, weights: [Scalar]) throws {
    let (x, y) = (numbers(37, bound: 6), numbers(37, seed: 3).map { $0 > 0 ? 1 : 0 as Scalar })
    let bench = try Bench(x, y, weights, x)
    let r = bench.regions
    let total = bench.arena.focal(
      logits: r[0], classes: r[1], weights: r[2], gamma: gamma, gradient: r[3], scale: 0.5,
      rows: 37, width: 1)
    let g = Double(gamma)
    var sum = 0.0
    var slopes: [Scalar] = []
    for (logit, label) in zip(x, y) {
      let sign = label > 0 ? 1.0 : -1.0
      let p = 1 / (1 + exp(-sign * Double(logit)))
      let weight = weights.isEmpty ? 1 : Double(weights[Int(label)])
      sum -= weight * pow(1 - p, g) * log(p)
      let slope = (g == 0 ? 0 : g * pow(1 - p, g - 1) * log(p)) - pow(1 - p, g) / p
      slopes.append(Scalar(0.5 * weight * sign * slope * p * (1 - p)))
    }
    #expect(total.isClose(to: sum, within: 32 * Double(precision)))
    #expect(bench[3].isClose(to: slopes, within: 64 * precision, absolute: 8 * precision))
  }

  @Test(arguments: [1, 0.3] as [Scalar], [[], [0.5, 2, 1, 0.25]] as [[Scalar]])
  func hinge(margin: Scalar, weights: [Scalar]) throws {
    let z = numbers(20, bound: 2)
    let bench = try Bench(z, classes, weights, z)
    let r = bench.regions
    let total = bench.arena.hinge(
      scores: r[0], classes: r[1], weights: r[2], margin: margin, gradient: r[3], scale: 0.5,
      rows: 5, width: width)
    var sum = 0.0
    var slopes = [Scalar](repeating: 0, count: 20)
    for row in 0..<5 {
      let y = Int(classes[row])
      let weight = weights.isEmpty ? 1 : weights[y]
      for c in 0..<width where c != y {
        let lack = margin - z[row * width + y] + z[row * width + c]
        guard lack > 0 else { continue }
        sum += Double(weight * lack) / 4
        slopes[row * width + c] += 0.125 * weight
        slopes[row * width + y] -= 0.125 * weight
      }
    }
    #expect(total.isClose(to: sum, within: 16 * Double(precision)))
    #expect(bench[3].isClose(to: slopes, within: 4 * precision))
  }

  @Test(arguments: [[], [0.5, 2]] as [[Scalar]])
  func hingeOfOneScore(weights: [Scalar]) throws {
    let (z, y) = (numbers(37, bound: 3), numbers(37, seed: 3).map { $0 > 0 ? 1 : 0 as Scalar })
    let bench = try Bench(z, y, weights, z)
    let r = bench.regions
    let total = bench.arena.hinge(
      scores: r[0], classes: r[1], weights: r[2], margin: 1, gradient: r[3], scale: 0.5, rows: 37,
      width: 1)
    var sum = 0.0
    var slopes: [Scalar] = []
    for (score, label) in zip(z, y) {
      let sign: Scalar = label > 0 ? 1 : -1
      let weight = weights.isEmpty ? 1 : weights[Int(label)]
      sum += Double(weight * max(0, 1 - sign * score))
      slopes.append(1 - sign * score > 0 ? -0.5 * sign * weight : 0)
    }
    #expect(total.isClose(to: sum, within: 16 * Double(precision)))
    #expect(bench[3] == slopes)
  }

  /// Σ t (ln t − o), and −t; 0 ln 0 is 0.
  @Test func divergence() throws {
    let o = numbers(23, bound: 3)
    var t = numbers(23, seed: 2, bound: 0.5).map { $0 + 0.5 }
    (t[3], t[11]) = (0, 0)
    let bench = try Bench(o, t, o)
    let total = bench.arena.divergence(
      outputs: bench.regions[0], targets: bench.regions[1], gradient: bench.regions[2], scale: 0.5,
      count: 23)
    let sum = zip(o, t).reduce(0.0) { sum, pair in
      let t = Double(pair.1)
      return sum + (t == 0 ? 0 : t * log(t)) - t * Double(pair.0)
    }
    #expect(total.isClose(to: sum, within: 16 * Double(precision), absolute: Double(precision)))
    #expect(bench[2].isClose(to: t.map { -$0 / 2 }, within: precision))
  }

  @Test(arguments: [VarianceForm.given, .softplus, .exponential])
  func gaussian(_ form: VarianceForm) throws {
    let (rows, k) = (7, 3)
    var o = numbers(2 * rows * k, bound: 2)
    if form == .given { o = o.map { abs($0) + 0.01 } }
    let t = numbers(rows * k, seed: 2, bound: 2)
    let bench = try Bench(o, t, o)
    let total = bench.arena.gaussian(
      outputs: bench.regions[0], targets: bench.regions[1], gradient: bench.regions[2], scale: 0.5,
      epsilon: 0.125, variance: form, rows: rows, width: k)
    var sum = 0.0
    var slopes: [Scalar] = []
    for row in 0..<rows {
      var parts: (means: [Scalar], variances: [Scalar]) = ([], [])
      for c in 0..<k {
        let (mean, x) = (Double(o[row * 2 * k + c]), Double(o[row * 2 * k + k + c]))
        let (raw, slope) =
          switch form {
          case .given: (x, 1.0)
          case .softplus: (log1p(exp(x)), 1 / (1 + exp(-x)))
          case .exponential: (exp(x), exp(x))
          }
        let v = max(raw, 0.125)
        let d = mean - Double(t[row * k + c])
        sum += (log(v) + d * d / v) / 2
        parts.means.append(Scalar(0.5 * d / v))
        parts.variances.append(Scalar(0.25 * slope * (1 / v - d * d / (v * v))))
      }
      slopes += parts.means + parts.variances
    }
    #expect(total.isClose(to: sum, within: 32 * Double(precision)))
    #expect(bench[2].isClose(to: slopes, within: 64 * precision, absolute: 32 * precision))
  }

  /// Σ as for one weight, with another in each column.
  @Test func weighedLabels() throws {
    let (x, y) = (numbers(21, bound: 9), numbers(21, seed: 3).map { $0 > 0 ? 1 : 0 as Scalar })
    let weights: [Scalar] = [0.5, 3, 1]
    let bench = try Bench(x, y, weights, x)
    let r = bench.regions
    let total = bench.arena.binaryCrossEntropyWithLogits(
      outputs: r[0], targets: r[1], positiveWeights: r[2], gradient: r[3], scale: 0.5, rows: 7,
      width: 3)
    var sum = 0.0
    var slopes: [Scalar] = []
    for i in 0..<21 {
      let (x, y, w) = (Double(x[i]), Double(y[i]), Double(weights[i % 3]))
      sum += w * y * log1p(exp(-x)) + (1 - y) * (x + log1p(exp(-x)))
      slopes.append(Scalar(0.5 * ((1 - y) - (1 - y + w * y) / (1 + exp(x)))))
    }
    #expect(total.isClose(to: sum, within: 8 * Double(precision)))
    #expect(bench[3].isClose(to: slopes, within: 8 * precision, absolute: 2 * precision))
  }
}
