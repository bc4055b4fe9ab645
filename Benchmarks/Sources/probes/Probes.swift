import Glibc
import Learning

/// Times whole runs with the default probes and without any: `name with without overhead` a line.
///
/// Milliseconds of processor time, minima of turns that alternate. Both runs evaluate after each epoch.
@main
struct Probes {
  struct Workload {
    var name: String
    /// Widths of the layers, the input's first.
    var widths: [Int]
    var batch: Int
    var rows: Int
    var isBinary: Bool
    /// Whether the widths follow two convolutions with pools, over images of 1 × 28 × 28.
    var isConvolutional = false
    var epochs: Int
    var turns: Int
  }

  static let workloads = [
    Workload(
      name: "wine", widths: [13, 64, 32, 3], batch: 16, rows: 142, isBinary: false, epochs: 60,
      turns: 400),
    Workload(
      name: "tiny", widths: [10, 64, 1], batch: 32, rows: 3200, isBinary: true, epochs: 50,
      turns: 40),
    Workload(
      name: "deep", widths: [10, 128, 64, 32, 1], batch: 32, rows: 3200, isBinary: true,
      epochs: 20, turns: 20),
    Workload(
      name: "table", widths: [30, 256, 128, 2], batch: 64, rows: 6400, isBinary: false, epochs: 5,
      turns: 10),
    Workload(
      name: "mnist", widths: [784, 512, 512, 10], batch: 128, rows: 6400, isBinary: false,
      epochs: 2, turns: 6),
    Workload(
      name: "cnn", widths: [784, 128, 10], batch: 64, rows: 640, isBinary: false,
      isConvolutional: true, epochs: 5, turns: 6),
  ]

  static func main() throws {
    let names = CommandLine.arguments.dropFirst()
    for workload in workloads where names.isEmpty || names.contains(workload.name) {
      let rows = rows(of: workload)
      var (with, without) = (Double.infinity, Double.infinity)
      for _ in 0..<workload.turns {
        without = min(without, try milliseconds(workload, rows, .none))
        with = min(with, try milliseconds(workload, rows, ProbeSettings()))
      }
      let overhead = ((with / without - 1) * 1000).rounded() / 10
      print(workload.name, shown(with), shown(without), "\(overhead) %")
    }
  }

  static func shown(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  static func milliseconds(
    _ workload: Workload, _ rows: LabelledRows, _ probes: ProbeSettings
  ) throws -> Double {
    var layers: [any Layer] = []
    if workload.isConvolutional {
      for channels in [32, 64] {
        layers += [Conv2D(channels, kernel: 3, padding: .same), ReLU(), MaxPool2D(kernel: 2)]
      }
      layers.append(Flatten())
    }
    for width in workload.widths.dropFirst().dropLast() { layers += [Dense(width), ReLU()] }
    layers.append(Dense(workload.widths[workload.widths.count - 1]))
    let job = TrainingJob(
      network: Network(layers),
      loss: workload.isBinary ? BinaryCrossEntropyWithLogits() : CrossEntropy(),
      optimizer: Adam(), learningRate: 1e-3, batchSize: workload.batch, epochs: workload.epochs,
      probes: probes)
    let start = nanoseconds()
    _ = try train(job, on: rows)
    return Double(nanoseconds() - start) / 1e6
  }

  static func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  static func rows(of workload: Workload) -> LabelledRows {
    var random = SystemRandomNumberGenerator()
    let width = workload.widths[0]
    let classes = workload.isBinary ? 2 : workload.widths[workload.widths.count - 1]
    return LabelledRows(
      features: (0..<(workload.rows * width)).map { _ in .random(in: -1...1, using: &random) },
      rowCount: workload.rows, rowShape: workload.isConvolutional ? [1, 28, 28] : [width],
      targets: .classes(
        (0..<workload.rows).map { _ in .random(in: 0..<Int32(classes), using: &random) },
        count: classes))
  }
}
