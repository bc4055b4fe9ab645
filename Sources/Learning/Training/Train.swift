/// Trains a network from its initial parameters to the end of the job, or to where it diverges.
///
/// Divergence is a result. Errors are jobs whose parts don't fit together, and cancellation, which is
/// asked for before each update. The rows are evaluated at the start and after each epoch, when
/// `progress` is called too.
public func train(
  _ job: TrainingJob, on training: LabelledRows, validating validation: LabelledRows? = nil,
  isCancelled: () -> Bool = { false }, progress: (TrainingProgress) -> Void = { _ in }
) throws(TrainingError) -> TrainingResult {
  throw .cancelled
}
