/// The range of the finite values; nil where there is none.
public func finiteRange(of values: some Sequence<Double>) -> ClosedRange<Double>? {
  var (low, high) = (Double.infinity, -Double.infinity)
  for value in values where value.isFinite {
    low = min(low, value)
    high = max(high, value)
  }
  return low <= high ? low...high : nil
}

/// The scale that shows values best: log where all are positive and span over a decade.
///
/// Values that are not finite are left out; without any the scale runs from 0 to 1. The domain is a
/// twentieth wider than the values to both sides, but stays at zero where the values end there.
public func fittingScale(
  for values: some Sequence<Double>, padding: Double = 0.05
) -> any Scale {
  guard let range = finiteRange(of: values) else { return LinearScale(0...1) }
  let (low, high) = (range.lowerBound, range.upperBound)
  if low > 0, high / low > 10 {
    let (first, last) = (log10(low), log10(high))
    let margin = (last - first) * padding
    let (bottom, top) = (exp10(first - margin), exp10(last + margin))
    return LogScale(max(bottom, .leastNormalMagnitude)...min(top, .greatestFiniteMagnitude))
  }
  let width = high / 2 - low / 2
  guard width > 0 else { return LinearScale(range) }
  let margin = 2 * width * padding
  let bottom = low == 0 ? 0 : max(low - margin, -.greatestFiniteMagnitude)
  let top = high == 0 ? 0 : min(high + margin, .greatestFiniteMagnitude)
  return LinearScale(bottom...top)
}
