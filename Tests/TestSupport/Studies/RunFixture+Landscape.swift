internal import Glibc
internal import Records

/// Curvature that climbs to 2/lr and stays there, and a noise scale that grows as the loss falls.
extension RunFixture {
  var landscapeSeries: [String: Series] {
    guard fixture.measuresLandscape else { return [:] }
    let curvature = series(self.curvature)
    var residual = curvature
    residual.values = curvature.values.map { $0 * 0.04 }
    return [
      SeriesName.curvature: curvature, SeriesName.curvatureResidual: residual,
      SeriesName.noiseScale: series { epoch in
        if curve == .nan || divergenceEpoch.map({ epoch >= $0 }) ?? false { return .nan }
        return (isStuck ? 6 : 12 + 5 * Double(epoch)) * exp(0.3 * noise(120 + epoch))
      },
    ]
  }

  private func curvature(_ epoch: Int) -> Double {
    if curve == .nan || divergenceEpoch.map({ epoch >= $0 }) ?? false { return .nan }
    let scale = fixture.lossScales.indices.contains(arm) ? fixture.lossScales[arm] : 1
    let wobble = exp(0.08 * noise(150 + epoch))
    if case .constant(let value) = curve { return 100 * value }
    if isStuck { return scale * (3 + 40 * exp(-Double(epoch))) * wobble }
    if case .diverging = curve { return 260 * wobble }
    let climb = 1 - exp(-Double(epoch) / 9)
    return scale * (20 + (2 / rate(epoch) * 0.98 - 20) * climb) * wobble
  }
}
