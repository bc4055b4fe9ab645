#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// What is put around boxes of depth × height × width.
public struct Margins: BitwiseCopyable, Equatable, Sendable {
  /// One axis of the boxes.
  public struct Axis: BitwiseCopyable, Equatable, Sendable {
    public var size: Int
    public var before: Int
    public var after: Int

    public init(size: Int, before: Int = 0, after: Int = 0) {
      self.size = size
      self.before = before
      self.after = after
    }

    public var whole: Int { before + size + after }
  }

  public var depth: Axis
  public var height: Axis
  public var width: Axis

  public init(depth: Axis, height: Axis, width: Axis) {
    self.depth = depth
    self.height = height
    self.width = width
  }

  fileprivate var innerCount: Int { depth.size * height.size * width.size }
  fileprivate var outerCount: Int { depth.whole * height.whole * width.whole }
  fileprivate var kernel: lr_margins {
    lr_margins(
      d: depth.size, h: height.size, w: width.size, before_d: depth.before,
      before_h: height.before, before_w: width.before, after_d: depth.after,
      after_h: height.after, after_w: width.after)
  }
}

extension Arena {
  /// Puts each box into the middle of a larger one, whose other numbers become `value`.
  public func pad(
    _ input: Region, into output: Region, boxes: Int, margins: Margins, value: Scalar
  ) {
    let x = unsafe start(input, atLeast: boxes * margins.innerCount)
    let y = unsafe start(output, atLeast: boxes * margins.outerCount)
    var sizes = margins.kernel
    unsafe lr_pad(x, y, boxes, &sizes, value)
  }

  /// Takes each box out of the middle of the larger one.
  public func crop(_ input: Region, into output: Region, boxes: Int, margins: Margins) {
    let x = unsafe start(input, atLeast: boxes * margins.outerCount)
    let y = unsafe start(output, atLeast: boxes * margins.innerCount)
    var sizes = margins.kernel
    unsafe lr_crop(x, y, boxes, &sizes)
  }

  /// Transposes each of several matrices of `height` × `width`.
  public func transpose(
    _ input: Region, into output: Region, matrices: Int, height: Int, width: Int
  ) {
    let count = height * width
    let x = unsafe start(input, atLeast: matrices * count)
    let y = unsafe start(output, atLeast: matrices * count)
    for index in 0..<matrices {
      unsafe lr_transpose(x + index * count, y + index * count, height, width)
    }
  }

  /// Multiplies each plane of `size` numbers by a factor of its own.
  public func scalePlanes(
    _ input: Region, by factors: Region, into output: Region, planes: Int, size: Int
  ) {
    unsafe lr_scale_planes(
      start(input, atLeast: planes * size), start(factors, atLeast: planes),
      start(output, atLeast: planes * size), planes, size)
  }
}
