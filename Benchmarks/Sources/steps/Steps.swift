import Glibc
import Learning

/// Times training steps of the engine on eight networks, one thread: `name microseconds` a line.
///
/// A step is all that training does: shuffling, gathering rows, forward, loss, backward, update.
/// Probes are off and evaluation is not counted. Arguments name networks; none means all.
@main
struct Steps {
  static func main() throws {
    let names = CommandLine.arguments.dropFirst()
    for workload in Workload.all where names.isEmpty || names.contains(workload.name) {
      print(workload.name, (try microseconds(workload) * 10).rounded() / 10)
    }
  }

  /// Microseconds of processor time a step in the fastest epoch.
  ///
  /// The engine asks before each step whether to stop. From the end of one epoch to the last such
  /// question in the next lie the shuffling and all steps but one, and no evaluation.
  static func microseconds(_ workload: Workload) throws -> Double {
    var best = Double.infinity
    var epochEnd: Double?
    var asked = 0.0
    var questions = 0
    let steps = workload.rows / workload.batch
    try run(workload, rows(of: workload)) {
      questions += 1
      // Asking for the time takes as long as a tenth of the smallest step.
      if questions == steps { asked = processorSeconds() }
      return false
    } epochEnds: {
      if let epochEnd, questions == steps {
        best = min(best, (asked - epochEnd) / Double(steps - 1) * 1e6)
      }
      questions = 0
      epochEnd = processorSeconds()
    }
    return best
  }

  /// What this process has computed for: on one thread the time of a machine that nobody shares.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func run(
    _ workload: Workload, _ rows: LabelledRows, isCancelled: () -> Bool, epochEnds: () -> Void
  ) throws {
    let job = TrainingJob(
      network: Network(blocks: workload.blocks),
      loss: workload.isBinary ? BinaryCrossEntropyWithLogits() : CrossEntropy(),
      optimizer: workload.usesAdam ? Adam() : SGD(), learningRate: 1e-3,
      batchSize: workload.batch, epochs: workload.epochs, probes: .none)
    _ = try train(
      job, on: rows, validating: nil, isCancelled: isCancelled, progress: { _ in epochEnds() })
  }

  static func rows(of workload: Workload) -> LabelledRows {
    var random = SystemRandomNumberGenerator()
    let width = workload.inputShape.reduce(1, *)
    return LabelledRows(
      features: (0..<(workload.rows * width)).map { _ in .random(in: -1...1, using: &random) },
      rowCount: workload.rows, rowShape: workload.inputShape,
      targets: .classes(
        (0..<workload.rows).map { _ in
          .random(in: 0..<Int32(workload.classes), using: &random)
        }, count: workload.classes))
  }
}
