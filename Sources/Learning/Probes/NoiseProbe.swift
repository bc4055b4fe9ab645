internal import Tensors

/// Measures how far a batch's gradient strays from the mean gradient: the simple noise scale.
///
/// Of k batches of b rows at the same parameters, the mean of |G_b|² and |mean of G_b|² = |G_kb|² give
///
///     |G|² = (kb |G_kb|² − b |G_b|²) / (kb − b),   tr Σ = (|G_b|² − |G_kb|²) / (1/b − 1/kb)
///
/// without bias, and tr Σ / |G|² is the batch size at which noise and gradient are equal. Where so few
/// batches leave no gradient above the noise, the quotient is infinite.
///
/// Reference: McCandlish, Kaplan, Amodei and the OpenAI Dota Team, "An Empirical Model of Large-Batch
/// Training", 2018, appendix A.1.
struct NoiseProbe {
  /// Batches whose gradients are compared.
  private static let mostBatches = 16

  private let batchRows: Int
  private let batches: Int
  private var rows: [Int32]
  private var group = SeriesGroup(["noise-scale", "gradient-variance", "gradient-square"])

  init(_ trainer: borrowing Trainer) {
    let isMeasured = !trainer.memory.meanGradient.isEmpty
    batchRows = max(1, min(trainer.batchRows, trainer.rowCount / 2))
    batches = isMeasured ? min(Self.mostBatches, trainer.rowCount / batchRows) : 0
    rows = batches > 1 ? (0..<Int32(trainer.rowCount)).map { $0 } : []
  }

  /// Why a job's noise can't be measured; nil where it can.
  static func obstacle(rows: Int, batchRows: Int, smallest: Int) -> String? {
    let size = min(batchRows, rows / 2)
    return size >= max(1, smallest) ? nil : "not applicable: \(rows) rows don't make two batches"
  }

  /// Measures with batches of their own, which change no parameter, statistic or order of rows.
  mutating func measure(_ trainer: borrowing Trainer, at time: SeriesTime) {
    guard batches > 1 else { return }
    var random = Philox(
      seed: trainer.job.seed, purpose: "noise-scale", step: UInt64(trainer.steps))
    random.shuffle(&rows)
    let (sum, gradients) = (trainer.memory.meanGradient, trainer.memory.gradients)
    trainer.arena.fill(sum, with: 0)
    trainer.keepStatistics()
    var squares = 0.0
    for batch in 0..<batches {
      let taken = rows.span.extracting(batch * batchRows..<(batch + 1) * batchRows)
      trainer.makeGradient(of: taken, step: trainer.drawn + batch)
      squares += trainer.gradientNorm() * trainer.gradientNorm()
      trainer.arena.add(gradients, times: 1 / Scalar(batches), to: sum)
    }
    trainer.restoreStatistics()
    let (small, large) = (Double(batchRows), Double(batchRows * batches))
    let smallSquare = squares / Double(batches)
    let largeSquare = trainer.trainedSumOfSquares(of: sum)
    let square = (large * largeSquare - small * smallSquare) / (large - small)
    let variance = (smallSquare - largeSquare) / (1 / small - 1 / large)
    group.begin(time)
    group.append(square > 0 ? variance / square : square <= 0 ? .infinity : .nan)
    group.append(variance)
    group.append(square)
  }

  func add(to series: inout [String: TrainingSeries]) { group.add(to: &series) }
}
