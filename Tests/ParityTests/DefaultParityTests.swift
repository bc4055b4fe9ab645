import Experiments
import JSONTrees
import Learning
import Tensors
import Testing

/// How layers start where a spec says nothing, held to the laws that PyTorch draws from.
@Suite struct DefaultParityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let layer: JSON
    let shape: [Int]
    /// Each tensor's law, or the number that it is filled with.
    let tensors: [(name: String, law: Law?, constant: Double)]

    var testDescription: String { layer.text() }

    static func all() throws -> [Case] {
      try readFixture("defaults").required("cases").elements.map { node in
        Case(
          layer: try node.required("layer"),
          shape: try node.required("shape").numbers.map { Int($0) },
          tensors: try node.required("tensors").members.map { tensor in
            let width = tensor.value["width"]?.number ?? .nan
            let law: Law? =
              switch tensor.value["law"]?.string {
              case "uniform": .uniform(bound: width)
              case "normal": .normal(deviation: width)
              default: nil
              }
            return (tensor.key, law, tensor.value["value"]?.number ?? .nan)
          })
      }
    }

    /// All tensors that ten networks start from.
    func draws() throws -> [String: [Double]] {
      let rows = LabelledRows(
        features: [Scalar](repeating: 0, count: shape.reduce(2, *)), rowCount: 2, rowShape: shape,
        targets: .values([0, 0], width: 1))
      let spec: JSON = [
        "data": ["synthetic": "three-rows"],
        "training": [
          "model": .array([layer, "flatten", ["dense": ["units": 1, "name": "last"]]]),
          "loss": "mse", "optimizer": "adam", "epochs": 1,
        ],
        "control": ["name": "case"], "experiment": ["name": "other", "epochs": 2], "seeds": 1,
      ]
      let training = try Spec.parse(spec.utf8(), path: "default.json").control.training
      var draws: [String: [Double]] = [:]
      for seed in 0..<10 {
        var job = training.job(seed: seed, rows: rows, probes: .none)
        job.epochs = 0
        for (name, values) in try train(job, on: rows).parameters where !name.hasPrefix("last.") {
          draws[name, default: []] += values.map { Double($0) }
        }
      }
      return draws
    }
  }

  @Test(arguments: try Case.all())
  func tensorsStartByPyTorchsLaws(_ parity: Case) throws {
    let draws = try parity.draws()
    #expect(Set(draws.keys) == Set(parity.tensors.map(\.name)))
    for tensor in parity.tensors {
      let values = draws[tensor.name] ?? []
      guard let law = tensor.law else {
        #expect(values.allSatisfy { $0 == tensor.constant }, "\(tensor.name)")
        continue
      }
      let distance = law.distance(of: values)
      #expect(distance < Law.criticalDistanceOfMany, "\(tensor.name): \(distance) from \(law)")
    }
  }
}
