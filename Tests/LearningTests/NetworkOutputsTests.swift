import Learning
import Tensors
import Testing

@Suite struct NetworkOutputsTests {
  private let network = Network([Dense(2), ReLU(), BatchNorm()])
  private let rows = LabelledRows(
    features: [1, 2, 3, -1], rowCount: 2, rowShape: [2], targets: .classes([0, 1], count: 2))
  private let parameters: [String: [Scalar]] = [
    "dense1.weight": [1, 2, 0, -1], "dense1.bias": [0.5, 3],
    "batchnorm1.weight": [1, 2], "batchnorm1.bias": [0, 1],
    "batchnorm1.running_mean": [0.5, 0], "batchnorm1.running_var": [4, 1],
  ]

  /// (5.5, 1) and (1.5, 4) from the dense layer; then ((a − 0.5) / 2, 2b + 1), ε aside.
  @Test func runsTheRowsInEvaluationMode() throws {
    let outputs = try network.outputs(for: rows, parameters: parameters)
    for (ours, expected) in zip(outputs, [2.5, 3, 0.5, 9] as [Scalar]) {
      #expect(abs(ours - expected) < 1e-4)
    }
    #expect(outputs.count == 4)
  }

  @Test func namesAMissingTensor() {
    var incomplete = parameters
    incomplete["batchnorm1.running_var"] = nil
    #expect(
      throws: TrainingError.setting(
        name: "batchnorm1.running_var", value: "missing", expected: "2 numbers of shape [2]")
    ) {
      try network.outputs(for: rows, parameters: incomplete)
    }
  }

  @Test func namesATensorOfAnotherSize() {
    var unfitting = parameters
    unfitting["dense1.weight"] = [1, 2, 3]
    #expect(
      throws: TrainingError.setting(
        name: "dense1.weight", value: "3 numbers", expected: "4 numbers of shape [2, 2]")
    ) {
      try network.outputs(for: rows, parameters: unfitting)
    }
  }
}
