public import Tensors

/// Puts a constant around a row's numbers.
///
/// The amounts are `torch.nn.functional.pad`'s: before and after the last axis, then before and after
/// the one before it, and so on, for three axes at most.
public struct Pad: Layer {
  public static let kind = "pad"

  /// Before and after each axis, the last axis first.
  public let padding: [Int]
  public let value: Scalar

  public init(_ padding: [Int], value: Scalar = 0) {
    self.padding = padding
    self.value = value
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard padding.count % 2 == 0, (2...6).contains(padding.count) else {
      throw ShapeError(
        .outOfRange(
          setting: "padding", value: "\(padding)",
          expected: "a number before and one after each of up to 3 axes"))
    }
    guard padding.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw ShapeError(
        .outOfRange(
          setting: "padding", value: "\(padding)", expected: "numbers from 0 to \(Int32.max)"))
    }
    guard padding.count / 2 <= input.count else {
      throw ShapeError(
        .unfitting(shape: input, expected: "a shape of \(padding.count / 2) axes or more"))
    }
    var output = input
    for index in 0..<padding.count / 2 {
      output[input.count - 1 - index] += padding[2 * index] + padding[2 * index + 1]
    }
    return output
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    func axis(_ index: Int) -> Margins.Axis {
      let size = index < input.count ? input[input.count - 1 - index] : 1
      guard 2 * index + 1 < padding.count else { return Margins.Axis(size: size) }
      return Margins.Axis(
        size: size, before: padding[2 * index], after: padding[2 * index + 1])
    }
    return PadOperation(
      boxes: input.dropLast(3).reduce(1, *),
      margins: Margins(depth: axis(2), height: axis(1), width: axis(0)), value: value)
  }
}

struct PadOperation: Operation {
  /// Boxes in a row.
  let boxes: Int
  let margins: Margins
  let value: Scalar

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.pad(
      buffers.input, into: buffers.output, boxes: pass.rows * boxes, margins: margins,
      value: value)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.crop(
      buffers.outputGradient, into: buffers.inputGradient, boxes: pass.rows * boxes,
      margins: margins)
  }
}
