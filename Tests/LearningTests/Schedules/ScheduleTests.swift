import Glibc
import Learning
import TestSupport
import Testing

@Suite struct ScheduleTests {
  static let schedules: [any Schedule] = [
    ConstantRate(), StepDecay(every: 3), MultiStepDecay(milestones: [2, 5], factor: 0.5),
    ExponentialDecay(factor: 0.9), CosineAnnealing(epochs: 12, minimum: 0.01),
    OneCycle(maximum: 0.3), OneCycle(maximum: 0.3, rise: 0, curve: .linear),
    WarmUp(.epochs(3), following: StepDecay(every: 2)), WarmUp(.steps(7)), ReduceOnPlateau(),
  ]

  @Test(arguments: schedules.indices)
  func keepsScheduleLaws(index: Int) {
    checkLaws(of: Self.schedules[index])
  }

  @Test func everyKindIsChecked() {
    #expect(Set(Self.schedules.map(\.kind)) == Set(scheduleKinds.map { $0.kind }))
  }

  @Test func stepsFallByTheirFactor() {
    let step = rates(of: StepDecay(every: 2, factor: 0.5), base: 8, epochs: 6)
    #expect(step == [8, 8, 4, 4, 2, 2])
    let several = rates(of: MultiStepDecay(milestones: [1, 4], factor: 0.25), base: 8, epochs: 5)
    #expect(several == [8, 2, 2, 2, 0.5])
    let exponential = rates(of: ExponentialDecay(factor: 0.5), base: 8, epochs: 4)
    #expect(exponential == [8, 4, 2, 1])
  }

  /// Half way the cosine is 0.
  @Test func cosineGoesFromBaseToMinimum() {
    let values = rates(of: CosineAnnealing(epochs: 4, minimum: 1), base: 3, epochs: 5)
    let side = 0.5.squareRoot()
    #expect(values.isClose(to: [3, 2 + side, 2, 2 - side, 1], within: 1e-15))
  }

  /// 10 updates: the top is at 0.3 · 10 − 1 = 2, the end at 9; the rise starts at a quarter.
  @Test func oneCycleRisesAndFalls() {
    let schedule = OneCycle(maximum: 4, startDivisor: 4, endDivisor: 10, curve: .linear)
    let values = rates(of: schedule, base: 99, epochs: 5, stepsPerEpoch: 2)
    #expect(values[0...2].isClose(to: [1, 2.5, 4], within: 1e-14))
    #expect(values[9].isClose(to: 0.1, within: 1e-13))
    #expect(values[3].isClose(to: 4 - 3.9 / 7, within: 1e-14))
    let cosine = rates(
      of: OneCycle(maximum: 4, startDivisor: 4, endDivisor: 10), base: 99, epochs: 5,
      stepsPerEpoch: 2)
    #expect(cosine[1].isClose(to: 2.5, within: 1e-14))
  }

  @Test func warmUpLeadsIntoAScheduleThatCountsFromThere() {
    let schedule = WarmUp(.epochs(2), startFactor: 0.5, following: StepDecay(every: 1, factor: 0.5))
    #expect(rates(of: schedule, base: 8, epochs: 5) == [4, 6, 8, 4, 2])
    let bySteps = WarmUp(.steps(4), startFactor: 0)
    #expect(
      rates(of: bySteps, base: 8, epochs: 3, stepsPerEpoch: 2) == [0, 2, 4, 6, 8, 8])
  }

  /// With patience 1, the second epoch in a row without improvement lowers the rate.
  @Test func plateausLowerTheRate() {
    let schedule = ReduceOnPlateau(factor: 0.5, patience: 1, monitor: .training)
    var state = ScheduleState()
    var rate = 8.0
    var seen: [Double] = []
    for (index, loss) in [4.0, 3, 3, 3, 2.9, .nan, 5, 2].enumerated() {
      schedule.observe(
        EpochEvaluation(epoch: index + 1, rate: rate, trainingLoss: loss, validationLoss: nil),
        state: &state)
      let time = ScheduleTime(epoch: index + 1, step: 0, stepsPerEpoch: 1, epochs: 9)
      rate = schedule.rate(base: 8, at: time, given: state)
      seen.append(rate)
    }
    #expect(seen == [8, 8, 8, 4, 4, 4, 2, 2])
  }

  /// A relative improvement below the threshold of 1e-4 doesn't count, and the floor holds.
  @Test func plateausHaveAThresholdAndAFloor() {
    let schedule = ReduceOnPlateau(factor: 0.1, patience: 0, minimum: 0.5, monitor: .training)
    var state = ScheduleState()
    for (index, loss) in [1.0, 0.99995].enumerated() {
      schedule.observe(
        EpochEvaluation(epoch: index + 1, rate: 2, trainingLoss: loss, validationLoss: nil),
        state: &state)
    }
    #expect(state.rate == 0.5)
  }
}
