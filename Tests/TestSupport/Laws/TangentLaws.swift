public import Learning
public import Tensors
public import Testing

/// Checks exact derivatives of a layer's passes against central differences, where it has them.
///
/// Input, parameters and the output's gradient all change at once; tokens, which are whole numbers, stay.
public func checkTangents(
  of layer: any Layer, shape: [Int], input: [Scalar], movesInput: Bool = true,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let rig = LayerRig(layer, shape: shape)
  let rows = input.count / shape.reduce(1, *)
  let outputs = rows * (try layer.outputShape(for: shape).reduce(1, *))
  let count = try rig.parameterCount()
  let point = LayerRig.Point(
    input: input, parameters: sampleNumbers(count, seed: 2),
    outputGradient: sampleNumbers(outputs, seed: 3))
  let change = LayerRig.Point(
    input: movesInput
      ? sampleNumbers(input.count, seed: 4) : [Scalar](repeating: 0, count: input.count),
    parameters: sampleNumbers(count, seed: 5), outputGradient: sampleNumbers(outputs, seed: 6))
  guard let tangents = try rig.tangents(at: point, along: change) else { return }
  let step = GradientCheck.step / 4
  let above = try rig.run(point.moved(along: change, by: step))
  let below = try rig.run(point.moved(along: change, by: -step))
  let tolerance = 10 * GradientCheck.tolerance
  func check(_ found: [Scalar], _ high: [Scalar], _ low: [Scalar], _ what: Comment) {
    let expected = zip(high, low).map { ($0 - $1) / (2 * step) }
    let size = expected.map(\.magnitude).max() ?? 0
    #expect(
      found.isClose(to: expected, within: tolerance, absolute: tolerance * (1 + size)), what,
      sourceLocation: sourceLocation)
  }
  check(tangents.output, above.output, below.output, "tangent of the output")
  check(
    tangents.parameterGradient, above.parameterGradient, below.parameterGradient,
    "tangent of the parameters' gradient")
  guard movesInput else { return }
  check(
    tangents.inputGradient, above.inputGradient, below.inputGradient,
    "tangent of the input's gradient")
}

/// Checks what a loss's gradient changes by against central differences, where it has that.
public func checkTangent(
  of loss: any Loss, outputs: [Scalar], targets: [Scalar], width: Int, constants: [Scalar] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  guard let loss = loss as? any TwiceDifferentiableLoss else { return }
  var plan = ArenaPlan()
  let places = (
    outputs: try plan.reserve(outputs.count), targets: try plan.reserve(targets.count),
    constants: try plan.reserve(constants.count), direction: try plan.reserve(outputs.count),
    result: try plan.reserve(outputs.count)
  )
  let direction = sampleNumbers(outputs.count, seed: 9)
  let arena = try Arena(plan)
  arena.store(outputs, in: places.outputs)
  arena.store(targets, in: places.targets)
  arena.store(constants, in: places.constants)
  arena.store(direction, in: places.direction)
  let batch = LossBatch(
    outputs: places.outputs, targets: places.targets, constants: places.constants,
    rows: outputs.count / width, width: width, gradientScale: 0.5)
  loss.gradientTangent(
    of: batch, along: places.direction, into: places.result, memory: arena)
  let step = GradientCheck.step / 4
  func gradient(_ factor: Scalar) throws -> [Scalar] {
    try evaluate(
      loss, outputs: zip(outputs, direction).map { $0 + factor * $1 }, targets: targets,
      width: width, constants: constants, scale: 0.5
    ).gradient
  }
  let expected = zip(try gradient(step), try gradient(-step)).map { ($0 - $1) / (2 * step) }
  let tolerance = 10 * GradientCheck.tolerance
  let size = expected.map(\.magnitude).max() ?? 0
  #expect(
    arena.values(places.result).isClose(
      to: expected, within: tolerance, absolute: tolerance * (1 + size)),
    "tangent of the gradient", sourceLocation: sourceLocation)
}
