/// How far a study has come, told after each epoch of each run.
public struct StudyProgress: Sendable {
  public var arm: String
  public var seed: Int
  /// Epochs that this run has finished.
  public var epoch: Int
  public var epochs: Int
  /// The training loss last measured in this run.
  public var loss: Double
  public var finishedRuns: Int
  public var totalRuns: Int
  /// The share of all epochs of all runs that is done, 0...1.
  public var share: Double

  public init(
    arm: String, seed: Int, epoch: Int, epochs: Int, loss: Double, finishedRuns: Int,
    totalRuns: Int, share: Double
  ) {
    self.arm = arm
    self.seed = seed
    self.epoch = epoch
    self.epochs = epochs
    self.loss = loss
    self.finishedRuns = finishedRuns
    self.totalRuns = totalRuns
    self.share = share
  }
}
