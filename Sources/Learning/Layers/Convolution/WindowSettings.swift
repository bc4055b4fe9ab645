internal import Tensors

/// How a window slides over images or sequences, before their size is known.
struct WindowSettings {
  /// 1 for sequences, 2 for images.
  let dimensions: Int
  let kernel: Extent2D
  let stride: Extent2D
  let padding: Padding<Extent2D>
  let dilation: Extent2D

  /// Settings for images.
  init(kernel: Extent2D, stride: Extent2D, padding: Padding<Extent2D>, dilation: Extent2D) {
    dimensions = 2
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// Settings for sequences, which are images of height 1.
  init(kernel: Int, stride: Int, padding: Padding<Int>, dilation: Int) {
    dimensions = 1
    self.kernel = Extent2D(1, kernel)
    self.stride = Extent2D(1, stride)
    self.dilation = Extent2D(1, dilation)
    self.padding =
      switch padding {
      case .zeros(let count): .zeros(Extent2D(0, count))
      case .same: .same
      }
  }

  /// The window over rows of this shape, or why it doesn't fit.
  func window(over input: [Int]) throws(ShapeError) -> Window {
    let shape = try ImageShape(input, dimensions: dimensions)
    var (before, after) = (Extent2D(0), Extent2D(0))
    if case .zeros(let extent) = padding { (before, after) = (extent, extent) }
    try Self.check("kernel", kernel, from: 1)
    try Self.check("stride", stride, from: 1)
    try Self.check("padding", before, from: 0)
    try Self.check("dilation", dilation, from: 1)
    if case .same = padding {
      guard stride == 1 else {
        throw ShapeError(
          .outOfRange(
            setting: "stride", value: Self.text(stride, dimensions),
            expected: "1 where the padding is \"same\""))
      }
      let total = Extent2D(
        dilation.height * (kernel.height - 1), dilation.width * (kernel.width - 1))
      before = Extent2D(total.height / 2, total.width / 2)
      after = Extent2D(total.height - before.height, total.width - before.width)
    }
    let window = Window(
      channels: shape.channels,
      vertical: try .sliding(
        over: shape.height, "height", kernel: kernel.height, stride: stride.height,
        padding: (before.height, after.height), dilation: dilation.height),
      horizontal: try .sliding(
        over: shape.width, dimensions == 2 ? "width" : "length", kernel: kernel.width,
        stride: stride.width, padding: (before.width, after.width), dilation: dilation.width))
    try window.checkCounts()
    return window
  }

  /// The output's shape for a window over this input.
  func outputShape(_ window: Window, channels: Int) -> [Int] {
    let (height, width) = (window.vertical.outputs, window.horizontal.outputs)
    return dimensions == 2 ? [channels, height, width] : [channels, width]
  }

  private static func check(_ name: String, _ extent: Extent2D, from least: Int) throws(ShapeError)
  {
    for value in [extent.height, extent.width] {
      guard (least...Int(Int32.max)).contains(value) else {
        throw ShapeError(
          .outOfRange(
            setting: name, value: "\(value)",
            expected: "a whole number from \(least) to \(Int32.max)"))
      }
    }
  }

  private static func text(_ extent: Extent2D, _ dimensions: Int) -> String {
    dimensions == 2 && extent.height != extent.width
      ? "[\(extent.height), \(extent.width)]" : "\(extent.width)"
  }
}

extension Window.Axis {
  /// ⌊(size + padding − dilation · (kernel − 1) − 1) / stride⌋ + 1 outputs, if that is one at least.
  fileprivate static func sliding(
    over size: Int, _ name: String, kernel: Int, stride: Int, padding: (before: Int, after: Int),
    dilation: Int
  ) throws(ShapeError) -> Window.Axis {
    let reach = dilation * (kernel - 1) + 1
    let padded = size + padding.before + padding.after
    guard reach <= padded else {
      let limit = (padded - 1) / dilation + 1
      throw ShapeError(
        .outOfRange(
          setting: "kernel", value: "\(kernel)",
          expected: padded < 1
            ? "a \(name) above 0"
            : "at most \(limit) over a \(name) of \(size) with padding \(padding.before)"
              + (dilation == 1 ? "" : " and dilation \(dilation)")))
    }
    return Window.Axis(
      size: size, kernel: kernel, stride: stride, padding: padding.before, dilation: dilation,
      outputs: (padded - reach) / stride + 1)
  }
}

extension Window {
  /// Refuses planes and kernels of more numbers than products and indices can count.
  func checkCounts() throws(ShapeError) {
    try requireCountable(
      "numbers of an input channel", vertical.size, horizontal.size)
    try requireCountable(
      "numbers of an output channel", vertical.outputs, horizontal.outputs)
    try requireCountable(
      "numbers under the kernel", channels, vertical.kernel, horizontal.kernel)
  }
}

/// Refuses a product that does not fit into 31 bits.
func requireCountable(_ name: String, _ sizes: Int...) throws(ShapeError) {
  var product = 1
  for size in sizes {
    let (next, overflow) = product.multipliedReportingOverflow(by: size)
    guard !overflow, next <= Int(Int32.max) else {
      throw ShapeError(
        .outOfRange(
          setting: name, value: sizes.map(String.init).joined(separator: " x "),
          expected: "at most \(Int32.max)"))
    }
    product = next
  }
}
