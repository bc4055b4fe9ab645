internal import Datasets
internal import JSONTrees
internal import Learning
public import Records
internal import Storage
internal import Synchronization
internal import Tensors

/// Trains the runs of a study that its store does not hold yet, several at a time.
///
/// Each run computes on one thread and depends on nothing but its arm, its seed and its rows, so the
/// number of jobs changes no byte of what comes out.
public struct StudyRunner: Sendable {
  /// Runs trained at a time.
  public var jobs: Int
  /// Whether every update's batch loss is recorded.
  public var keepsEveryStep: Bool
  /// The most memory that one run may plan, in bytes.
  public var memoryLimit: Int
  /// The folder to keep each run's tensors in, at its start and its end; nil to keep none.
  ///
  /// A run whose tensors are not there is trained anew, though its record be stored.
  public var weightsDirectory: String?

  public init(
    jobs: Int, keepsEveryStep: Bool = false, memoryLimit: Int = 8 << 30,
    weightsDirectory: String? = nil
  ) {
    self.jobs = jobs
    self.keepsEveryStep = keepsEveryStep
    self.memoryLimit = memoryLimit
    self.weightsDirectory = weightsDirectory
  }

  /// What this process computes with.
  public static func environment(version: String) -> EnvironmentRecord {
    EnvironmentRecord(
      lossreport: version, blas: BLASInfo.version, blasCore: BLASInfo.core,
      scalar: "\(Scalar.self)")
  }

  /// A study's runs, and where they are stored.
  public struct Outcome: Sendable {
    public var study: StudyRecord
    /// The keys of each arm's runs in the store.
    public var runKeys: [[String]]
    public var trainedRuns: Int
    public var reusedRuns: Int
  }

  /// Runs a study to its end, or until it is cancelled: finished runs stay in the store.
  ///
  /// - Throws: ``StudyError``.
  public func run(
    _ study: Study, store: RecordStore, environment: EnvironmentRecord,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (StudyProgress) -> Void
  ) async throws -> Outcome {
    BLASInfo.useOneThread()
    let units = units(of: study, environment: environment)
    let board = Board(units: units, progress: progress)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, min(jobs, units.count)) {
        group.addTask {
          while !isCancelled() {
            guard let index = board.take() else { return }
            do throws(StudyError) {
              try finish(units[index], of: study, store, board, isCancelled)
            } catch {
              board.fail(error)
            }
          }
        }
      }
    }
    if let failure = board.failure { throw failure }
    let runs = board.runs
    guard !isCancelled(), runs.allSatisfy({ $0 != nil }) else {
      throw StudyError.interrupted(
        finished: runs.count { $0 != nil }, total: units.count)
    }
    return outcome(of: study, units, runs.compactMap(\.self), board.reused, environment)
  }

  /// One run to make.
  fileprivate struct Unit: Sendable {
    var index: Int
    var arm: Int
    var seed: Int
    var key: String
  }

  /// All runs, seed by seed, so that a study that is stopped has pairs.
  private func units(of study: Study, environment: EnvironmentRecord) -> [Unit] {
    var units: [Unit] = []
    for seed in study.spec.seeds {
      for (index, arm) in study.spec.arms.enumerated() {
        let key = RunKey.make(
          arm: arm, seed: seed, dataset: study.inputs[index].digest,
          given: study.inputs[index].givenDigest,
          environment: environment, keepsEveryStep: keepsEveryStep)
        units.append(Unit(index: units.count, arm: index, seed: seed, key: key))
      }
    }
    return units
  }

  private func finish(
    _ unit: Unit, of study: Study, _ store: RecordStore, _ board: Board,
    _ isCancelled: @Sendable () -> Bool
  ) throws(StudyError) {
    let saved = weightsDirectory.map {
      SavedWeights(directory: $0, arms: study.spec.arms.map(\.name))
    }
    let isSaved = saved?.holdRun(unit.key, arm: unit.arm, seed: unit.seed) ?? true
    if isSaved, let stored = store.run(unit.key), stored.seed == unit.seed {
      board.finish(unit, stored, arm: study.spec.arms[unit.arm], isReused: true)
      return
    }
    let run = try train(unit, of: study, saved, board, isCancelled)
    do throws(FileError) {
      try store.store(run, key: unit.key)
    } catch {
      throw .cannotWrite(error)
    }
    board.finish(unit, run, arm: study.spec.arms[unit.arm], isReused: false)
  }

  private func train(
    _ unit: Unit, of study: Study, _ saved: SavedWeights?, _ board: Board,
    _ isCancelled: @Sendable () -> Bool
  ) throws(StudyError) -> RunRecord {
    let arm = study.spec.arms[unit.arm]
    let input = study.inputs[unit.arm]
    let data: PreparedData
    do throws(DataError) {
      data = try input.dataset.prepared(arm.preparation, seed: UInt64(unit.seed))
    } catch {
      throw .data(study.spec.located(error, in: arm))
    }
    let rows = LabelledRows(data.training, shape: data.rowShape)
    let held = data.validation.map { LabelledRows($0, shape: data.rowShape) }
    let job = arm.training.job(
      seed: unit.seed, rows: rows, vocabulary: data.vocabulary?.count,
      probes: ProbeSettings(keepsEveryStep: keepsEveryStep),
      memoryLimit: memoryLimit, initial: input.weights, order: input.order)
    let result: TrainingResult
    let start: TrainingResult?
    do throws(TrainingError) {
      result = try Learning.train(
        job, on: rows, validating: held, isCancelled: isCancelled,
        progress: { board.report(unit, arm: arm, $0) })
      start = saved == nil ? nil : try Learning.train(job.withoutUpdates, on: rows)
    } catch {
      if case .cancelled = error { throw .cancelled }
      throw .training(arm: arm.name, seed: unit.seed, reason: "\(error)")
    }
    if let saved, let start {
      do throws(FileError) {
        try saved.write(start, .start, run: unit.key, arm: unit.arm, seed: unit.seed)
        try saved.write(result, .end, run: unit.key, arm: unit.arm, seed: unit.seed)
      } catch {
        throw .cannotWrite(error)
      }
    }
    return RunRecord(
      seed: unit.seed, result, data: RunFacts.data(data, training: arm.training),
      features: RunFacts.features(data), targetScale: data.targetScale?.scale ?? 1)
  }

  private func outcome(
    of study: Study, _ units: [Unit], _ runs: [RunRecord], _ reused: Int,
    _ environment: EnvironmentRecord
  ) -> Outcome {
    let arms = study.spec.arms.indices.map { index in
      study.armRecord(
        index, runs: zip(units, runs).filter { $0.0.arm == index }.map(\.1))
    }
    return Outcome(
      study: study.record(arms: arms, environment: environment),
      runKeys: study.spec.arms.indices.map { index in
        units.filter { $0.arm == index }.map(\.key)
      },
      trainedRuns: runs.count - reused, reusedRuns: reused)
  }
}

extension TrainingJob {
  /// The same run ended before its first update: what its tensors start from.
  fileprivate var withoutUpdates: TrainingJob {
    var job = self
    job.epochs = 0
    job.probes = .none
    return job
  }
}

/// What is finished and how far the rest has come, shared by the jobs.
private final class Board: Sendable {
  private struct State {
    var runs: [RunRecord?]
    var shares: [Double]
    var reused = 0
    var taken = 0
    var failure: StudyError?
  }

  private let state: Mutex<State>
  private let progress: @Sendable (StudyProgress) -> Void

  init(units: [StudyRunner.Unit], progress: @escaping @Sendable (StudyProgress) -> Void) {
    state = Mutex(
      State(
        runs: Array(repeating: nil, count: units.count),
        shares: Array(repeating: 0, count: units.count)))
    self.progress = progress
  }

  var runs: [RunRecord?] { state.withLock { $0.runs } }
  var reused: Int { state.withLock { $0.reused } }
  var failure: StudyError? { state.withLock { $0.failure } }

  /// The next run that nobody has begun; nil where there is none, or one has failed.
  func take() -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.taken < state.runs.count else { return nil }
      defer { state.taken += 1 }
      return state.taken
    }
  }

  /// Keeps the first failure; a run that was told to stop has not failed.
  func fail(_ error: StudyError) {
    if case .cancelled = error { return }
    state.withLock { $0.failure = $0.failure ?? error }
  }

  func report(_ unit: StudyRunner.Unit, arm: ArmSpec, _ training: TrainingProgress) {
    let share = Double(training.epoch) / Double(max(1, training.epochs))
    let (finished, total) = state.withLock { state in
      state.shares[unit.index] = share
      return (state.runs.count { $0 != nil }, state.shares.reduce(0, +))
    }
    tell(
      unit, arm: arm, epoch: training.epoch, loss: training.trainingLoss, finished: finished,
      total: total)
  }

  func finish(_ unit: StudyRunner.Unit, _ run: RunRecord, arm: ArmSpec, isReused: Bool) {
    let (finished, total) = state.withLock { state in
      state.runs[unit.index] = run
      state.shares[unit.index] = 1
      if isReused { state.reused += 1 }
      return (state.runs.count { $0 != nil }, state.shares.reduce(0, +))
    }
    tell(
      unit, arm: arm, epoch: arm.training.epochs,
      loss: run.series[SeriesName.trainingLoss]?.values.last ?? .nan, finished: finished,
      total: total)
  }

  private func tell(
    _ unit: StudyRunner.Unit, arm: ArmSpec, epoch: Int, loss: Double, finished: Int, total: Double
  ) {
    let count = state.withLock { $0.runs.count }
    progress(
      StudyProgress(
        arm: arm.name, seed: unit.seed, epoch: epoch, epochs: arm.training.epochs, loss: loss,
        finishedRuns: finished, totalRuns: count, share: total / Double(count)))
  }
}
