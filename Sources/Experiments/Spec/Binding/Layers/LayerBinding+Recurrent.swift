internal import Learning

extension LayerBinding {
  func recurrent() -> (any Layer)? {
    nil
  }
}
