#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// What a convolution makes of a window: one matrix product for each group of channels.
public struct Convolution: BitwiseCopyable, Equatable, Sendable {
  /// The window over the channels of one group.
  public let window: Window
  public let groups: Int
  /// Output channels of one group.
  public let filters: Int

  public init(window: Window, groups: Int, filters: Int) {
    self.window = window
    self.groups = groups
    self.filters = filters
  }

  /// Numbers of one row's input.
  var inputCount: Int { groups * window.channels * window.inputPlane }
  /// Numbers of one row's output.
  var outputCount: Int { groups * filters * window.outputPlane }
  public var weightCount: Int { groups * filters * window.reach }

  /// Whether the image is its own matrix of columns: each output reads the input of its own place.
  var needsNoColumns: Bool {
    func isPlain(_ axis: Window.Axis) -> Bool {
      axis.kernel == 1 && axis.stride == 1 && axis.outputs == axis.size
    }
    return isPlain(window.vertical) && isPlain(window.horizontal)
  }

  /// Output rows whose columns are made at once, so that they stay in the second-level cache.
  var rowsAtOnce: Int {
    let perRow = window.reach * window.horizontal.outputs
    return min(window.vertical.outputs, max(1, Self.columnLimit / max(1, perRow)))
  }

  /// The numbers of `workspace` that a pass over any rows needs.
  public var workspaceCount: Int {
    needsNoColumns
      ? 0 : rowsAtOnce * window.reach * window.horizontal.outputs + 2 * Int(LR_SLACK)
  }

  /// Where in the workspace the columns start: the kernels touch what is around them.
  var columnOffset: Int { Int(LR_SLACK) }

  /// Half of a second-level cache of 1 MiB.
  private static let columnLimit = (1 << 19) / MemoryLayout<Scalar>.stride
}

extension Convolution {
  /// Where a pass over images starts.
  var firstBlock: ConvolutionBlock { ConvolutionBlock(convolution: self) }
}

/// A part of a pass: some output rows of one group of one image, whose columns are made at once.
struct ConvolutionBlock: BitwiseCopyable {
  let convolution: Convolution
  /// The image.
  private(set) var row = 0
  private(set) var group = 0
  /// The first output row.
  private(set) var first = 0

  init(convolution: Convolution) {
    self.convolution = convolution
  }

  private var window: Window { convolution.window }

  /// Output rows.
  var rows: Int { min(convolution.rowsAtOnce, window.vertical.outputs - first) }
  /// Outputs of one channel.
  var count: Int { rows * window.horizontal.outputs }
  /// Where those start in a channel.
  var offset: Int { first * window.horizontal.outputs }
  /// Where the group's input channels start.
  var inputOffset: Int {
    row * convolution.inputCount + group * window.channels * window.inputPlane
  }
  /// Where the block's outputs start in the group's first channel.
  var outputOffset: Int {
    row * convolution.outputCount + group * convolution.filters * window.outputPlane + offset
  }
  /// Where the group's filters start.
  var weightOffset: Int { group * convolution.filters * window.reach }

  /// Whether this is the first block of an image's group.
  var startsGroup: Bool { first == 0 }

  /// Goes on to the next rows, the next group, the next image.
  mutating func advance() {
    first += rows
    guard first >= window.vertical.outputs else { return }
    first = 0
    group += 1
    guard group == convolution.groups else { return }
    group = 0
    row += 1
  }
}
