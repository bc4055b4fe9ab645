import Experiments
import JSONTrees
import Learning
import TestSupport
import Testing

@Suite struct ProbeSpecTests {
  private func probes(_ probes: JSON?) throws -> ProbeSettings {
    let spec: JSON = .object([
      "title": "Probes", "data": ["synthetic": "three-rows"],
      "training": .object([
        "model": [["dense": 1]], "loss": "mse", "optimizer": ["sgd": ["lr": 0.1]], "epochs": 1,
        "probes": probes,
      ]), "experiment": ["name": "other", "shuffle": false], "seeds": 1,
    ])
    let training = try Spec.parse(spec.utf8(), path: "probes.json").control.training
    let rows = LabelledRows(
      features: [1], rowCount: 1, rowShape: [1], targets: .values([1], width: 1))
    return training.job(seed: 0, rows: rows).probes
  }

  @Test func withoutTheKeyProbesAreTheProgramsOwn() throws {
    #expect(try probes(nil) == ProbeSettings())
    #expect(try probes([:]) == ProbeSettings())
  }

  @Test func everySettingReachesTheEngine() throws {
    let found = try probes([
      "every": 10, "histograms": false, "noise-scale": true,
      "curvature": ["iterations": 50, "tolerance": 0.01],
    ])
    let expected = ProbeSettings(
      cadence: .steps(10), keepsHistograms: false,
      curvature: CurvatureSettings(iterations: 50, tolerance: 0.01, rows: 512),
      measuresNoise: true)
    #expect(found == expected)
  }

  @Test func curvatureMayBeJustWanted() throws {
    #expect(try probes(["curvature": true]).curvature == CurvatureSettings())
    #expect(try probes(["curvature": false]).curvature == nil)
  }
}
