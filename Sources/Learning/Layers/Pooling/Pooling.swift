internal import Tensors

/// What a pool makes of the numbers in its window.
enum PoolingRule: BitwiseCopyable, Sendable {
  case maximum
  case average(countsPadding: Bool)
}

/// A pool with a window of its own, before the size of the rows is known.
struct WindowPooling {
  let window: WindowSettings
  let rule: PoolingRule

  /// The window over rows of this shape; its padding may be half of the kernel, as PyTorch has it.
  private func window(over input: [Int]) throws(ShapeError) -> Window {
    let window = try self.window.window(over: input)
    for axis in [window.vertical, window.horizontal] {
      let reach = axis.dilation * (axis.kernel - 1) + 1
      guard axis.padding <= reach / 2 else {
        throw ShapeError(
          .outOfRange(
            setting: "padding", value: "\(axis.padding)",
            expected: "at most \(reach / 2), half of the kernel"))
      }
    }
    return window
  }

  func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    let window = try window(over: input)
    return self.window.outputShape(window, channels: window.channels)
  }

  func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    PoolingOperation(window: try window(over: input), rule: rule)
  }
}

/// A pool to an output of a given size, before the size of the rows is known.
struct AdaptivePooling {
  /// 1 for sequences, 2 for images.
  let dimensions: Int
  let size: Extent2D
  let rule: PoolingRule

  func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    let window = try window(over: input)
    return dimensions == 2
      ? [window.channels, size.height, size.width] : [window.channels, size.width]
  }

  func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    PoolingOperation(window: try window(over: input), rule: rule)
  }

  private func window(over input: [Int]) throws(ShapeError) -> Window {
    let shape = try ImageShape(input, dimensions: dimensions)
    for side in [size.height, size.width] {
      guard (1...Int(Int32.max)).contains(side) else {
        throw ShapeError(
          .outOfRange(
            setting: "size", value: "\(side)", expected: "a whole number from 1 to \(Int32.max)"))
      }
    }
    let window = Window(
      channels: shape.channels,
      vertical: .adaptive(size: shape.height, outputs: size.height),
      horizontal: .adaptive(size: shape.width, outputs: size.width))
    try window.checkCounts()
    return window
  }
}

/// A pool over all that a channel holds: [channels, …] becomes [channels].
struct GlobalPooling {
  let rule: PoolingRule

  func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard input.count >= 2 else {
      throw ShapeError(
        .unfitting(
          shape: input, expected: "[channels, length] or [channels, height, width]"))
    }
    return [input[0]]
  }

  func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    let window = Window(
      channels: input[0], vertical: .single,
      horizontal: .adaptive(size: input.dropFirst().reduce(1, *), outputs: 1))
    try window.checkCounts()
    return PoolingOperation(window: window, rule: rule)
  }
}

struct PoolingOperation: Operation {
  let window: Window
  let rule: PoolingRule

  /// Where each output's maximum was.
  var workspace: (perRow: Int, fixed: Int) {
    switch rule {
    case .maximum: (window.channels * window.outputPlane, 0)
    case .average: (0, 0)
    }
  }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    switch rule {
    case .maximum:
      memory.maxPool(
        buffers.input, into: buffers.output, chosen: buffers.workspace, rows: pass.rows,
        window: window)
    case .average(let countsPadding):
      memory.averagePool(
        buffers.input, into: buffers.output, rows: pass.rows, window: window,
        countsPadding: countsPadding)
    }
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    switch rule {
    case .maximum:
      memory.maxPoolGradient(
        outputGradient: buffers.outputGradient, chosen: buffers.workspace,
        into: buffers.inputGradient, rows: pass.rows, window: window)
    case .average(let countsPadding):
      memory.averagePoolGradient(
        outputGradient: buffers.outputGradient, into: buffers.inputGradient, rows: pass.rows,
        window: window, countsPadding: countsPadding)
    }
  }
}
