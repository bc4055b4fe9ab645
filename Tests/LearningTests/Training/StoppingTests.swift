import Learning
import Tensors
import TestSupport
import Testing

@Suite struct StoppingTests {
  /// With rate 0 nothing improves after epoch 1, so three more use up the patience.
  @Test func stopsAfterItsPatience() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 0, epochs: 50) {
      $0.earlyStopping = EarlyStopping(patience: 3)
    }
    let result = try train(job, on: line([1, 2], [1, 3]), validating: line([1], [1]))
    #expect(result.outcome == .stoppedEarly(epoch: 4))
    #expect(
      result.events == [TrainingEvent(kind: .stoppedEarly, step: 4, epoch: 4, value: 1)])
    #expect(result.series["validation.loss"]?.values.count == 5)
  }

  /// Training pulls the line away from the one validation row that it starts on.
  @Test func bestParametersComeBack() throws {
    func job(restoring: Bool) -> TrainingJob {
      lineJob(weight: 1, bias: 0, rate: 0.05, epochs: 50) {
        $0.earlyStopping = EarlyStopping(patience: 2, restoresBest: restoring)
      }
    }
    let (rows, held) = (line([1, 2], [2, 4]), line([1], [1.05]))
    let restored = try train(job(restoring: true), on: rows, validating: held)
    let kept = try train(job(restoring: false), on: rows, validating: held)
    let series = try #require(restored.series["validation.loss"]?.values)
    #expect(restored.outcome == kept.outcome && restored.outcome != .completed)
    #expect(restored.finals["validation.loss"] == series.dropFirst().min())
    #expect(kept.finals["validation.loss"] == series.last)
    #expect(restored.parameters != kept.parameters)
  }

  @Test func smallImprovementsDoNotCount() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 1e-6, epochs: 50) {
      $0.earlyStopping = EarlyStopping(monitor: .training, patience: 2, minimumDelta: 0.1)
    }
    #expect(try train(job, on: line([1, 2], [1, 3])).outcome == .stoppedEarly(epoch: 3))
  }

  /// A plateau of two epochs beyond patience 1 halves the rate, which is marked when it acts.
  @Test func reductionsAreMarked() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 0.5, epochs: 6) {
      $0.schedule = ReduceOnPlateau(factor: 0.5, patience: 1, monitor: .training)
      $0.initialParameters = ["dense1.weight": [1], "dense1.bias": [0]]
    }
    // The line already fits, so no epoch is better than the first.
    let result = try train(job, on: line([1, 2], [1, 2]))
    #expect(
      result.events.map(\.kind) == [.learningRateReduced, .learningRateReduced]
        && result.events.map(\.value) == [0.25, 0.125] && result.events.map(\.epoch) == [3, 5])
    #expect(result.series["learning-rate"]?.values == [0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125])
  }

  @Test func schedulesOfStepsAreMarkedToo() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 1, epochs: 5) {
      $0.schedule = StepDecay(every: 2, factor: 0.5)
    }
    let events = try train(job, on: line([0], [0])).events
    #expect(events.map(\.epoch) == [2, 4] && events.map(\.value) == [0.5, 0.25])
  }
}
