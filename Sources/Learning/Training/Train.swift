/// Trains a network from its initial parameters to the end of the job, or to where it diverges.
///
/// Divergence is a result. Errors are jobs whose parts don't fit together, and cancellation, which is
/// asked for before each update. The rows are evaluated at the start and after each epoch, when
/// `progress` is called too. `observing` sees every update's gradients and parameters, which costs
/// copies of them; without it a step copies nothing.
public func train(
  _ job: TrainingJob, on training: LabelledRows, validating validation: LabelledRows? = nil,
  isCancelled: () -> Bool = { false }, progress: (TrainingProgress) -> Void = { _ in },
  observing: ((UpdateObservation) -> Void)? = nil
) throws(TrainingError) -> TrainingResult {
  var session = try TrainingSession(job, training, validation)
  session.evaluate()
  progress(session.progress)
  while !session.isOver {
    session.beginEpoch()
    while session.hasUpdatesLeft {
      if isCancelled() { throw .cancelled }
      session.makeUpdate(observing: observing)
    }
    session.endEpoch()
    progress(session.progress)
  }
  return session.result()
}
