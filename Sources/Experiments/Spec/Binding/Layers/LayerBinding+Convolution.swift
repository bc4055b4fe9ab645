internal import Learning

extension LayerBinding {
  func convolution() -> (any Layer)? {
    nil
  }
}
