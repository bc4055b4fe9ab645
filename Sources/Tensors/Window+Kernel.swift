#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Window {
  /// The window as the kernels know it.
  var kernel: lr_window {
    lr_window(
      channels: channels, vertical: vertical.kernelAxis, horizontal: horizontal.kernelAxis)
  }
}

extension Window.Axis {
  fileprivate var kernelAxis: lr_axis {
    lr_axis(
      size: size, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      outputs: outputs)
  }
}
