internal import Drawing

/// How often values occur, for marks that draw the shape of it.
public enum Distribution: Equatable, Sendable {
  /// Single values; those without a place on the axis are left out.
  case values([Double])
  /// Counts or shares of bins between rising edges.
  case histogram(edges: [Double], counts: [Double])
}

/// A distribution's density along an axis: for every length of the axis the share that lies there.
struct Profile: Equatable {
  /// Shares of the axis in rising order, within 0...1.
  var units: [Double]
  /// The density at each; their integral over the axis is the share of values that the axis holds.
  var heights: [Double]

  var peak: Double { heights.max() ?? 0 }

  /// The density of a distribution on a scale; empty where no value has a place on it.
  ///
  /// Densities are those of places on the axis, so that a bell of logarithms looks like one on a log
  /// scale. Single values get a Gaussian kernel of Silverman's width; with `isTrimmed` the profile
  /// ends at the outermost values, else its tails run out.
  ///
  /// Reference: Silverman, "Density Estimation", 1986, equation 3.31.
  init(_ distribution: Distribution, on scale: any Scale, isTrimmed: Bool) {
    switch distribution {
    case .values(let values): self.init(of: values, on: scale, isTrimmed: isTrimmed)
    case .histogram(let edges, let counts): self.init(edges: edges, counts: counts, on: scale)
    }
  }

  private init(units: [Double], heights: [Double]) {
    self.units = units
    self.heights = heights
  }

  /// Bins are joined at their middles and end at zero on their outer edges.
  private init(edges: [Double], counts: [Double], on scale: any Scale) {
    precondition(
      edges.count == counts.count + 1, "\(counts.count) bins need one edge more, not \(edges.count)"
    )
    let total = counts.reduce(0) { $0 + ($1.isFinite && $1 > 0 ? $1 : 0) }
    var profile = Profile(units: [], heights: [])
    var lastEdge: Double?
    for (index, count) in counts.enumerated() {
      guard let low = scale.unit(edges[index]), let high = scale.unit(edges[index + 1]), high > low,
        high >= 0, low <= 1, total > 0
      else { continue }
      if profile.units.isEmpty { profile.add(low, 0) }
      profile.add((low + high) / 2, count.isFinite && count > 0 ? count / total / (high - low) : 0)
      lastEdge = high
    }
    if let lastEdge { profile.add(lastEdge, 0) }
    self =
      profile.peak > 0 && profile.peak.isFinite ? profile.cut() : Profile(units: [], heights: [])
  }

  private static let cells = 128

  private init(of values: [Double], on scale: any Scale, isTrimmed: Bool) {
    let units = scale.units(of: values).filter { $0 >= 0 && $0 <= 1 }.sorted()
    guard let first = units.first, let last = units.last else {
      self.init(units: [], heights: [])
      return
    }
    let count = Double(units.count)
    let mean = units.reduce(0, +) / count
    let deviation =
      (units.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)).squareRoot()
    let middle = (quantile(units, 0.75) - quantile(units, 0.25)) / 1.34
    let spread = middle > 0 ? min(deviation, middle) : deviation
    // A constant is a narrow bell rather than an endless one.
    let width = max(0.9 * spread * exp(-log(count) / 5), 0.004)
    let reach = isTrimmed ? 0 : 3 * width
    let (low, high) = (max(0, first - reach), min(1, last + reach))
    guard high > low else {
      self.init(units: [first], heights: [1 / width])
      return
    }
    let step = (high - low) / Double(Self.cells - 1)
    var bins = [Double](repeating: 0, count: Self.cells)
    for unit in units {
      let place = (unit - low) / step
      let cell = min(Int(place), Self.cells - 2)
      bins[cell] += 1 - (place - Double(cell))
      bins[cell + 1] += place - Double(cell)
    }
    let radius = min(Self.cells - 1, Int((4 * width / step).rounded(.up)))
    let kernel = (0...radius).map { offset -> Double in
      let distance = Double(offset) * step / width
      return exp(-distance * distance / 2) / (width * 2.506_628_274_631 * count)
    }
    let heights = bins.indices.map { cell in
      (max(0, cell - radius)...min(Self.cells - 1, cell + radius)).reduce(0) {
        $0 + bins[$1] * kernel[abs(cell - $1)]
      }
    }
    self.init(units: bins.indices.map { low + Double($0) * step }, heights: heights)
  }

  private mutating func add(_ unit: Double, _ height: Double) {
    units.append(unit)
    heights.append(height)
  }

  /// The part within the axis, with the density at its ends between those beside them.
  private func cut() -> Profile {
    var profile = Profile(units: [], heights: [])
    for index in units.indices {
      let (unit, height) = (units[index], heights[index])
      if index > 0 {
        let (before, low) = (units[index - 1], heights[index - 1])
        for end in [0.0, 1] where before < end && end < unit {
          profile.add(end, low + (height - low) * (end - before) / (unit - before))
        }
      }
      if unit >= 0, unit <= 1 { profile.add(unit, height) }
    }
    return profile
  }
}
