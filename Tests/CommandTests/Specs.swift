/// Small specs that train in a moment.
enum Specs {
  /// Two arms that differ in the learning rate, with more keys at the top level.
  static func pair(
    epochs: Int = 4, seeds: Int = 2, controlRate: Double = 0.01, experimentRate: Double = 0.1,
    model: String = #"[{"dense": 8}, "relu", {"dense": "classes"}]"#, more: String = ""
  ) -> String {
    """
    {
      "data": {"synthetic": {"two-blobs": {"rows": 60}}, "validation": 0.25},
      "training": {
        "model": \(model), "loss": "cross-entropy",
        "optimizer": {"sgd": {"lr": \(controlRate)}}, "batch": 15, "epochs": \(epochs)
      },
      "control": {"name": "low rate"},
      "experiment": {"name": "high rate", "optimizer": {"sgd": {"lr": \(experimentRate)}}},
      "seeds": \(seeds)\(more.isEmpty ? "" : ",\n  \(more)")
    }
    """
  }

  /// Both arms diverge in every seed: the rate lies far beyond what a quadratic bears.
  static func diverging(more: String = "") -> String {
    """
    {
      "data": {"synthetic": "line"},
      "training": {
        "model": [{"dense": 1}], "loss": "mse", "optimizer": {"sgd": {"lr": 1e6}}, "batch": 10,
        "epochs": 30
      },
      "control": {"name": "high"},
      "experiment": {"name": "higher", "optimizer": {"sgd": {"lr": 1e8}}},
      "seeds": 2\(more.isEmpty ? "" : ",\n  \(more)")
    }
    """
  }
}
