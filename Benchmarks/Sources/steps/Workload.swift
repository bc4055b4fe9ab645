import Learning

/// A network to train, and on what.
struct Workload {
  var name: String
  var blocks: [Block]
  var inputShape: [Int]
  var classes: Int
  /// Whether one output stands for the second of two classes.
  var isBinary = false
  var batch: Int
  var rows: Int
  var usesAdam = true
  var epochs: Int

  /// A ReLU network between these widths, the input's first; with one output it says yes or no.
  static func dense(
    _ name: String, _ widths: [Int], batch: Int, rows: Int, usesAdam: Bool = true, epochs: Int
  ) -> Workload {
    var layers: [any Layer] = []
    for width in widths.dropFirst().dropLast() { layers += [Dense(width), ReLU()] }
    let outputs = widths[widths.count - 1]
    layers.append(Dense(outputs))
    return Workload(
      name: name, blocks: layers.map { .layer($0) }, inputShape: [widths[0]],
      classes: max(2, outputs), isBinary: outputs == 1, batch: batch, rows: rows,
      usesAdam: usesAdam, epochs: epochs)
  }

  static let all = [
    dense("tiny", [10, 64, 1], batch: 32, rows: 3200, epochs: 1500),
    dense("deep", [10, 128, 64, 32, 1], batch: 32, rows: 3200, epochs: 300),
    dense("table", [30, 256, 128, 2], batch: 64, rows: 6400, epochs: 75),
    dense("mnist", [784, 512, 512, 10], batch: 128, rows: 12800, epochs: 6),
    dense("wide", [1024, 2048, 2048, 10], batch: 256, rows: 5120, usesAdam: false, epochs: 4),
    Workload(
      name: "cnn",
      blocks: [
        .layer(Conv2D(32, kernel: 3, padding: .same)), .layer(ReLU()),
        .layer(MaxPool2D(kernel: 2)),
        .layer(Conv2D(64, kernel: 3, padding: .same)), .layer(ReLU()),
        .layer(MaxPool2D(kernel: 2)),
        .layer(Flatten()), .layer(Dense(128)), .layer(ReLU()), .layer(Dense(10)),
      ], inputShape: [1, 28, 28], classes: 10, batch: 64, rows: 1280, epochs: 6),
    Workload(
      name: "lstm", blocks: [.layer(LSTM(RecurrentStack(64))), .layer(Dense(10))],
      inputShape: [32, 16], classes: 10, batch: 32, rows: 3200, epochs: 8),
    Workload(
      name: "transformer",
      blocks: TransformerBlock(width: 128, heads: 4, feedForward: 512, dropout: 0).blocks + [
        .layer(Transpose()), .layer(GlobalAveragePool()), .layer(Dense(10)),
      ], inputShape: [64, 128], classes: 10, batch: 16, rows: 320, epochs: 8),
  ]
}
