import JSONTrees
import Learning
import Tensors
import TestSupport
import Testing

/// Metrics of outputs against scikit-learn's; `References/scores.py` writes the fixture.
@Suite struct ScoreParityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let loss: String
    let rows: LabelledRows
    let scores: [String: Double]
    var testDescription: String { name }

    init(_ node: JSON) throws {
      name = try node.required("name").requiredString
      loss = try node.required("loss").requiredString
      let outputs = try node.required("outputs")
      rows = LabelledRows(
        features: outputs.numbers.map { Scalar($0) }, rowCount: outputs.elements.count,
        rowShape: outputs.shape.dropFirst().map(\.self),
        targets: try Targets(try node.required("targets")))
      scores = Dictionary(
        uniqueKeysWithValues: try node.required("scores").members.map {
          ($0.key, $0.value.number ?? .nan)
        })
    }

    static func all() throws -> [Case] {
      try readFixture("scores").required("cases").elements.map { try Case($0) }
    }
  }

  private static let losses: [String: any Loss] = [
    "cross-entropy": CrossEntropy(), "nll": NegativeLogLikelihood(), "focal": Focal(),
    "hinge": Hinge(), "kl-divergence": KullbackLeibler(), "bce": BinaryCrossEntropy(),
    "bce-with-logits": BinaryCrossEntropyWithLogits(), "mse": MeanSquaredError(),
    "gaussian-nll": GaussianNegativeLogLikelihood(),
  ]

  /// A network that gives its input stands for any that gives these outputs.
  @Test(arguments: try Case.all())
  func metricsMatchScikitLearn(_ scores: Case) throws {
    let job = TrainingJob(
      network: Network([Identity()]), loss: try #require(Self.losses[scores.loss]),
      optimizer: SGD(), learningRate: 0, epochs: 0)
    let finals = try train(job, on: scores.rows).finals
    for (name, value) in scores.scores.sorted(by: { $0.key < $1.key }) {
      let ours = try #require(finals["train.\(name)"], "\(name)")
      #expect(ours.isClose(to: value, within: 2e-6, absolute: 1e-9), "\(name)")
    }
    let known = Set(scores.scores.keys.map { "train.\($0)" })
    // Each class's own loss is held to its formula where the engine's other scores are tested.
    let others = Set(finals.keys).subtracting(known).filter { !$0.contains(".class-loss.") }
    #expect(others == ["train.loss"])
  }
}

extension JSON {
  /// How many elements lists in lists have, from the outermost on.
  fileprivate var shape: [Int] {
    guard case .array(let elements) = self else { return [] }
    return [elements.count] + (elements.first?.shape ?? [])
  }
}

extension Targets {
  fileprivate init(_ node: JSON) throws {
    let count = node["count"]?.integer ?? 0
    if let classes = node["classes"] {
      self = .classes(classes.numbers.map { Int32($0) }, count: count)
    } else if let steps = node["steps"] {
      self = .steps(
        steps.numbers.map { Int32($0) }, count: count,
        length: try node.required("length").integer ?? 0)
    } else {
      let values = try node.required("values")
      self = .values(
        values.numbers.map { Scalar($0) }, width: values.shape.last ?? 0)
    }
  }
}
