import Diagnostics
import JSONTrees
import Records
import Reports
import TestSupport
import Testing

@Suite struct ResultsFileTests {
  private let study = Sample.wine
  private let findings = judge(Sample.wine)

  private func json(_ timings: [Timing] = []) throws -> JSON {
    try JSON.parse(
      ResultsFile.bytes(
        study: study, findings: findings, environment: Sample.environment, timings: timings))
  }

  /// The keys that docs/results.md promises: names and order are what other programs rely on.
  @Test func hasTheDocumentedKeys() throws {
    let json = try json()
    #expect(
      json.members.map(\.key) == [
        "schema", "title", "name", "headline", "spec", "spec_sha256", "environment", "dataset",
        "metric", "metric_grows", "metric_reason", "minimum_effect", "arms", "comparisons",
        "reasons", "caveats", "reference_levels", "plateaus", "stability", "separations",
        "symptoms", "expectations",
      ])
    #expect(json["schema"] == 1)
    let environment = try #require(json["environment"])
    for key in ["lossreport", "blas", "blas_core", "cairo", "fonts"] {
      #expect(environment[key] != nil, "environment.\(key)")
    }
    let arm = try #require(json["arms"]?.elements.first)
    for key in ["name", "role", "parameters", "seeds"] { #expect(arm[key] != nil, "arms.\(key)") }
    let run = try #require(arm["seeds"]?.elements.first)
    for key in ["seed", "status", "diverged_at_step", "series", "final"] {
      #expect(run[key] != nil, "arms.seeds.\(key)")
    }
    let series = try #require(run["series"]?["train.loss"])
    #expect(series.members.map(\.key) == ["step", "epoch", "value"])
    let comparison = try #require(json["comparisons"]?.elements.first)
    for key in [
      "experiment", "metric", "n", "ratio", "interval", "p_value", "seeds_improved", "correlation",
      "verdict",
    ] {
      #expect(comparison[key] != nil, "comparisons.\(key)")
    }
    let symptom = try #require(json["symptoms"]?.elements.first)
    for key in ["code", "arm", "state", "value", "threshold", "reason"] {
      #expect(symptom[key] != nil, "symptoms.\(key)")
    }
  }

  @Test func saysWhatTheRecordSays() throws {
    let json = try json()
    #expect(json["spec"] == study.spec)
    let arms = try #require(json["arms"]?.elements)
    #expect(arms.map { $0["name"]?.string } == study.arms.map(\.name))
    for (arm, written) in zip(study.arms, arms) {
      let seeds = try #require(written["seeds"]?.elements)
      #expect(seeds.map { $0["seed"]?.integer } == arm.runs.map(\.seed))
      for (run, seed) in zip(arm.runs, seeds) {
        #expect(seed["series"]?.members.map(\.key) == run.series.keys.sorted())
        for (name, series) in run.series {
          let values = seed["series"]?[name]?["value"]?.elements.compactMap(\.number)
          #expect(values?.map(\.bitPattern) == series.values.map(\.bitPattern), "\(name)")
        }
      }
    }
    let comparison = try #require(json["comparisons"]?.elements.first)
    #expect(comparison["verdict"]?.string == "improved")
    #expect(comparison["ratio"]?.number == findings.comparisons.first?.ratio)
    #expect(comparison["n"] == 8)
  }

  @Test func isMadeOfTheSameBytesTwice() throws {
    func bytes() -> [UInt8] {
      ResultsFile.bytes(study: study, findings: findings, environment: Sample.environment)
    }
    #expect(bytes() == bytes())
  }

  @Test func timingsStandUnderOneKeyAndOnlyWhenGiven() throws {
    #expect(try json()["timings"] == nil)
    let timed = try json([Timing("training", seconds: 0.5), Timing("report", seconds: 0.25)])
    #expect(timed["timings"] == ["training": 0.5, "report": 0.25])
    guard case .object(let members) = timed else { return }
    #expect(.object(members.filter { $0.key != "timings" }) == (try json()))
  }

  @Test func numbersThatJSONLacksAreStrings() throws {
    var study = study
    study.arms[0].runs[0].series["train.loss"]?.values[1] = .nan
    study.arms[0].runs[0].series["train.loss"]?.values[2] = .infinity
    study.arms[0].runs[0].finals["validation.loss"] = -.infinity
    study.arms[0].runs[0].outcome = .diverged(
      Divergence(
        step: 37, epoch: 4.1, phase: "loss", layer: nil, operation: "log", row: 3,
        cause: "log of 0"))
    let bytes = ResultsFile.bytes(
      study: study, findings: judge(study), environment: Sample.environment)
    let run = try #require(
      try JSON.parse(bytes)["arms"]?.elements.first?["seeds"]?.elements.first)
    let values = try #require(run["series"]?["train.loss"]?["value"]?.elements)
    #expect(values[1] == "nan")
    #expect(values[2] == "inf")
    #expect(run["final"]?["validation.loss"] == "-inf")
    #expect(run["status"] == "diverged")
    #expect(run["diverged_at_step"] == 37)
    #expect(run["divergence"]?["cause"] == "log of 0")
  }
}
