internal import Glibc

/// The running median of three, the ends kept: takes out single spikes and nothing else.
///
/// A window that holds NaN gives the middle value itself.
///
/// Reference: Tukey, "Exploratory Data Analysis", 1977.
public func medianOfThree(_ x: [Double]) -> [Double] {
  x.indices.map { i in
    guard i > 0, i + 1 < x.count else { return x[i] }
    let (a, b, c) = (x[i - 1], x[i], x[i + 1])
    return a.isNaN || b.isNaN || c.isNaN ? b : max(min(a, b), min(max(a, b), c))
  }
}

/// The exponential moving average with this half-life in samples, corrected for its start at zero.
///
/// Non-finite values pass through and are not averaged. A half-life of 0 changes nothing.
///
/// Reference: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, section 3 (the
/// correction).
public func exponentialMovingAverage(_ x: [Double], halfLife: Double) -> [Double] {
  guard halfLife > 0 else { return x }
  let keep = exp2(-1 / halfLife)
  var average = 0.0
  var weight = 0.0
  return x.map { value in
    guard value.isFinite else { return value }
    average = keep * average + (1 - keep) * value
    weight = keep * weight + (1 - keep)
    return average / weight
  }
}

/// The correlation of a series with itself one sample later; nil for fewer than three or no variation.
public func lagOneAutocorrelation(_ x: [Double]) -> Double? {
  guard x.count >= 3, x.allSatisfy(\.isFinite) else { return nil }
  let center = mean(x)
  let power = x.reduce(0) { $0 + ($1 - center) * ($1 - center) }
  guard power > 0 else { return nil }
  return zip(x, x.dropFirst()).reduce(0) { $0 + ($1.0 - center) * ($1.1 - center) } / power
}
