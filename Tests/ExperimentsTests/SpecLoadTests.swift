import Experiments
import JSONTrees
import Testing

@Suite struct SpecLoadTests {
  private func spec(_ text: String) throws -> Spec {
    try Spec.parse(Array(text.utf8), path: "spec.json")
  }

  @Test func aSpecIsNamedByItsFileAndBySpecJSONsFolder() throws {
    let text = SpecCases.spec([])
    let names = [
      "wine.json": "wine", "specs/wine.json": "wine", "spec.json": "spec", "./spec.json": "spec",
      "../spec.json": "spec", "examples/wine-scaling/spec.json": "wine-scaling",
    ]
    for (path, name) in names {
      #expect(try Spec.parse(Array(text.utf8), path: path).name == name, "\(path)")
    }
  }

  @Test func aResolvedSpecResolvesToItself() throws {
    let spec = try spec(
      #"""
      {"data": {"synthetic": "uniform-binary", "validation": 0.2},
       "training": {"model": [{"dense": 64}, "relu", {"dense": "classes"}], "loss": "cross-entropy",
         "optimizer": {"sgd": 0.01}, "epochs": 60},
       "experiment": {"name": "standardised", "preprocess": ["standardize"]}}
      """#)
    let again = try Spec.parse(spec.resolved.utf8(), path: "spec.json")
    #expect(again.resolved == spec.resolved)
    #expect(
      spec.experiments[0].changes == [
        SettingChange(path: "preprocess", control: "none", experiment: #"["standardize"]"#)
      ])
  }
}
