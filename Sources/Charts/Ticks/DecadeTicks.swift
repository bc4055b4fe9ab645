/// Ticks of a log axis: decades, halves of decades where there is room, minor ticks between.
struct DecadeTicks {
  /// The domain's ends as powers of ten.
  var lower: Double
  var upper: Double
  var room: TickRoom
  var scale: any Scale

  /// Mantissas labelled within a decade, from the densest.
  private static let mantissas: [[Int]] = [[1, 2, 5], [1, 3], [1]]

  func ticks() -> Ticks {
    // Less than a decade has too few round powers: round numbers of a linear axis say more.
    if upper - lower < 0.9 { return roundNumbers() }
    let wanted = Int(room.wantedCount.rounded())
    for mantissas in Self.mantissas {
      let candidate = values(mantissas, stride: 1)
      let fits = room.fits(candidate.labels, at: units(candidate.values))
      if candidate.values.count >= 2, candidate.values.count <= wanted + 1, fits {
        return Ticks(
          values: candidate.values, labels: candidate.labels, minor: minor(candidate.values))
      }
    }
    for stride in 1...max(1, Int(upper - lower) + 1) {
      let candidate = values([1], stride: stride)
      guard candidate.values.count <= max(wanted, 2),
        room.fits(candidate.labels, at: units(candidate.values))
      else { continue }
      let minor = stride == 1 ? minor(candidate.values) : values([1], stride: 1).values
      return Ticks(
        values: candidate.values, labels: candidate.labels,
        minor: minor.filter { !candidate.values.contains($0) })
    }
    return Ticks()
  }

  private func roundNumbers() -> Ticks {
    var ticks = TickSearch(
      domain: scale.domain, wantedCount: room.wantedCount, room: room, scale: scale
    ).ticks()
    if ticks.values.first == 0 {
      ticks.values.removeFirst()
      ticks.labels.removeFirst()
    }
    return ticks
  }

  private func values(
    _ mantissas: [Int], stride: Int
  ) -> (values: [Double], labels: [String]) {
    let first = Int(lower.rounded(.down))
    let last = Int(upper.rounded(.up))
    var powers: [(mantissa: Int, exponent: Int)] = []
    // Strides count from 10^0, so that 1 is among the ticks wherever it can be.
    for exponent in first...last where exponent % stride == 0 {
      powers += mantissas.map { ($0, exponent) }
    }
    powers = powers.filter { holds(decimal($0.mantissa, exponent: $0.exponent)) }
    return (
      powers.map { decimal($0.mantissa, exponent: $0.exponent) },
      TickLabels.mantissas(powers)
    )
  }

  private func minor(_ major: [Double]) -> [Double] {
    // Beyond this many decades the nine lines of each run together.
    guard room.length / (upper - lower) >= 12 else { return [] }
    return values(Array(1...9), stride: 1).values.filter { !major.contains($0) }
  }

  /// Whether a value is in the domain, up to the rounding of its ends.
  private func holds(_ value: Double) -> Bool {
    guard let unit = scale.unit(value) else { return false }
    return unit >= -1e-9 && unit <= 1 + 1e-9
  }

  private func units(_ values: [Double]) -> [Double] { values.compactMap { scale.unit($0) } }
}
