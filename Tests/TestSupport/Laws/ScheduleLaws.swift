public import Learning
public import Testing

/// The rate of each epoch's first update, or of every update with `stepsPerEpoch` of them.
public func rates(
  of schedule: any Schedule, base: Double, epochs: Int, stepsPerEpoch: Int = 1
) -> [Double] {
  (0..<epochs * stepsPerEpoch).map { step in
    let time = ScheduleTime(
      epoch: step / stepsPerEpoch, step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
    return schedule.rate(base: base, at: time, given: ScheduleState())
  }
}

/// Checks what every schedule promises.
public func checkLaws(
  of schedule: any Schedule, sourceLocation: SourceLocation = #_sourceLocation
) {
  let values = rates(of: schedule, base: 0.1, epochs: 12, stepsPerEpoch: 4)
  #expect(
    values.allSatisfy { $0.isFinite && $0 >= 0 }, "finite, not negative",
    sourceLocation: sourceLocation)
  #expect(
    values == rates(of: schedule, base: 0.1, epochs: 12, stepsPerEpoch: 4), "no hidden memory",
    sourceLocation: sourceLocation)
}
