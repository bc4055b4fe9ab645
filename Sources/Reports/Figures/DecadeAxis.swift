internal import Charts

/// A log axis on which zero has a place: decades, and below them a row for exact zeros.
///
/// Values stand on it as their log10.
struct DecadeAxis {
  /// Whole decades.
  var decades: ClosedRange<Double>
  /// Where the row for exact zeros stands, on the same scale.
  var zeroRow: ClosedRange<Double>
  var hasZeros: Bool

  /// Whole decades around a range of log10, so that rows of a heat map fill them.
  init(holding range: ClosedRange<Double>?, hasZeros: Bool = true) {
    let (low, high) = (range?.lowerBound ?? -6, range?.upperBound ?? 0)
    let bottom = low.rounded(.down)
    self.init(
      bottom...max(high.rounded(.up), bottom + (hasZeros ? 2 : 1)), hasZeros: hasZeros)
  }

  private init(_ decades: ClosedRange<Double>, hasZeros: Bool) {
    self.decades = decades
    let unit = (decades.upperBound - decades.lowerBound) / 12
    let bottom = decades.lowerBound
    zeroRow = (bottom - 1.9 * unit)...(bottom - 0.7 * unit)
    self.hasZeros = hasZeros
  }

  /// An axis that holds all of some maps.
  init(_ maps: [GradientMap]) {
    let used = maps.compactMap(\.decades)
    let low = used.map(\.lowerBound).min()
    let high = used.map(\.upperBound).max()
    self.init(holding: low.flatMap { low in high.map { low...$0 } })
  }

  /// An axis for lines through sizes, no wider than they need; a row for zeros where some are zero.
  init(sizes: some Sequence<Double>) {
    let sizes = sizes.filter(\.isFinite)
    let range = finiteRange(of: sizes.filter { $0 > 0 }.map(decimalLogarithm)) ?? -1...0
    let margin = max((range.upperBound - range.lowerBound) * 0.08, 0.06)
    self.init(
      (range.lowerBound - margin)...(range.upperBound + margin), hasZeros: sizes.contains(0))
  }

  var scale: LinearScale {
    LinearScale((hasZeros ? zeroRow.lowerBound : decades.lowerBound)...decades.upperBound)
  }

  private var zero: Double { (zeroRow.lowerBound + zeroRow.upperBound) / 2 }

  /// Where a size stands; NaN for none.
  func place(_ size: Double) -> Double {
    size == 0 ? zero : size > 0 ? decimalLogarithm(size) : .nan
  }

  /// A line through sizes, broken between zeros and the rest.
  func line(x: [Double], y: [Double]) -> (x: [Double], y: [Double]) {
    var places: (x: [Double], y: [Double]) = ([], [])
    for (index, size) in y.enumerated() {
      if index > 0, (size == 0) != (y[index - 1] == 0) {
        places.x.append(x[index])
        places.y.append(.nan)
      }
      places.x.append(x[index])
      places.y.append(place(size))
    }
    return places
  }

  /// Decades as powers of ten, as many as there is room for, and a tick for the zeros; 1, 2 and 5 of
  /// each decade where the axis holds fewer than two.
  func ticks(length: Double, labelLength: Double) -> Ticks {
    let whole = scale.domain.upperBound - scale.domain.lowerBound
    let need = labelLength * 1.5 * whole / max(length, 1)
    // The label of the row for zeros needs its room too.
    let floor = hasZeros ? zero + labelLength * 1.1 * whole / max(length, 1) : -.infinity
    let (first, last) = (
      Int(decades.lowerBound.rounded(.up)), Int(decades.upperBound.rounded(.down))
    )
    var places: [(at: Double, label: String)] = []
    if last > first {
      var step = 1
      while Double(step) < need { step += 1 }
      places = (first...last).filter { $0 % step == 0 }.map { (Double($0), Self.label($0)) }
    } else {
      let fine = (first - 1...last + 1).flatMap { decade in
        [1.0, 2, 5].map { $0 * powerOfTen(Double(decade)) }
      }.filter { decades.contains(decimalLogarithm($0)) }
      var end = -Double.infinity
      for size in fine where decimalLogarithm(size) >= end + need {
        end = decimalLogarithm(size)
        places.append((end, NumberText.significant(size, digits: 1, trims: true)))
      }
    }
    places = places.filter { $0.at > floor }
    return Ticks(
      values: (hasZeros ? [zero] : []) + places.map(\.at),
      labels: (hasZeros ? ["0"] : []) + places.map(\.label))
  }

  static func label(_ exponent: Int) -> String {
    exponent == 0 ? "1" : "10" + NumberText.superscript(exponent)
  }
}
