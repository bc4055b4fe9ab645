internal import Learning

extension LayerBinding {
  func shaping() -> (any Layer)? {
    nil
  }
}
