public import Learning
import Tensors
public import Testing

/// Checks what every layer promises, on rows of one shape.
///
/// A layer that takes a maximum needs inputs that lie `apart`, where a difference quotient is no
/// gradient across a change of the largest. Layers that take tokens get whole numbers,
/// whose gradient is 0.
public func checkLaws(
  of layer: any Layer, shape: [Int] = [4], inputsLieApart apart: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let rig = LayerRig(layer, shape: shape)
  let rows = 5
  let count = rows * shape.reduce(1, *)
  let input = apart ? distinctNumbers(count) : layer.sampleInput(count)
  let parameters = sampleNumbers(try rig.parameterCount(), seed: 2)
  let width = try layer.outputShape(for: shape).reduce(1, *)
  let outputGradient = sampleNumbers(rows * width, seed: 3)
  let passes = try rig.run(input, parameters: parameters, outputGradient: outputGradient)
  let tolerance = GradientCheck.tolerance

  let again = try rig.run(input, parameters: parameters, outputGradient: outputGradient)
  #expect(passes == again, "the same bits twice", sourceLocation: sourceLocation)

  func projection(_ output: [Scalar]) -> Double {
    zip(output, outputGradient).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  let inputGradient =
    layer.tokenLimit == nil
    ? GradientCheck.gradient(at: input) { point in
      projection((try? rig.run(point, parameters: parameters))?.output ?? [])
    } : input.map { _ in 0 }
  #expect(
    passes.inputGradient.isClose(to: inputGradient, within: tolerance, absolute: tolerance),
    "gradient of the input", sourceLocation: sourceLocation)
  let parameterGradient = GradientCheck.gradient(at: parameters) { point in
    projection((try? rig.run(input, parameters: point))?.output ?? [])
  }
  #expect(
    passes.parameterGradient.isClose(to: parameterGradient, within: tolerance, absolute: tolerance),
    "gradient of the parameters", sourceLocation: sourceLocation)

  let twice = try rig.run(
    input, parameters: parameters, outputGradient: outputGradient, backwards: 2)
  let doubled = passes.parameterGradient.map { 2 * $0 }
  #expect(
    twice.parameterGradient.isClose(to: doubled, within: 1e-5, absolute: 1e-6),
    "gradients add up", sourceLocation: sourceLocation)

  let first = try rig.run(
    input, parameters: parameters, outputGradient: outputGradient, needsInputGradient: false)
  #expect(
    first.parameterGradient == passes.parameterGradient, "no need of an input gradient",
    sourceLocation: sourceLocation)

  let whole = try rig.run(input, parameters: parameters, mode: .evaluation)
  let row = Array(input.suffix(shape.reduce(1, *)))
  let alone = try rig.run(row, parameters: parameters, mode: .evaluation)
  #expect(
    alone.output.isClose(to: whole.output.suffix(width), within: 1e-5, absolute: 1e-6),
    "evaluation takes each row by itself", sourceLocation: sourceLocation)

  try checkTangents(
    of: layer, shape: shape, input: input, movesInput: layer.tokenLimit == nil,
    sourceLocation: sourceLocation)
}

extension Layer {
  /// Numbers that the layer takes: tokens, all of them where there are few, or any others.
  fileprivate func sampleInput(_ count: Int) -> [Scalar] {
    guard let tokenLimit else { return sampleNumbers(count) }
    return (0..<count).map { Scalar(($0 * $0 + 1) % tokenLimit) }
  }
}
