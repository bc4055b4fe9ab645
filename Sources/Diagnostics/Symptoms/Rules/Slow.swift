internal import Glibc
public import Records
internal import Statistics

/// The loss is still on its way when training ends.
public struct Slow: Symptom {
  public let code = SymptomCode.slow
  public let summary = "training ends while the loss is still falling"
  public let definition =
    "of L∞ + a·exp(−t/τ) and L∞ + a·(1 + t)^−b the one that fits the smoothed training loss better "
    + "(AICc): τ > T/2, or the drop predicted for 9 more runs of this length > 20 % of the achieved one; "
    + "while ln L changes by more than 1 % over the last 25 % and E > 0.1"
  public let quantity = "predicted remaining drop / achieved drop"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.divergence == nil else { return .notApplicable("the run diverged") }
    guard let curve = LossCurve(run), let trend = curve.finalTrend, curve.isFinite else {
      return .notApplicable("fewer than 8 positive, finite checks of the training loss")
    }
    let start = curve.epochs[0]
    let duration = (curve.epochs.last ?? start) - start
    // A hundred candidates are fitted: a thousand points tell them apart as well as a million.
    let (times, values) = (
      blockMeans(curve.epochs, atMost: 1000), blockMeans(curve.smoothed, atMost: 1000)
    )
    guard duration > 0, let decay = DecayFit(x: times.map { $0 - start }, y: values)
    else { return .notApplicable("the training loss does not fall along a curve") }
    let achieved = curve.first - curve.last
    guard achieved > 0 else { return .measured(false, "the training loss does not fall") }
    let remaining = max(0, decay.value(at: duration) - max(0, decay.value(at: 10 * duration)))
    let ratio = remaining / achieved
    let excess = context.levels.excess(of: curve.last, in: run, onTraining: true) ?? 1
    let isMoving = trend.change < -0.01 && excess > 0.1
    let isSlow = isMoving && ((decay.timeConstant ?? 0) > duration / 2 || ratio > 0.2)
    let extra = decay.time(toShare: 0.05, from: duration)
    return .measured(
      isSlow, value: ratio, threshold: 0.2,
      "the fitted curve still has \(Figures.percent(ratio)) of the achieved drop before it"
        + (isSlow ? extra.map { "; about \(Figures.number($0, digits: 2)) more epochs" } ?? "" : "")
    )
  }
}

/// A falling curve L∞ + a·f(t), f an exponential or a power, by least squares over a grid of rates.
///
/// Reference: Burnham and Anderson, "Model Selection and Multimodel Inference", 2002 (AICc).
struct DecayFit {
  private enum Shape {
    case exponential(tau: Double)
    case power(exponent: Double)

    func factor(_ t: Double) -> Double {
      switch self {
      case .exponential(let tau): exp(-t / tau)
      case .power(let exponent): pow(1 + t, -exponent)
      }
    }
  }

  private var shape: Shape
  private var floor: Double
  private var height: Double

  /// Nil for fewer than six points and where no falling curve fits.
  init?(x: [Double], y: [Double]) {
    guard x.count >= 6, let end = x.last, end > 0 else { return nil }
    let rates = (0...60).map { pow(10, -1.7 + 3.2 * Double($0) / 60) }
    let shapes =
      rates.map { Shape.exponential(tau: $0 * end) }
      + (0...40).map { Shape.power(exponent: 0.1 + 2.9 * Double($0) / 40) }
    var best: (error: Double, shape: Shape, floor: Double, height: Double)?
    // Both shapes have three parameters, so the smaller AICc is the smaller sum of squares.
    for shape in shapes {
      let f = x.map { shape.factor($0) }
      let (meanF, meanY) = (mean(f), mean(y))
      let power = f.reduce(0) { $0 + ($1 - meanF) * ($1 - meanF) }
      guard power > 0 else { continue }
      let product = zip(f, y).reduce(0) { $0 + ($1.0 - meanF) * ($1.1 - meanY) }
      let height = product / power
      let floor = meanY - height * meanF
      guard height > 0 else { continue }
      let error = zip(f, y).reduce(0) { sum, point in
        let residual = point.1 - floor - height * point.0
        return sum + residual * residual
      }
      if best.map({ error < $0.error }) ?? true { best = (error, shape, floor, height) }
    }
    guard let best else { return nil }
    (shape, floor, height) = (best.shape, best.floor, best.height)
  }

  /// τ of an exponential; nil of a power.
  var timeConstant: Double? {
    if case .exponential(let tau) = shape { tau } else { nil }
  }

  func value(at t: Double) -> Double { floor + height * shape.factor(t) }

  /// How much longer than `start` it takes until this share of the whole drop is left.
  func time(toShare share: Double, from start: Double) -> Double? {
    let time =
      switch shape {
      case .exponential(let tau): -tau * log(share)
      case .power(let exponent): pow(share, -1 / exponent) - 1
      }
    return time > start && time.isFinite ? time - start : nil
  }
}
