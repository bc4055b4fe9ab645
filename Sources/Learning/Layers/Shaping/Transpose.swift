internal import Tensors

/// Swaps a row's last two axes: steps × features become channels × length, and back.
public struct Transpose: Layer {
  public static let kind = "transpose"

  public init() {}

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard input.count >= 2 else {
      throw ShapeError(.unfitting(shape: input, expected: "two or more axes"))
    }
    var output = input
    output.swapAt(input.count - 2, input.count - 1)
    return output
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    TransposeOperation(
      matrices: input.dropLast(2).reduce(1, *), height: input[input.count - 2],
      width: input[input.count - 1])
  }
}

struct TransposeOperation: Operation {
  /// Matrices in a row.
  let matrices: Int
  let height: Int
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.transpose(
      buffers.input, into: buffers.output, matrices: pass.rows * matrices, height: height,
      width: width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.transpose(
      buffers.outputGradient, into: buffers.inputGradient, matrices: pass.rows * matrices,
      height: width, width: height)
  }
}
