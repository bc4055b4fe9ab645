public import Learning
public import Tensors
public import Testing

/// Runs a loss on one batch: its total, its weight and its gradient.
public func evaluate(
  _ loss: any Loss, outputs: [Scalar], targets: [Scalar], width: Int, constants: [Scalar] = [],
  scale: Scalar = 1
) throws -> (total: Double, weight: Double, gradient: [Scalar]) {
  var plan = ArenaPlan()
  let regions = (
    outputs: try plan.reserve(outputs.count), targets: try plan.reserve(targets.count),
    gradient: try plan.reserve(outputs.count), constants: try plan.reserve(constants.count)
  )
  let arena = try Arena(plan)
  arena.store(outputs, in: regions.outputs)
  arena.store(targets, in: regions.targets)
  arena.store(constants, in: regions.constants)
  let batch = LossBatch(
    outputs: regions.outputs, targets: regions.targets, gradient: regions.gradient,
    constants: regions.constants, rows: outputs.count / width, width: width, gradientScale: scale)
  let total = loss.total(of: batch, memory: arena)
  return (total, loss.weight(of: batch, memory: arena), arena.values(regions.gradient))
}

/// Checks what every loss promises, on outputs and targets that it can take.
///
/// A density may exceed 1, so that its loss may be negative.
public func checkLaws(
  of loss: any Loss, outputs: [Scalar], targets: [Scalar], width: Int, constants: [Scalar] = [],
  mayBeNegative: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  func run(
    _ outputs: [Scalar], _ targets: [Scalar], scale: Scalar = 1
  ) throws -> (total: Double, weight: Double, gradient: [Scalar]) {
    try evaluate(
      loss, outputs: outputs, targets: targets, width: width, constants: constants, scale: scale)
  }
  let once = try run(outputs, targets)
  let tolerance = GradientCheck.tolerance
  #expect(once.total >= 0 || mayBeNegative, "not negative", sourceLocation: sourceLocation)
  #expect(once.weight > 0, "a positive weight", sourceLocation: sourceLocation)

  let expected = GradientCheck.gradient(at: outputs) { (try? run($0, targets))?.total ?? .nan }
  #expect(
    once.gradient.isClose(to: expected, within: tolerance, absolute: 4 * tolerance), "gradient",
    sourceLocation: sourceLocation)

  let halved = try run(outputs, targets, scale: 0.5)
  #expect(halved.total == once.total, "scale is the gradient's", sourceLocation: sourceLocation)
  #expect(
    halved.gradient.isClose(to: once.gradient.map { $0 / 2 }, within: 1e-5, absolute: 1e-7),
    "scaled gradient", sourceLocation: sourceLocation)

  let doubled = try run(outputs + outputs, targets + targets)
  #expect(
    (doubled.total / doubled.weight).isClose(to: once.total / once.weight, within: 1e-5),
    "the mean of a doubled batch is the batch's", sourceLocation: sourceLocation)

  try checkTangent(
    of: loss, outputs: outputs, targets: targets, width: width, constants: constants,
    sourceLocation: sourceLocation)
}
