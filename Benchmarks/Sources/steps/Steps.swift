import Learning

/// Times training steps of the engine on five networks, one thread: `name microseconds` a line.
///
/// A step is all that training does: shuffling, gathering rows, forward, loss, backward, update.
/// Probes are off and evaluation is not counted.
@main
struct Steps {
  struct Workload {
    var name: String
    /// Widths of the layers, the input's first.
    var widths: [Int]
    var batch: Int
    var rows: Int
    var isBinary: Bool
    var usesAdam: Bool
    var epochs: Int
  }

  static let workloads = [
    Workload(
      name: "tiny", widths: [10, 64, 1], batch: 32, rows: 3200, isBinary: true, usesAdam: true,
      epochs: 1500),
    Workload(
      name: "deep", widths: [10, 128, 64, 32, 1], batch: 32, rows: 3200, isBinary: true,
      usesAdam: true, epochs: 300),
    Workload(
      name: "table", widths: [30, 256, 128, 2], batch: 64, rows: 6400, isBinary: false,
      usesAdam: true, epochs: 15),
    Workload(
      name: "mnist", widths: [784, 512, 512, 10], batch: 128, rows: 12800, isBinary: false,
      usesAdam: true, epochs: 6),
    Workload(
      name: "wide", widths: [1024, 2048, 2048, 10], batch: 256, rows: 5120, isBinary: false,
      usesAdam: false, epochs: 4),
  ]

  static func main() throws {
    let names = CommandLine.arguments.dropFirst()
    for workload in workloads where names.isEmpty || names.contains(workload.name) {
      print(workload.name, (try microseconds(workload) * 10).rounded() / 10)
    }
  }

  /// Microseconds a step in the fastest epoch.
  ///
  /// The engine asks before each step whether to stop. From the end of one epoch to the last such
  /// question in the next lie the shuffling and all steps but one, and no evaluation.
  static func microseconds(_ workload: Workload) throws -> Double {
    var best = Double.infinity
    var epochEnd: ContinuousClock.Instant?
    var asked = ContinuousClock.now
    var questions = 0
    try run(workload, rows(of: workload)) {
      asked = .now
      questions += 1
      return false
    } epochEnds: {
      if let epochEnd, questions > 1 {
        let spent = (asked - epochEnd).components
        let seconds = Double(spent.seconds) + Double(spent.attoseconds) / 1e18
        best = min(best, seconds / Double(questions - 1) * 1e6)
      }
      questions = 0
      epochEnd = .now
    }
    return best
  }

  static func run(
    _ workload: Workload, _ rows: LabelledRows, isCancelled: () -> Bool, epochEnds: () -> Void
  ) throws {
    var layers: [any Layer] = []
    for width in workload.widths.dropFirst().dropLast() { layers += [Dense(width), ReLU()] }
    layers.append(Dense(workload.widths[workload.widths.count - 1]))
    let job = TrainingJob(
      network: Network(layers),
      loss: workload.isBinary ? BinaryCrossEntropyWithLogits() : CrossEntropy(),
      optimizer: workload.usesAdam ? Adam() : SGD(), learningRate: 1e-3,
      batchSize: workload.batch, epochs: workload.epochs, probes: .none)
    _ = try train(
      job, on: rows, validating: nil, isCancelled: isCancelled, progress: { _ in epochEnds() })
  }

  static func rows(of workload: Workload) -> LabelledRows {
    var random = SystemRandomNumberGenerator()
    let width = workload.widths[0]
    let classes = workload.isBinary ? 2 : workload.widths[workload.widths.count - 1]
    return LabelledRows(
      features: (0..<(workload.rows * width)).map { _ in .random(in: -1...1, using: &random) },
      rowCount: workload.rows, rowShape: [width],
      targets: .classes(
        (0..<workload.rows).map { _ in .random(in: 0..<Int32(classes), using: &random) },
        count: classes))
  }
}
