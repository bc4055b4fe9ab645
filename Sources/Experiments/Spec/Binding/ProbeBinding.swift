internal import JSONTrees
internal import Learning

/// The spec's probes as the engine's.
enum ProbeBinding {
  /// What the spec asks for, over what the program does.
  static func settings(_ training: Settings, over probes: ProbeSettings) -> ProbeSettings {
    guard training.has("probes") else { return probes }
    let asked = Settings(training.node("probes"))
    var probes = probes
    if let steps = asked.integerIfAny("every") { probes.cadence = .steps(steps) }
    probes.keepsHistograms = asked.flag("histograms")
    probes.measuresNoise = asked.flag("noise-scale")
    if asked.flagIfAny("curvature") == true {
      probes.curvature = CurvatureSettings()
    } else if asked.flagIfAny("curvature") == nil {
      let curvature = Settings(asked.node("curvature"))
      probes.curvature = CurvatureSettings(
        iterations: curvature.integer("iterations"), tolerance: curvature.number("tolerance"),
        rows: curvature.integer("rows"))
    }
    return probes
  }
}
