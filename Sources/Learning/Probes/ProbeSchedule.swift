/// Which of a run's epochs are probed and recorded, fixed before it by counts alone.
///
/// Times would decide differently from run to run; counts give the same records on every machine.
struct ProbeSchedule {
  private let measured: Choice
  private let activated: Choice
  private let curved: Choice
  private let evaluated: Choice
  private let keepsAll: Bool

  /// More than a chart has columns for would only make records large and training slow.
  private static let mostProbedEpochs = 500
  private static let mostEvaluations = 5000
  /// Curvature and noise, which are measured where asked for, take as long as many updates.
  private static let mostCurvedEpochs = 100
  /// Activations' histograms show a run's course in a few steps.
  private static let mostHistogrammedEpochs = 20
  /// As many are kept however dear they are beside an epoch: fewer make poor heat maps, and lines.
  private static let fewestMeasuredEpochs = 40
  private static let fewestActivatedEpochs = 20

  init(_ job: TrainingJob, _ plan: NetworkPlan, rows: Int) {
    keepsAll = job.probes.keepsEveryStep
    let cost = ProbeCost(job, plan, rows: rows)
    func choice(_ price: Double, fewest: Int) -> Choice {
      let affordable = Double(job.epochs) * ProbeCost.share * cost.epoch / price
      return Choice(
        Int(min(max(affordable, Double(fewest)), Double(Self.mostProbedEpochs))), of: job.epochs)
    }
    measured = choice(cost.gradients, fewest: Self.fewestMeasuredEpochs)
    activated = choice(cost.activations, fewest: Self.fewestActivatedEpochs)
    curved = Choice(Self.mostCurvedEpochs, of: job.epochs)
    evaluated = Choice(Self.mostEvaluations, of: job.epochs)
  }

  /// About how many moments each probe has room for.
  var measuredEpochs: Int { keepsAll ? measured.total + 1 : measured.size }
  var activatedEpochs: Int { keepsAll ? activated.total + 1 : activated.size }

  /// Whether gradients and the update are measured at the epoch's end.
  func isMeasured(epoch: Int) -> Bool { keepsAll || measured.contains(epoch) }

  /// Whether activations are.
  func isActivated(epoch: Int) -> Bool { keepsAll || activated.contains(epoch) }

  /// Outputs are counted by size at each n-th measurement of activations.
  var histogramInterval: Int { max(1, activatedEpochs / Self.mostHistogrammedEpochs) }

  /// Whether curvature and noise are measured after the epoch, 0 standing for the start.
  func isCurved(epoch: Int) -> Bool { keepsAll || curved.contains(epoch) }

  func isEvaluationKept(epoch: Int) -> Bool { keepsAll || evaluated.contains(epoch) }

  /// Epochs spread evenly, numbered from 1 as they end, and 0 before training.
  private struct Choice {
    let count: Int
    let total: Int

    /// At most `count` of `total`, and the first and the last.
    init(_ count: Int, of total: Int) {
      (self.count, self.total) = (count, total)
    }

    var size: Int { min(total, count) + 3 }

    /// Each n-th epoch where that leaves nearly as many as asked for, else as many as asked for.
    func contains(_ epoch: Int) -> Bool {
      if epoch <= 1 || epoch == total || total <= count { return true }
      let interval = (total - 1) / count + 1
      if interval > 2 { return epoch % interval == 0 }
      return epoch * count / total > (epoch - 1) * count / total
    }
  }
}

/// About how many nanoseconds an epoch and its probes take on a processor of today.
///
/// Only their ratio matters. Convolutions and recurrent layers use a parameter more often than once a
/// row, so that their epochs are dearer than said here and their probes cheaper beside them.
struct ProbeCost {
  /// Training, with the evaluation of the training rows.
  let epoch: Double
  /// Measuring gradients and an update once, with histograms.
  let gradients: Double
  /// Measuring activations once.
  let activations: Double

  /// What either may cost of all epochs; the rest of 5 % is for what happens once a run.
  static let share = 0.02

  init(_ job: TrainingJob, _ plan: NetworkPlan, rows: Int) {
    let parameters = Double(plan.parameterCount)
    let outputs = Double(plan.layers.reduce(0) { $0 + $1.outputWidth })
    let layers = Double(plan.layers.count)
    let steps = Double(job.stepsPerEpoch(of: rows))
    // Eight operations a row and parameter, of which a core makes about 100 a nanosecond.
    epoch =
      Double(rows) * (parameters * 8 / 100 + outputs * 0.5)
      + steps * (1000 + 300 * layers + parameters * 0.2)
    gradients = parameters * 1.2 + 100 * layers
    activations = outputs * Double(min(rows, job.probes.rows)) * 0.1 + 100 * layers
  }
}
